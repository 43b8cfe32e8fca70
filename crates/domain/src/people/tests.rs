//! The rules of people and rights, as sentences.

use super::{
    AddPerson, ChangePerson, ChangeRole, GiveNewRights, KeyMaterial, NewPerson, PersonState,
    ReplaceKey, RightsForRole, new_rights,
};
use crate::{
    Command,
    entity::Json,
    ids::{PersonId, RoleId},
    people::{BuiltInRole, Person, Role},
    rights::{Right, Rights},
    testing::{House, id},
};

const GIVER: u128 = 1;
const OTHER: u128 = 2;

fn role_of(role: BuiltInRole) -> RoleId {
    id(1_000_000 + role as u128)
}

fn key() -> KeyMaterial {
    KeyMaterial {
        public_key: "00".repeat(32),
        wrapped_key: "00".repeat(48),
        salt: "00".repeat(16),
    }
}

fn leaves(person: u128) -> Command {
    Command::ChangePerson(ChangePerson {
        person: id(person),
        name: None,
        roles: None,
        state: Some(PersonState::Left),
    })
}

fn gets(person: u128, roles: &[BuiltInRole]) -> Command {
    Command::ChangePerson(ChangePerson {
        person: id(person),
        name: None,
        roles: Some(roles.iter().map(|role| role_of(*role)).collect()),
        state: None,
    })
}

fn new_colleague(role: BuiltInRole) -> Command {
    Command::AddPerson(AddPerson {
        person: NewPerson {
            id: id(9),
            name: "周晓琳".to_owned(),
            sign_in_name: "zhou".to_owned(),
            key: key(),
        },
        roles: vec![role_of(role)],
    })
}

fn role_with(role: BuiltInRole, rights: Rights) -> Command {
    Command::ChangeRole(ChangeRole {
        role: role_of(role),
        name: role.word().to_owned(),
        rights,
    })
}

fn without(role: BuiltInRole, gone: Right) -> Rights {
    role.rights()
        .0
        .into_iter()
        .filter(|right| *right != gone)
        .collect()
}

fn and(role: BuiltInRole, more: Right) -> Rights {
    role.rights().0.into_iter().chain([more]).collect()
}

#[test]
fn a_store_manager_cannot_deactivate_the_last_administrator() {
    let mut house = House::of(BuiltInRole::StoreManager);
    house.person(OTHER, BuiltInRole::Administrator);
    let refusal = house.refused(leaves(OTHER));
    assert_eq!(refusal.code, "lastAdministrator");
    assert_eq!(refusal.values["right"], "editRoles");
}

#[test]
fn a_store_manager_cannot_demote_the_last_administrator() {
    let mut house = House::of(BuiltInRole::StoreManager);
    house.person(OTHER, BuiltInRole::Administrator);
    let refusal = house.refused(gets(OTHER, &[BuiltInRole::StoreManager]));
    assert_eq!(refusal.code, "lastAdministrator");
}

#[test]
fn one_administrator_of_two_may_go() {
    let mut house = House::of(BuiltInRole::Administrator);
    house.person(OTHER, BuiltInRole::Administrator);
    house.done(leaves(OTHER));
    let gone: Person = house.get(id::<PersonId>(OTHER)).expect("kept by name");
    assert_eq!(gone.state, PersonState::Left);
}

#[test]
fn an_administrator_who_has_left_does_not_count() {
    let mut house = House::of(BuiltInRole::StoreManager);
    house.person(OTHER, BuiltInRole::Administrator);
    house.person(3, BuiltInRole::Administrator);
    house.done(leaves(3));
    assert_eq!(house.refused(leaves(OTHER)).code, "lastAdministrator");
}

#[test]
fn the_right_to_manage_roles_cannot_be_taken_from_the_only_role_that_has_it() {
    let mut house = House::of(BuiltInRole::Administrator);
    let refusal = house.refused(role_with(
        BuiltInRole::Administrator,
        without(BuiltInRole::Administrator, Right::EditRoles),
    ));
    assert_eq!(refusal.code, "lastAdministrator");
}

#[test]
fn a_role_that_nobody_working_has_keeps_no_house_governable() {
    let mut house = House::of(BuiltInRole::Administrator);
    let spare: RoleId = id(77);
    house.put(&Role {
        id: spare,
        name: "第二管理员".to_owned(),
        rights: Json(Rights::all()),
    });
    let refusal = house.refused(role_with(
        BuiltInRole::Administrator,
        without(BuiltInRole::Administrator, Right::EditPeople),
    ));
    assert_eq!(refusal.code, "lastAdministrator");
    assert_eq!(refusal.values["right"], "editPeople");
}

#[test]
fn nobody_takes_the_management_of_people_from_themself_even_when_another_has_it() {
    let mut house = House::of(BuiltInRole::Administrator);
    house.person(OTHER, BuiltInRole::Administrator);
    house.act_as(GIVER, BuiltInRole::Administrator);
    assert_eq!(house.refused(leaves(GIVER)).code, "leaveToAnother");
}

#[test]
fn nobody_gives_a_new_colleague_a_role_wider_than_their_own_rights() {
    let mut house = House::of(BuiltInRole::StoreManager);
    house.person(OTHER, BuiltInRole::Administrator);
    house.person(3, BuiltInRole::SalesManager);
    let refusal = house.refused(new_colleague(BuiltInRole::Administrator));
    assert_eq!(refusal.code, "rightsBeyondYours");
    assert_eq!(refusal.values["rights"], "editRoles,restore");
    house.done(new_colleague(BuiltInRole::SalesManager));
}

#[test]
fn nobody_gives_themself_or_another_a_wider_role() {
    let mut house = House::of(BuiltInRole::StoreManager);
    house.person(OTHER, BuiltInRole::Administrator);
    house.person(3, BuiltInRole::Cashier);
    for person in [GIVER, 3] {
        let refusal = house.refused(gets(
            person,
            &[BuiltInRole::StoreManager, BuiltInRole::Administrator],
        ));
        assert_eq!(refusal.code, "rightsBeyondYours");
    }
}

#[test]
fn who_keeps_a_wide_role_may_still_be_given_a_narrow_one() {
    let mut house = House::of(BuiltInRole::StoreManager);
    house.person(OTHER, BuiltInRole::Administrator);
    house.person(3, BuiltInRole::Cashier);
    house.done(gets(
        OTHER,
        &[BuiltInRole::Administrator, BuiltInRole::Cashier],
    ));
}

#[test]
fn whoever_comes_back_is_given_no_wider_role_than_the_giver_has() {
    let mut house = House::of(BuiltInRole::Administrator);
    house.person(OTHER, BuiltInRole::Administrator);
    house.person(3, BuiltInRole::StoreManager);
    house.done(leaves(OTHER));
    house.act_as(3, BuiltInRole::StoreManager);
    let back = Command::ChangePerson(ChangePerson {
        person: id(OTHER),
        name: None,
        roles: None,
        state: Some(PersonState::Working),
    });
    assert_eq!(house.refused(back).code, "rightsBeyondYours");
}

#[test]
fn a_role_is_not_extended_beyond_the_givers_own_rights() {
    let mut house = House::of(BuiltInRole::Administrator);
    house.person(OTHER, BuiltInRole::Cashier);
    let narrow = without(BuiltInRole::Administrator, Right::Restore);
    house.put(&Role {
        id: id(78),
        name: "只管角色".to_owned(),
        rights: Json(narrow.clone()),
    });
    house.put(&Person {
        roles: Json(vec![id(78)]),
        ..house.get(id::<PersonId>(OTHER)).expect("there")
    });
    house.act_with(OTHER, narrow);
    let refusal = house.refused(role_with(
        BuiltInRole::Cashier,
        and(BuiltInRole::Cashier, Right::Restore),
    ));
    assert_eq!(refusal.code, "rightsBeyondYours");
    assert_eq!(refusal.values["rights"], "restore");
    house.done(role_with(
        BuiltInRole::Cashier,
        and(BuiltInRole::Cashier, Right::SeeCost),
    ));
}

#[test]
fn a_right_that_nobody_holds_can_be_given_again_by_who_manages_people_and_roles() {
    let mut house = House::of(BuiltInRole::Administrator);
    house.done(role_with(
        BuiltInRole::Administrator,
        without(BuiltInRole::Administrator, Right::Restore),
    ));
    house.act_with(GIVER, without(BuiltInRole::Administrator, Right::Restore));
    house.done(role_with(BuiltInRole::Administrator, Rights::all()));
}

fn gives(gifts: &[(BuiltInRole, &[Right])]) -> Command {
    Command::GiveNewRights(GiveNewRights {
        gifts: gifts
            .iter()
            .map(|(role, rights)| RightsForRole {
                role: role_of(*role),
                rights: rights.iter().copied().collect(),
            })
            .collect(),
    })
}

/// A house that was founded before the service department came.
fn before_service() -> House {
    let mut house = House::of(BuiltInRole::Administrator);
    house.person(OTHER, BuiltInRole::StoreManager);
    for role in BuiltInRole::ALL {
        let rights = role.rights().0.into_iter();
        let known = rights.filter(|right| !LATER.contains(right)).collect();
        house.put(&Role {
            id: role_of(*role),
            name: role.word().to_owned(),
            rights: Json(known),
        });
    }
    house
}

const LATER: [Right; 4] = [
    Right::SeeService,
    Right::EditService,
    Right::SeeParts,
    Right::HandleComplaints,
];

#[test]
fn the_roles_that_every_house_knows_get_the_rights_that_came_later() {
    let mut house = before_service();
    let roles: Vec<Role> = BuiltInRole::ALL
        .iter()
        .filter_map(|role| house.get(role_of(*role)))
        .collect();
    let held = roles
        .iter()
        .flat_map(|role| role.rights.0.0.clone())
        .collect();
    let gifts = new_rights(&roles, &held);
    house.done(Command::GiveNewRights(GiveNewRights { gifts }));
    for role in BuiltInRole::ALL {
        let now: Role = house.get(role_of(*role)).expect("the role");
        assert_eq!(now.rights.0, role.rights(), "{role:?}");
    }
}

#[test]
fn what_the_house_has_decided_about_a_right_is_not_given_on() {
    let mut house = before_service();
    house.done(gives(&[(BuiltInRole::StoreManager, &[Right::SeeService])]));
    let refusal = house.refused(gives(&[(BuiltInRole::Technician, &[Right::SeeService])]));
    assert_eq!(refusal.code, "rightsNotNew");
    assert_eq!(refusal.values["rights"], "seeService");
}

#[test]
fn nobody_gives_new_rights_who_manages_only_roles() {
    let mut house = before_service();
    house.lose(Right::EditPeople);
    let refusal = house.refused(gives(&[(BuiltInRole::Technician, &[Right::SeeService])]));
    assert_eq!(refusal.code, "missingRight");
}

#[test]
fn who_may_do_less_does_not_set_the_password_of_an_administrator() {
    let mut house = House::of(BuiltInRole::StoreManager);
    house.person(OTHER, BuiltInRole::Administrator);
    house.person(3, BuiltInRole::Cashier);
    let reset = |person| {
        Command::ReplaceKey(ReplaceKey {
            person: id(person),
            key: key(),
        })
    };
    let refusal = house.refused(reset(OTHER));
    assert_eq!(refusal.code, "personBeyondYou");
    assert_eq!(refusal.values["rights"], "editRoles,restore");
    house.done(reset(3));
    house.done(reset(GIVER));
}
