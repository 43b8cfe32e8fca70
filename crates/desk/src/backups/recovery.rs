//! The way back for a store that does not open. Nobody can sign in there, so whoever restores proves
//! their right against the people in the backup, before it is put in the place of what is damaged.

use domain::{
    ids::PersonId,
    people::{Person, PersonState, current_key, rights_of},
    refusal::{GeneralRefusal, Refusal},
    rights::Right,
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use store::{
    SCHEMA_VERSION, StoreFacts,
    backup::{self, BackupError, Generation, Incoming},
    rows,
};
use ts_rs::TS;

use super::{BackupRow, aside, attempts, chosen, not_restored, remember, row, tell, told};
use crate::{
    Desk,
    error::RpcError,
    list::Nothing,
    session::unwrap,
    stores::{self, BrokenStore, backups_of, broken, key_of_backup},
};

/// What can be done about a store that did not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum RecoveryOffer {
    /// A backup would not help: the store is in use, the keyring is locked, the disk is full.
    NotForThis,
    Choose,
    NoBackup,
    /// There are backups, and none opens with a key or a program of this computer.
    NoneOpens,
}

/// The backups that can take the place of the store that did not open. Nothing in here is about a person.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Recoverable {
    pub offer: RecoveryOffer,
    pub rows: Vec<BackupRow>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Recover {
    /// The backup's, as `recovery.backups` says it.
    pub name: String,
    pub sign_in_name: String,
    pub password: String,
}

pub fn recoverable(desk: &Desk, _: Nothing) -> Result<Recoverable, RpcError> {
    let Some(broken) = broken(desk) else {
        return Ok(Recoverable {
            offer: RecoveryOffer::NotForThis,
            rows: Vec::new(),
        });
    };
    let mut finished = backup::generations(&backups_of(&broken.directory))?;
    finished.retain(|generation| generation.manifest.is_some());
    let rows: Vec<BackupRow> = finished
        .iter()
        .filter(|generation| opens(generation, &broken))
        .map(row)
        .collect();
    let offer = if finished.is_empty() {
        RecoveryOffer::NoBackup
    } else if rows.is_empty() {
        RecoveryOffer::NoneOpens
    } else {
        RecoveryOffer::Choose
    };
    Ok(Recoverable { offer, rows })
}

/// Whether a key of this computer fits a backup, and this program knows its version.
fn opens(generation: &Generation, broken: &BrokenStore) -> bool {
    generation
        .manifest
        .as_ref()
        .is_some_and(|manifest| manifest.schema <= SCHEMA_VERSION)
        && key_of_backup(&generation.folder, broken.key.as_ref()).is_some()
}

/// Puts a backup in the place of the store that did not open, and opens it. What did not open is kept
/// aside under a name that says so.
pub fn recover(desk: &Desk, asked: Recover) -> Result<(), RpcError> {
    let broken = broken(desk).ok_or_else(|| RpcError::failed("nothingToRecover"))?;
    let directory = &broken.directory;
    attempts::check(directory)?;
    let generation = chosen(&backups_of(directory), &asked.name)?;
    let (key, key_files) = key_of_backup(&generation, broken.key.as_ref())
        .ok_or_else(|| RpcError::failed("wrongKey"))?;
    let incoming = Incoming::prepare(directory, &generation, &key).map_err(not_restored)?;
    let who = incoming.read(|connection| restorer(connection, &asked))?;
    let person = match who {
        Restorer::May(person) => person,
        Restorer::MayNot => {
            let right = Right::Restore;
            return Err(
                RpcError::from(Refusal::from(GeneralRefusal::MissingRight { right }))
                    .on("signInName"),
            );
        }
        Restorer::Nobody => return Err(attempts::failed(directory)?),
    };
    let restored = incoming
        .verify()
        .map_err(not_restored)?
        .take_place(&aside(directory, "did-not-open"), key_files)
        .map_err(|error| match error {
            BackupError::WouldNotRestore(_) | BackupError::Cancelled => not_restored(error),
            other @ (BackupError::Store(_) | BackupError::Open(_)) => told(other),
        })?;
    attempts::succeeded(directory);
    stores::take(desk, broken.slot, key)?;
    let store = desk.store()?;
    remember(desk, &store, person, &restored)?;
    desk.shell.session();
    tell(desk);
    Ok(())
}

/// Who wants to restore, as the backup knows them.
enum Restorer {
    May(PersonId),
    MayNot,
    /// Nobody who works here has this name and this password.
    Nobody,
}

fn restorer(connection: &Connection, asked: &Recover) -> Result<Restorer, RpcError> {
    let wanted = asked.sign_in_name.trim().to_lowercase();
    let person = rows::all::<Person>(connection)?
        .into_iter()
        .find(|person| person.state == PersonState::Working && person.sign_in_name == wanted);
    let Some(person) = person else {
        return Ok(Restorer::Nobody);
    };
    let facts = StoreFacts::new(connection);
    let known =
        current_key(&facts, person.id).and_then(|key| Ok((key, rights_of(&facts, person.id)?)));
    let Ok((key, rights)) = known else {
        return Err(facts.breakage().into());
    };
    if key.and_then(|key| unwrap(&key, &asked.password)).is_none() {
        return Ok(Restorer::Nobody);
    }
    Ok(if rights.has(Right::Restore) {
        Restorer::May(person.id)
    } else {
        Restorer::MayNot
    })
}
