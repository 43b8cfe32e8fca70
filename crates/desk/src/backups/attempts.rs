//! How often somebody tried in vain to restore a store that does not open. The store itself cannot keep
//! the count, so a small file beside it does; the rest is the same as at the sign-in (FACTS 5.3).

use std::{fs, path::Path};

use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    clock,
    error::RpcError,
    session::{ALLOWED, minutes_left},
};

const FILE: &str = "restore-attempts.json";

#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
struct Failures {
    count: i64,
    last: i64,
}

fn failures(directory: &Path) -> Failures {
    fs::read(directory.join(FILE))
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default()
}

pub fn check(directory: &Path) -> Result<(), RpcError> {
    let failures = failures(directory);
    match minutes_left(failures.count, Timestamp(failures.last)) {
        Some(minutes) => Err(RpcError::refused("lockedOut")
            .on("password")
            .with("minutes", minutes)),
        None => Ok(()),
    }
}

/// Counts a failure and says what the person is told. Name and password are not told apart.
pub fn failed(directory: &Path) -> Result<RpcError, RpcError> {
    let before = failures(directory);
    // After a rest the count begins anew.
    let begun = if before.count >= ALLOWED {
        0
    } else {
        before.count
    };
    let now = Failures {
        count: begun + 1,
        last: clock::now().0,
    };
    let text = serde_json::to_vec(&now).map_err(|e| RpcError::broken("storeBroken", &e))?;
    fs::write(directory.join(FILE), text).map_err(store::StoreError::File)?;
    Ok(match minutes_left(now.count, Timestamp(now.last)) {
        Some(minutes) => RpcError::refused("lockedOut").with("minutes", minutes),
        None => RpcError::refused("wrongNameOrPassword").with("left", ALLOWED - now.count),
    }
    .on("password"))
}

pub fn succeeded(directory: &Path) {
    // Without the file the count is nought.
    let _ = fs::remove_file(directory.join(FILE));
}
