//! What keeps a house governable, whoever gives the command: the last who manage people and roles
//! stay, and nobody hands out more than they have.

use std::collections::BTreeSet;

use super::{PeopleRefusal, Person, PersonState, Role};
use crate::{
    command::Stop,
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts, Missing},
    ids::RoleId,
    rights::{Right, Rights},
};

/// Without these two nobody could mend who may do what.
pub(super) const MANAGING: [Right; 2] = [Right::EditPeople, Right::EditRoles];

/// What a command puts in the place of a stored row.
#[derive(Clone, Copy)]
pub(super) enum Proposed<'a> {
    Person(&'a Person),
    Role(&'a Role),
}

/// The union of the rights of these roles; a role that is gone gives none.
pub(super) fn rights_of_roles(facts: &dyn Facts, roles: &[RoleId]) -> Result<Rights, Missing> {
    let mut rights = Rights::default();
    for role in roles {
        if let Some(role) = facts.get::<Role>(*role)? {
            rights.0.extend(role.rights.0.0);
        }
    }
    Ok(rights)
}

fn working(facts: &dyn Facts) -> Result<Vec<Person>, Missing> {
    facts.by::<Person>(Person::BY_STATE, [PersonState::Working.to_value()])
}

/// All that anybody who works here may do now.
pub(super) fn held_now(facts: &dyn Facts) -> Result<Rights, Missing> {
    let roles: BTreeSet<RoleId> = working(facts)?
        .into_iter()
        .flat_map(|person| person.roles.0)
        .collect();
    rights_of_roles(facts, &roles.into_iter().collect::<Vec<_>>())
}

/// The same once the proposed row is in its place.
fn held_after(facts: &dyn Facts, proposed: Proposed) -> Result<Rights, Missing> {
    let mut people = working(facts)?;
    if let Proposed::Person(person) = proposed {
        people.retain(|each| each.id != person.id);
        if person.state == PersonState::Working {
            people.push(person.clone());
        }
    }
    let roles: BTreeSet<RoleId> = people
        .into_iter()
        .flat_map(|person| person.roles.0)
        .collect();
    match proposed {
        Proposed::Role(role) => {
            let others: Vec<RoleId> = roles.iter().copied().filter(|id| *id != role.id).collect();
            let mut rights = rights_of_roles(facts, &others)?;
            if roles.contains(&role.id) {
                rights.0.extend(role.rights.0.0.iter().copied());
            }
            Ok(rights)
        }
        Proposed::Person(_) => rights_of_roles(facts, &roles.into_iter().collect::<Vec<_>>()),
    }
}

/// Refuses what would leave nobody who manages people, or nobody who manages roles.
pub(super) fn somebody_still_manages(facts: &dyn Facts, proposed: Proposed) -> Result<(), Stop> {
    let now = held_now(facts)?;
    let after = held_after(facts, proposed)?;
    for right in MANAGING {
        if now.has(right) && !after.has(right) {
            return Err(PeopleRefusal::LastAdministrator { right }.into());
        }
    }
    Ok(())
}

/// Of these rights those that the giver may not hand out. A right that nobody who works here holds, be
/// it that the program has just learnt it or that it was taken away by mistake, could never be given
/// again; so whoever manages both people and roles may give it.
pub(super) fn beyond(
    facts: &dyn Facts,
    context: &Context,
    wanted: &Rights,
) -> Result<Vec<Right>, Missing> {
    let mut beyond: Vec<Right> = wanted
        .0
        .iter()
        .copied()
        .filter(|right| !context.may(*right))
        .collect();
    if !beyond.is_empty() && MANAGING.iter().all(|right| context.may(*right)) {
        let held = held_now(facts)?;
        beyond.retain(|right| held.has(*right));
    }
    Ok(beyond)
}

/// Refuses to hand out rights that the giver lacks, and names them.
pub(super) fn within_ones_own(
    facts: &dyn Facts,
    context: &Context,
    wanted: &Rights,
) -> Result<(), Stop> {
    let beyond = beyond(facts, context, wanted)?;
    if beyond.is_empty() {
        return Ok(());
    }
    Err(PeopleRefusal::RightsBeyondYours {
        rights: words(&beyond),
    }
    .into())
}

/// Their words, as a refusal carries several.
pub(super) fn words(rights: &[Right]) -> String {
    rights
        .iter()
        .map(|right| right.word())
        .collect::<Vec<_>>()
        .join(",")
}
