//! Backups, as the page asks for them: made while work goes on, proved by being opened, restored by
//! one button.

mod attempts;
mod recovery;

pub use recovery::{Recover, Recoverable, recover, recoverable};

use std::path::{Path, PathBuf};

use domain::{ids::PersonId, rights::Right, time::Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, json};
use store::backup::{self, BackupError, Generation, Restored};
use ts_rs::TS;

use crate::{
    Changed, Desk, clock,
    error::RpcError,
    list::Nothing,
    privacy,
    stores::{OpenStore, RestoredStore, backups_of},
};

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BackupRow {
    /// The folder's name; what `backups.restore` takes.
    pub name: String,
    pub made_at: Option<Timestamp>,
    /// Of the data and of the kept papers together.
    #[ts(type = "number | null")]
    pub bytes: Option<u64>,
    /// Kept papers and pictures that belong to it; absent in a backup of the old form, which has none.
    #[ts(type = "number | null")]
    pub papers: Option<u64>,
    /// Papers that were damaged already when it was made, and are in no backup.
    #[ts(type = "number")]
    pub papers_damaged: u64,
    /// Commands in its journal, all of whose signatures were verified when it was made.
    #[ts(type = "number | null")]
    pub commands: Option<u64>,
    pub state: BackupState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum BackupState {
    Verified,
    /// It did not finish, or was altered since.
    Unusable,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Backups {
    pub folder: String,
    pub rows: Vec<BackupRow>,
}

#[derive(Debug, Deserialize, TS)]
pub struct BackUp {
    /// Names the work for progress and cancelling; drawn by the page.
    pub work: String,
}

#[derive(Debug, Deserialize, TS)]
pub struct Restore {
    pub name: String,
}

fn folder(store: &OpenStore) -> PathBuf {
    backups_of(store.store.directory())
}

fn row(generation: &Generation) -> BackupRow {
    let manifest = generation.manifest.as_ref();
    BackupRow {
        name: generation
            .folder
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        made_at: manifest.map(|m| Timestamp(m.made_at)),
        bytes: manifest.map(|m| m.bytes + m.files.as_ref().map_or(0, |files| files.bytes)),
        papers: manifest
            .and_then(|m| m.files.as_ref())
            .map(|files| files.count),
        papers_damaged: manifest
            .and_then(|m| m.files.as_ref())
            .map_or(0, |files| files.damaged),
        commands: manifest.map(|m| m.commands),
        state: if manifest.is_some() {
            BackupState::Verified
        } else {
            BackupState::Unusable
        },
    }
}

pub fn list(desk: &Desk, _: Nothing) -> Result<Backups, RpcError> {
    // Whoever may only restore has to see what there is to restore.
    let (store, _) = desk.with_one_of([Right::BackUp, Right::Restore])?;
    let folder = folder(&store);
    Ok(Backups {
        rows: backup::generations(&folder)?.iter().map(row).collect(),
        folder: folder.display().to_string(),
    })
}

/// Backs up now, verifies the copy, and lets the rings drop what they no longer hold.
pub fn back_up(desk: &Desk, asked: BackUp) -> Result<BackupRow, RpcError> {
    let (store, _) = desk.with_right(Right::BackUp)?;
    let made = make(desk, &store, &asked.work, "backUp")?;
    Ok(row(&made))
}

fn make(desk: &Desk, store: &OpenStore, work: &str, label: &str) -> Result<Generation, RpcError> {
    let folder = folder(store);
    let now = clock::now();
    let made = desk.work(work, label, Map::new(), |work| {
        backup::back_up(&store.store, &folder, now, |done, total| {
            work.progress(done, Some(total))
        })
        .map_err(told)
    })?;
    backup::prune(&store.store, &folder, now)?;
    tell(desk);
    Ok(made)
}

/// Backs up when the newest verified backup is older than a day. Called now and then by the shell.
pub fn back_up_when_due(desk: &Desk) -> Result<(), RpcError> {
    let store = desk.store()?;
    let newest = backup::generations(&folder(&store))?
        .iter()
        .find_map(|generation| generation.manifest.as_ref().map(|m| m.made_at));
    if newest.is_none_or(|at| clock::now().0 - at > Timestamp::DAY) {
        make(desk, &store, "daily-backup", "dailyBackUp")?;
    }
    Ok(())
}

/// Puts a backup in the place of the live store. What is live now is kept aside, so this too can be
/// undone. Everybody is signed out, since people and rights may be others now.
pub fn restore(desk: &Desk, asked: Restore) -> Result<(), RpcError> {
    let (store, session) = desk.with_right(Right::Restore)?;
    let generation = chosen(&folder(&store), &asked.name)?;
    let aside = aside(store.store.directory(), "replaced");
    let restored = store
        .store
        .restore(&generation, &aside)
        .map_err(not_restored)?;
    store.derivations.forget();
    remember(desk, &store, session.person, &restored)?;
    crate::session::sign_out(desk, Nothing {})?;
    tell(desk);
    Ok(())
}

/// Where what is replaced is kept, under a name that says when and why.
fn aside(directory: &Path, why: &str) -> PathBuf {
    let now = chrono::DateTime::from_timestamp_millis(clock::now().0).unwrap_or_default();
    directory
        .join("before-restore")
        .join(format!("{}-{why}", now.format("%Y-%m-%dT%H-%M-%S%.3fZ")))
}

/// Why a backup did not take the place of the live store.
fn not_restored(error: BackupError) -> RpcError {
    match error {
        // It was whole when it was made. The live store has nothing to do with it.
        BackupError::WouldNotRestore(detail) => RpcError::broken("backupAltered", &detail),
        other @ (BackupError::Cancelled | BackupError::Store(_) | BackupError::Open(_)) => {
            told(other)
        }
    }
}

/// Writes down in what is live now who restored which moment, and keeps it for the sign-in to say.
fn remember(
    desk: &Desk,
    store: &OpenStore,
    person: PersonId,
    restored: &Restored,
) -> Result<(), RpcError> {
    let made_at = Timestamp(restored.manifest.made_at);
    let moment = chrono::DateTime::from_timestamp_millis(made_at.0)
        .unwrap_or_default()
        .with_timezone(&store.zone)
        .format("%Y-%m-%d %H:%M");
    store.store.write(|writing| {
        privacy::note(
            writing,
            person,
            "restored",
            ("dealership", domain::ids::RecordId(store.lane.0)),
            &json!({ "field": "", "reason": moment.to_string() }),
        )
    })?;
    desk.state_mut().restored = Some(RestoredStore {
        made_at,
        papers_lost: restored.files_lost,
    });
    Ok(())
}

/// The folder of that name under the backups, and nothing outside it.
fn chosen(folder: &Path, name: &str) -> Result<PathBuf, RpcError> {
    backup::generations(folder)?
        .into_iter()
        .find(|generation| generation.folder.file_name().is_some_and(|n| n == name))
        .map(|generation| generation.folder)
        .ok_or_else(|| RpcError::failed("backupGone"))
}

fn tell(desk: &Desk) {
    desk.shell.changed(&Changed {
        kinds: vec!["backup".to_owned()],
        ids: Vec::new(),
    });
}

fn told(error: BackupError) -> RpcError {
    match error {
        BackupError::Cancelled => RpcError::failed("cancelled"),
        BackupError::WouldNotRestore(detail) => RpcError::broken("backupWouldNotRestore", &detail),
        BackupError::Store(error) => error.into(),
        BackupError::Open(error) => error.into(),
    }
}
