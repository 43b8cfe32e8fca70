//! Who is signed in. Signing in is unwrapping one's key with one's password; it needs no line.

mod keys;
mod lock_out;

pub use keys::{
    hex, new_key, new_keys_under_one, open as open_secret, unhex, unwrap, wrap as wrap_secret,
};
pub use lock_out::{ALLOWED, minutes_left};

use std::sync::Arc;

use domain::{
    ids::{PersonId, RoleId},
    people::{Person, PersonKey, PersonState, Role},
    rights::{Right, Rights},
};
use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};
use store::{StoreFacts, rows};
use ts_rs::TS;

use crate::{
    Desk, State,
    error::RpcError,
    list::Nothing,
    stores::{OpenStore, RestoredStore, gave_way, is_mendable},
    sync::OfflineTooLong,
};

/// A signed-in person and their key, in memory for as long as they are signed in.
pub struct Session {
    pub person: PersonId,
    pub key: SigningKey,
}

impl Session {
    /// What the person may do now; asked anew each time, since roles change under one's feet.
    pub fn rights(&self, store: &OpenStore) -> Result<Rights, RpcError> {
        store.store.read(|connection| {
            let facts = StoreFacts::new(connection);
            match domain::people::rights_of(&facts, self.person) {
                Ok(rights) => Ok(rights),
                Err(domain::facts::Missing) => Err(facts.breakage().into()),
            }
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Stage {
    FirstStart,
    /// There is a store and it does not open; `failure` says why.
    Failed,
    Passphrase,
    SignIn,
    Locked,
    Open,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SignedIn {
    pub id: PersonId,
    pub name: String,
    pub sign_in_name: String,
    /// Role names: the word of a built-in role, or the house's own name.
    pub roles: Vec<String>,
    pub rights: Vec<Right>,
}

/// Somebody who can sign in at this desk.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Colleague {
    pub id: PersonId,
    pub name: String,
    pub sign_in_name: String,
    pub roles: Vec<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SessionState {
    pub stage: Stage,
    pub failure: Option<RpcError>,
    pub store_name: Option<String>,
    pub training: bool,
    pub person: Option<SignedIn>,
    pub people: Vec<Colleague>,
    /// The language of the last person at this desk, before anybody has signed in.
    pub language: String,
    /// How this store stands with a platform.
    pub platform: PlatformLink,
    /// Commands that the platform has not confirmed yet.
    #[ts(type = "number")]
    pub pending: i64,
    /// A backup took the place of this store, and nobody has signed in since.
    pub restored: Option<RestoredStore>,
    /// The platform has not answered for longer than this desk may go on by itself.
    pub offline: Option<OfflineTooLong>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PlatformLink {
    /// This dealership stands alone.
    None,
    /// This desk follows a platform.
    Linked,
    /// It was shut out.
    Revoked,
}

/// Who is at this desk. A store too damaged to say so is closed, and its backups are offered.
pub fn state(desk: &Desk, _: Nothing) -> Result<SessionState, RpcError> {
    match state_now(desk) {
        Err(error) if is_mendable(&error) => {
            let _ = gave_way(desk, error);
            state_now(desk)
        }
        answer => answer,
    }
}

fn state_now(desk: &Desk) -> Result<SessionState, RpcError> {
    let state = desk.state();
    let stage = stage(&state);
    let (store, session) = (state.store.clone(), state.session.clone());
    let restored = state.restored.clone();
    let failure = state.failure.clone();
    drop(state);
    let language = crate::stores::language(desk);
    let Some(store) = store else {
        return Ok(SessionState {
            stage,
            failure,
            store_name: None,
            training: false,
            person: None,
            people: Vec::new(),
            language,
            platform: PlatformLink::None,
            pending: 0,
            restored,
            offline: None,
        });
    };
    store.store.read(|connection| {
        let roles = rows::all::<Role>(connection)?;
        let role_names = |ids: &[RoleId]| {
            roles
                .iter()
                .filter(|role| ids.contains(&role.id))
                .map(|role| role.name.clone())
                .collect::<Vec<_>>()
        };
        let platform = match crate::sync::standing(connection)? {
            None => PlatformLink::None,
            Some(crate::sync::Standing::Linked) => PlatformLink::Linked,
            Some(crate::sync::Standing::Revoked) => PlatformLink::Revoked,
        };
        let pending = match platform {
            PlatformLink::None => 0,
            PlatformLink::Linked | PlatformLink::Revoked => {
                store::following::backlog(connection)?.commands as i64
            }
        };
        let mut people: Vec<Person> = rows::all(connection)?;
        people.retain(|person| person.state == PersonState::Working);
        let person = session
            .as_ref()
            .and_then(|session| people.iter().find(|person| person.id == session.person))
            .map(|person| {
                let facts = StoreFacts::new(connection);
                let rights = domain::people::rights_of(&facts, person.id)
                    .map_err(|domain::facts::Missing| RpcError::from(facts.breakage()))?;
                Ok::<_, RpcError>(SignedIn {
                    id: person.id,
                    name: person.name.clone(),
                    sign_in_name: person.sign_in_name.clone(),
                    roles: role_names(&person.roles.0),
                    rights: rights.0.into_iter().collect(),
                })
            })
            .transpose()?;
        Ok(SessionState {
            stage,
            failure,
            store_name: Some(crate::dealerships::house(connection, &store)?.name),
            training: store.training,
            person,
            people: people
                .iter()
                .map(|person| Colleague {
                    id: person.id,
                    name: person.name.clone(),
                    sign_in_name: person.sign_in_name.clone(),
                    roles: role_names(&person.roles.0),
                })
                .collect(),
            language,
            platform,
            pending,
            restored,
            offline: crate::sync::too_long(connection)?,
        })
    })
}

fn stage(state: &State) -> Stage {
    if state.failure.is_some() {
        Stage::Failed
    } else if state.wants_passphrase {
        Stage::Passphrase
    } else if state.store.is_none() {
        Stage::FirstStart
    } else if state.session.is_none() {
        Stage::SignIn
    } else if state.locked {
        Stage::Locked
    } else {
        Stage::Open
    }
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SignIn {
    pub person: PersonId,
    pub password: String,
}

/// Signs in, or unlocks the screen for whoever was signed in.
pub fn sign_in(desk: &Desk, asked: SignIn) -> Result<(), RpcError> {
    signed_in(desk, asked).map_err(|error| gave_way(desk, error))
}

fn signed_in(desk: &Desk, asked: SignIn) -> Result<(), RpcError> {
    let store = desk.store()?;
    crate::sync::count(&store.store)?;
    if let Some(offline) = store.store.read(crate::sync::too_long)? {
        // The screen may have stood there since before the days were over.
        desk.shell.session();
        return Err(RpcError::refused("offlineTooLong").with("days", offline.days));
    }
    lock_out::check(&store, asked.person)?;
    let key = store.store.read(|connection| {
        let person: Option<Person> = rows::entity(connection, asked.person)?;
        if person.is_none_or(|person| person.state == PersonState::Left) {
            return Ok::<Option<PersonKey>, RpcError>(None);
        }
        let facts = StoreFacts::new(connection);
        domain::people::current_key(&facts, asked.person)
            .map_err(|domain::facts::Missing| facts.breakage().into())
    })?;
    let key = key.and_then(|key| keys::unwrap(&key, &asked.password));
    let Some(key) = key else {
        let told = lock_out::failed(&store, asked.person)?;
        if told.code == "lockedOut" {
            // Whoever tries out passwords behind the lock must not find an open list there.
            desk.import.keep_only_for(None);
            desk.reports.keep_only_for(None);
        }
        return Err(told);
    };
    lock_out::succeeded(&store, asked.person)?;
    let mut state = desk.state_mut();
    state.session = Some(Arc::new(Session {
        person: asked.person,
        key,
    }));
    state.locked = false;
    state.restored = None;
    drop(state);
    desk.import.keep_only_for(Some(asked.person));
    desk.reports.keep_only_for(Some(asked.person));
    desk.shell.session();
    // Whoever signs in is let in, whatever becomes of this; the next one tries again.
    let _ = crate::test_drives::remove_due_licences(desk);
    Ok(())
}

/// The signed-in person goes on under a new key.
pub fn take_key(desk: &Desk, person: PersonId, key: SigningKey) {
    desk.state_mut().session = Some(Arc::new(Session { person, key }));
}

pub fn lock(desk: &Desk, _: Nothing) -> Result<(), RpcError> {
    let mut state = desk.state_mut();
    state.locked = state.session.is_some();
    drop(state);
    desk.shell.session();
    Ok(())
}

pub fn sign_out(desk: &Desk, _: Nothing) -> Result<(), RpcError> {
    let mut state = desk.state_mut();
    state.session = None;
    state.locked = false;
    drop(state);
    desk.import.keep_only_for(None);
    desk.reports.keep_only_for(None);
    desk.shell.session();
    Ok(())
}

pub fn interactive(desk: &Desk, _: Nothing) -> Result<(), RpcError> {
    desk.shell.interactive();
    Ok(())
}

#[derive(Debug, Deserialize, TS)]
pub struct OpenWindow {
    pub route: String,
}

pub fn open_window(desk: &Desk, asked: OpenWindow) -> Result<(), RpcError> {
    desk.shell.open_window(&asked.route)
}
