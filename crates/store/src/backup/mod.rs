//! Backups while the store is in use, proved by being opened, in rings of generations (SEC-7).
//!
//! A backup is a folder `<UTC time>` with `store.db` (encrypted under the same key), `store.check`,
//! `store.id`, the key under the recovery passphrase when the house has set one, the list of the kept
//! files that belong to it (see [`pool`]), and `backup.json`, which is written last: a folder without
//! it is a backup that did not finish.

mod incoming;
mod pool;

pub use incoming::{Incoming, KeyFiles, Ready, Restored, key_fits};
pub use pool::KeptFiles;

use std::{
    collections::BTreeSet,
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use domain::time::Timestamp;
use rusqlite::{
    Connection, OpenFlags,
    backup::{Backup, StepResult},
};
use serde::{Deserialize, Serialize};

use crate::{
    error::{OpenError, StoreError},
    journal,
    migrations::SCHEMA_VERSION,
    open::{Key, Store, connect, guard},
};

/// What a finished backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Manifest {
    /// Milliseconds since 1970 UTC.
    pub made_at: i64,
    pub schema: i64,
    /// Commands in its journal.
    pub commands: u64,
    pub bytes: u64,
    /// The kept files that belong to it; a backup of the old form has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub files: Option<KeptFiles>,
}

/// A backup folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generation {
    pub folder: PathBuf,
    /// Absent when the backup did not finish.
    pub manifest: Option<Manifest>,
}

#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("the backup was cancelled")]
    Cancelled,
    /// It was written and does not open: the old generations are kept, nothing is deleted.
    #[error("the backup would not restore: {0}")]
    WouldNotRestore(String),
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A backup whose content is whole, and which this program cannot open.
    #[error(transparent)]
    Open(#[from] OpenError),
}

impl From<rusqlite::Error> for BackupError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<std::io::Error> for BackupError {
    fn from(error: std::io::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Written last: a folder without it is half a backup.
const MANIFEST: &str = "backup.json";

/// Pages copied between two looks at whether to go on.
const STEP: i32 = 512;

/// Writes a backup of one moment into a new folder under `into`, opens it, and verifies it; then
/// gathers the kept files that this moment may name. `progress` is told (steps done, steps in all) and
/// answers whether to go on. Other work goes on meanwhile: the copy reads one snapshot and never holds
/// the writer. One backup is made at a time.
pub fn back_up(
    store: &Store,
    into: &Path,
    now: Timestamp,
    mut progress: impl FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<Generation, BackupError> {
    let _one_at_a_time = guard(&store.backing_up);
    drop_unfinished(into)?;
    let folder = into.join(folder_name(now));
    let mut copied = pool::Copied::default();
    let written = write(store, &folder, now, &mut copied, &mut progress);
    match written {
        Ok(manifest) => Ok(Generation {
            folder,
            manifest: Some(manifest),
        }),
        Err(error) => {
            // Half a backup helps nobody; what cannot be removed is told apart by its missing manifest.
            let _ = fs::remove_dir_all(&folder);
            copied.take_back();
            Err(error)
        }
    }
}

fn write(
    store: &Store,
    folder: &Path,
    now: Timestamp,
    copied: &mut pool::Copied,
    progress: &mut impl FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<Manifest, BackupError> {
    fs::create_dir_all(folder)?;
    let files = pool::count(store.directory())?;
    let mut pages = 0;
    copy(store, folder, &mut |done, all| {
        pages = all;
        progress(done, all + files)
    })?;
    let commands = verify(folder, store.key())?;
    // After the snapshot: a paper's file is kept before its row is written, so none is missing.
    let files = pool::gather(store.directory(), store.key(), folder, copied, |done| {
        progress(pages + done, pages + files)
    })?;
    let manifest = Manifest {
        made_at: now.0,
        schema: SCHEMA_VERSION,
        commands,
        bytes: fs::metadata(folder.join("store.db"))?.len(),
        files: Some(files),
    };
    let text = serde_json::to_vec_pretty(&manifest).map_err(std::io::Error::other)?;
    crate::files::put(&folder.join(MANIFEST), &text)?;
    Ok(manifest)
}

/// Removes what a program that ended in the middle of a backup left behind, before it fills the disk: its last file,
/// which says that it is whole, was never written. Nobody is writing another one now.
fn drop_unfinished(under: &Path) -> Result<(), StoreError> {
    for generation in generations(under)? {
        if begun_at(&generation.folder).is_some() && !generation.folder.join(MANIFEST).exists() {
            fs::remove_dir_all(&generation.folder)?;
        }
    }
    Ok(())
}

/// `2026-11-22T09-30-00.000Z`: sorts by time, and every file system takes it.
fn folder_name(now: Timestamp) -> String {
    chrono::DateTime::<chrono::Utc>::from_timestamp_millis(now.0)
        .unwrap_or_default()
        .format("%Y-%m-%dT%H-%M-%S%.3fZ")
        .to_string()
}

fn copy(
    store: &Store,
    folder: &Path,
    progress: &mut impl FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<(), BackupError> {
    let target = folder.join("store.db");
    store.read(|snapshot| {
        // Reading once pins the snapshot that the copy is taken of.
        snapshot.query_row("select count(*) from store_fact", [], |_| Ok(()))?;
        let mut copy = connect(&target, store.key())?;
        {
            let backup = Backup::new(snapshot, &mut copy)?;
            loop {
                if backup.step(STEP)? == StepResult::Done {
                    break;
                }
                let state = backup.progress();
                let all = u64::try_from(state.pagecount).unwrap_or(0);
                let left = u64::try_from(state.remaining).unwrap_or(0);
                if progress(all - left, all).is_break() {
                    return Err(BackupError::Cancelled);
                }
            }
        }
        copy.pragma_update(None, "journal_mode", "delete")?;
        Ok::<_, BackupError>(())
    })?;
    for name in ["store.check", "store.id", "store.key"] {
        let from = store.directory().join(name);
        if from.exists() {
            fs::copy(from, folder.join(name))?;
        }
    }
    fs::File::open(&target)?.sync_all()?;
    Ok(())
}

/// Opens a backup with its key, checks every page's authentication code, the structure, and the
/// journal's chain of signatures and hashes; says how many commands it holds.
pub fn verify(folder: &Path, key: &Key) -> Result<u64, BackupError> {
    let file = folder.join("store.db");
    if !file.exists() {
        return Err(BackupError::WouldNotRestore(
            "its file is missing".to_owned(),
        ));
    }
    let opened = || -> rusqlite::Result<Connection> {
        // Looking at a backup leaves it as it is.
        let connection = Connection::open_with_flags(
            &file,
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        connection.pragma_update(None, "key", key.pragma())?;
        connection.query_row("select count(*) from store_fact", [], |_| Ok(()))?;
        Ok(connection)
    };
    let connection = opened().map_err(|e| BackupError::WouldNotRestore(e.to_string()))?;
    faults(&connection)
}

/// The first fault of a store that nobody works in, or how many commands it holds.
fn faults(connection: &Connection) -> Result<u64, BackupError> {
    let would_not = |detail: String| BackupError::WouldNotRestore(detail);
    let mut faults: Vec<String> = Vec::new();
    for check in ["pragma cipher_integrity_check", "pragma quick_check"] {
        let mut statement = connection
            .prepare(check)
            .map_err(|error| would_not(error.to_string()))?;
        let found: Result<Vec<String>, _> = statement
            .query_map([], |row| row.get(0))
            .and_then(Iterator::collect);
        faults.extend(
            found
                .map_err(|error| would_not(error.to_string()))?
                .into_iter()
                .filter(|line| line != "ok"),
        );
    }
    if let Some(fault) = faults.into_iter().next() {
        return Err(would_not(fault));
    }
    let verified = journal::verify(connection, |_| ControlFlow::Continue(()))
        .map_err(|error| would_not(error.to_string()))?;
    match verified.broken {
        None => Ok(verified.entries),
        Some(broken) => Err(would_not(format!("its journal is broken: {broken:?}"))),
    }
}

fn manifest_of(folder: &Path) -> Option<Manifest> {
    let bytes = fs::read(folder.join(MANIFEST)).ok()?;
    serde_json::from_slice(&bytes).ok()
}

/// All backups under a folder, newest first, unfinished ones among them.
pub fn generations(under: &Path) -> Result<Vec<Generation>, StoreError> {
    if !under.exists() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(under)? {
        let folder = entry?.path();
        if folder.is_dir() && !folder.ends_with(pool::FOLDER) {
            let manifest = manifest_of(&folder);
            found.push(Generation { folder, manifest });
        }
    }
    found.sort_by(|a, b| b.folder.cmp(&a.folder));
    Ok(found)
}

/// Which generations stay: every one of the last day, then the newest of each of 7 days, 5 weeks
/// and 12 months. Times are milliseconds UTC, newest first.
pub fn kept(made_at: &[i64], now: Timestamp) -> BTreeSet<i64> {
    let mut kept = BTreeSet::new();
    let rings = [
        (Timestamp::DAY, 7_usize),
        (7 * Timestamp::DAY, 5),
        (30 * Timestamp::DAY, 12),
    ];
    for (length, count) in rings {
        let mut slots = BTreeSet::new();
        for at in made_at {
            let slot = at.div_euclid(length);
            if slots.len() < count && slots.insert(slot) {
                kept.insert(*at);
            }
        }
    }
    kept.extend(made_at.iter().filter(|at| now.0 - **at < Timestamp::DAY));
    kept
}

/// Removes the generations that no ring holds, and the files that then belong to none. Unfinished ones
/// older than a day go too.
pub fn prune(store: &Store, under: &Path, now: Timestamp) -> Result<(), StoreError> {
    let _one_at_a_time = guard(&store.backing_up);
    let all = generations(under)?;
    let made: Vec<i64> = all
        .iter()
        .filter_map(|g| g.manifest.as_ref().map(|m| m.made_at))
        .collect();
    let kept = kept(&made, now);
    let mut stay = Vec::with_capacity(all.len());
    for generation in all {
        let goes = match &generation.manifest {
            Some(manifest) => !kept.contains(&manifest.made_at),
            None => begun_at(&generation.folder).is_some_and(|at| now.0 - at > Timestamp::DAY),
        };
        if goes {
            fs::remove_dir_all(&generation.folder)?;
        } else {
            stay.push(generation);
        }
    }
    pool::tidy(under, &stay)
}

/// When a backup was begun, as its folder's name says.
fn begun_at(folder: &Path) -> Option<i64> {
    let name = folder.file_name()?.to_str()?;
    chrono::NaiveDateTime::parse_from_str(name, "%Y-%m-%dT%H-%M-%S%.3fZ")
        .ok()
        .map(|at| at.and_utc().timestamp_millis())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rings_keep_a_week_of_days_a_month_of_weeks_and_a_year_of_months() {
        let now = Timestamp(1_800_000_000_000);
        let daily: Vec<i64> = (0..400).map(|day| now.0 - day * Timestamp::DAY).collect();
        let kept = kept(&daily, now);
        assert!(kept.len() <= 7 + 5 + 12, "{}", kept.len());
        assert!(
            daily[..7].iter().all(|at| kept.contains(at)),
            "the last week is whole"
        );
        let oldest = kept.iter().next().copied().unwrap_or_default();
        assert!(now.0 - oldest > 300 * Timestamp::DAY, "a year is spanned");
    }

    #[test]
    fn every_backup_of_the_last_day_is_kept() {
        let now = Timestamp(1_800_000_000_000);
        let hourly: Vec<i64> = (0..24).map(|hour| now.0 - hour * Timestamp::HOUR).collect();
        assert_eq!(kept(&hourly, now).len(), 24);
    }
}
