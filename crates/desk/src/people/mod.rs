//! People and roles, as the settings page asks for them. Passwords become keys here, where they are
//! typed; only the wrapped key travels in a command.

mod named;

pub use named::name_of;

use domain::{
    Command,
    ids::{PersonId, RoleId},
    people::{
        AddPerson, BuiltInRole, NewPerson, Person, PersonState, Posting, ReplaceKey,
        ReplaceKeyInStore, RightsForRole, Role, new_rights,
    },
    rights::{Right, Rights},
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use store::rows;
use ts_rs::TS;
use uuid::Uuid;

use crate::{
    Desk,
    error::RpcError,
    list::Nothing,
    session::{self, new_key},
    stores::check_password,
    submit::{Submitted, give},
};

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct People {
    pub people: Vec<Person>,
    pub roles: Vec<Role>,
    /// Every right there is, in the order in which a role's page shows them.
    pub rights: Vec<Right>,
    /// Who works in another store of the group as well, and in which.
    pub postings: Vec<Posting>,
    /// What the house's roles lack because it was founded before the program knew these rights.
    pub new_rights: Vec<RightsForRole>,
}

pub fn list(desk: &Desk, _: Nothing) -> Result<People, RpcError> {
    // Whoever edits roles needs to see who has them, whoever edits people which roles there are.
    let (store, _) = desk.with_one_of([Right::EditPeople, Right::EditRoles])?;
    store.store.read(|connection| {
        let people: Vec<Person> = rows::all(connection)?;
        let roles = roles_in_order(connection)?;
        Ok(People {
            new_rights: new_rights(&roles, &held(&people, &roles)),
            postings: rows::all(connection)?,
            people,
            roles,
            rights: Right::ALL.to_vec(),
        })
    })
}

/// All that anybody who works here may do.
fn held(people: &[Person], roles: &[Role]) -> Rights {
    let working = people
        .iter()
        .filter(|person| person.state == PersonState::Working);
    let theirs: Vec<RoleId> = working.flat_map(|person| person.roles.0.clone()).collect();
    roles
        .iter()
        .filter(|role| theirs.contains(&role.id))
        .flat_map(|role| role.rights.0.0.clone())
        .collect()
}

/// The roles that every house knows, in their order, and then the house's own by name.
pub(crate) fn roles_in_order(connection: &Connection) -> Result<Vec<Role>, RpcError> {
    let mut roles: Vec<Role> = rows::all(connection)?;
    roles.sort_by_cached_key(|role| {
        let place = BuiltInRole::ALL
            .iter()
            .position(|known| known.word() == role.name);
        (place.unwrap_or(usize::MAX), role.name.clone())
    });
    Ok(roles)
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NewColleague {
    pub name: String,
    pub sign_in_name: String,
    pub password: String,
    pub roles: Vec<RoleId>,
}

pub fn add(desk: &Desk, asked: NewColleague) -> Result<Submitted, RpcError> {
    let (store, session) = desk.with_right(Right::EditPeople)?;
    check_password(&asked.password)?;
    let (key, _) = new_key(&asked.password)?;
    give(
        desk,
        &store,
        &session,
        Command::AddPerson(AddPerson {
            person: NewPerson {
                id: PersonId(Uuid::now_v7()),
                name: asked.name,
                sign_in_name: asked.sign_in_name,
                key,
            },
            roles: asked.roles,
        }),
    )
}

#[derive(Debug, Deserialize, TS)]
pub struct ResetPassword {
    pub person: PersonId,
    pub password: String,
}

/// Somebody who may edit people gives another a new password, also offline.
pub fn reset_password(desk: &Desk, asked: ResetPassword) -> Result<Submitted, RpcError> {
    let (store, session) = desk.with_right(Right::EditPeople)?;
    check_password(&asked.password)?;
    let (key, _) = new_key(&asked.password)?;
    give(
        desk,
        &store,
        &session,
        Command::ReplaceKey(ReplaceKey {
            person: asked.person,
            key,
        }),
    )
}

#[derive(Debug, Deserialize, TS)]
pub struct ChangePassword {
    pub old: String,
    pub new: String,
}

/// One's own password; the old one is asked, since the desk may have been left alone.
pub fn change_password(desk: &Desk, asked: ChangePassword) -> Result<Submitted, RpcError> {
    let session = desk.session()?;
    let store = desk.store()?;
    check_password(&asked.new).map_err(|error| error.on("new"))?;
    session::sign_in(
        desk,
        session::SignIn {
            person: session.person,
            password: asked.old,
        },
    )
    .map_err(|error| error.on("old"))?;
    let (key, signing) = new_key(&asked.new)?;
    // In the other stores where they work first, by the key that those know.
    let postings: Vec<Posting> = store.store.read(|connection| {
        rows::select(
            connection,
            "where person = ?1",
            [session.person.0.as_bytes()],
        )
    })?;
    for posting in postings {
        let there = Command::ReplaceKeyInStore(ReplaceKeyInStore {
            store: posting.store,
            key: key.clone(),
        });
        give(desk, &store, &session, there)?;
    }
    let submitted = give(
        desk,
        &store,
        &session,
        Command::ReplaceKey(ReplaceKey {
            person: session.person,
            key,
        }),
    )?;
    session::take_key(desk, session.person, signing);
    Ok(submitted)
}
