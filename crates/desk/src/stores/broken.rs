//! A store that is there and does not open, as far as one of its backups can take its place.

use std::path::{Path, PathBuf};

use domain::time::Timestamp;
use serde::Serialize;
use store::{Key, Store, backup};
use ts_rs::TS;

use super::{Slot, directory};
use crate::{Desk, error::RpcError};

/// Which store did not open, and the key that was at hand for it.
#[derive(Clone)]
pub struct BrokenStore {
    pub slot: Slot,
    pub directory: PathBuf,
    /// Absent when neither keyring nor passphrase yielded one.
    pub key: Option<Key>,
}

/// What was restored, for whoever signs in next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RestoredStore {
    /// Of when the data is. What was entered later is missing.
    pub made_at: Timestamp,
    /// Kept papers that neither the backup nor the store had whole any more.
    #[ts(type = "number")]
    pub papers_lost: u64,
}

/// Where a store's backups lie.
pub fn backups_of(directory: &Path) -> PathBuf {
    directory.join("backups")
}

/// Whether there is a store, or at least a finished backup of one.
pub fn is_there(directory: &Path) -> bool {
    Store::exists(directory)
        || backup::generations(&backups_of(directory))
            .is_ok_and(|all| all.iter().any(|generation| generation.manifest.is_some()))
}

/// Whether a backup can help: the file is damaged, gone or too new, or its key does not fit. A store in
/// use, a locked keyring and a full disk are for the person to see to.
pub(crate) fn is_mendable(error: &RpcError) -> bool {
    matches!(
        error.code.as_str(),
        "storeDamaged" | "storeGone" | "storeNewer" | "wrongKey" | "keyMissing"
    )
}

/// Remembers a store that did not open, and hands the reason on.
pub(super) fn noted(desk: &Desk, slot: Slot, key: Option<Key>, error: RpcError) -> RpcError {
    desk.state_mut().broken = is_mendable(&error).then(|| BrokenStore {
        slot,
        directory: directory(desk, slot),
        key,
    });
    error
}

/// The store that did not open.
pub(crate) fn broken(desk: &Desk) -> Option<BrokenStore> {
    desk.state().broken.clone()
}

/// An open store turned out to be damaged where people and rights are kept, so that nobody can sign in:
/// it is closed, and counts as one that did not open.
pub fn gave_way(desk: &Desk, error: RpcError) -> RpcError {
    if error.code != "storeDamaged" {
        return error;
    }
    let mut state = desk.state_mut();
    let Some(open) = state.store.take() else {
        return error;
    };
    state.session = None;
    state.locked = false;
    state.failure = Some(error.clone());
    state.broken = Some(BrokenStore {
        slot: if open.training {
            Slot::Training
        } else {
            Slot::Dealership
        },
        directory: open.store.directory().to_owned(),
        key: Some(open.store.key().clone()),
    });
    drop(state);
    desk.import.keep_only_for(None);
    desk.shell.session();
    error
}
