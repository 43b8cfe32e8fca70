//! Where a store's random key is kept: in the system keyring, or, where there is none, in a file
//! beside the store under a passphrase.

use std::{fs, path::Path};

use keyring::{Entry, Error};
use serde::{Deserialize, Serialize};
use store::{Key, backup::KeyFiles};
use uuid::Uuid;

use crate::{
    clock,
    error::RpcError,
    session::{hex, open_secret, unhex, wrap_secret},
};

const SERVICE: &str = "Forecourt store";

/// `store.key`: the store's key under a passphrase.
#[derive(Serialize, Deserialize)]
struct UnderPassphrase {
    salt: String,
    wrapped: String,
}

fn entry(directory: &Path) -> Result<Entry, RpcError> {
    let id = fs::read_to_string(directory.join("store.id"))
        .map_err(|error| RpcError::broken("storeDamaged", &error))?;
    Entry::new(SERVICE, id.trim()).map_err(|error| RpcError::broken("keyringAbsent", &error))
}

pub fn has_passphrase(directory: &Path) -> bool {
    directory.join("store.key").exists()
}

/// The key of a store that is not made yet.
pub struct NewKey {
    pub key: Key,
    /// What is kept of it where it is kept under a passphrase.
    under_passphrase: Option<Vec<u8>>,
}

impl NewKey {
    /// Draws a key. Putting it under a passphrase takes as long as trying one does, which is meant to be long.
    pub fn draw(passphrase: Option<&str>) -> Result<Self, RpcError> {
        let key = Key(clock::random()?);
        let under_passphrase = match passphrase {
            Some(passphrase) => Some(under(passphrase, &key)?),
            None => None,
        };
        Ok(Self {
            key,
            under_passphrase,
        })
    }

    /// Keeps it beside its store: under the passphrase when one was given, else in the keyring.
    pub fn keep(&self, directory: &Path) -> Result<(), RpcError> {
        let written = |error| RpcError::from(store::StoreError::File(error));
        fs::create_dir_all(directory).map_err(written)?;
        fs::write(directory.join("store.id"), Uuid::new_v4().to_string()).map_err(written)?;
        if let Some(content) = &self.under_passphrase {
            return fs::write(directory.join("store.key"), content).map_err(written);
        }
        // Without any keyring already the entry cannot be named.
        let entry = entry(directory).map_err(|error| error.on("passphrase"))?;
        entry
            .set_secret(&self.key.0)
            .and_then(|()| entry.get_secret())
            .map_err(|error| RpcError::broken("keyringAbsent", &error).on("passphrase"))?;
        Ok(())
    }
}

fn under(passphrase: &str, key: &Key) -> Result<Vec<u8>, RpcError> {
    if passphrase.chars().count() < 10 {
        return Err(RpcError::invalid("passphrase", "passphraseTooShort").with("least", 10));
    }
    let (salt, wrapped) = wrap_secret(&key.0, passphrase)?;
    serde_json::to_vec(&UnderPassphrase {
        salt: hex(&salt),
        wrapped: hex(&wrapped),
    })
    .map_err(|error| RpcError::broken("storeBroken", &error))
}

pub fn from_keyring(directory: &Path) -> Result<Key, RpcError> {
    let secret = entry(directory)?
        .get_secret()
        .map_err(|error| match error {
            Error::NoEntry => RpcError::failed("keyMissing"),
            other => RpcError::broken("keyringAbsent", &other),
        })?;
    secret
        .try_into()
        .map(Key)
        .map_err(|_| RpcError::failed("wrongKey"))
}

pub fn from_passphrase(directory: &Path, passphrase: &str) -> Option<Key> {
    let content = fs::read(directory.join("store.key")).ok()?;
    let kept: UnderPassphrase = serde_json::from_slice(&content).ok()?;
    let secret = open_secret(&unhex(&kept.wrapped)?, &unhex(&kept.salt)?, passphrase)?;
    secret.as_slice().try_into().ok().map(Key)
}

/// The same where the file with the key may be damaged itself: every backup has a copy of it.
pub fn from_passphrase_of_any(
    directory: &Path,
    backups: &[std::path::PathBuf],
    passphrase: &str,
) -> Option<Key> {
    let mut tried = vec![fs::read(directory.join("store.key")).unwrap_or_default()];
    from_passphrase(directory, passphrase).or_else(|| {
        backups.iter().find_map(|backup| {
            let copy = fs::read(backup.join("store.key")).ok()?;
            if tried.contains(&copy) {
                return None;
            }
            tried.push(copy);
            from_passphrase(backup, passphrase)
        })
    })
}

/// The key of a backup of a store that does not open: the one that was at hand for the store, or the
/// one that the backup's own files lead to. Nothing when neither fits it.
pub(crate) fn key_of_backup(backup: &Path, at_hand: Option<&Key>) -> Option<(Key, KeyFiles)> {
    let fits = |key: &Key| store::backup::key_fits(backup, key);
    if let Some(key) = at_hand.filter(|key| fits(key)) {
        return Some((key.clone(), KeyFiles::Stay));
    }
    from_keyring(backup)
        .ok()
        .filter(fits)
        .map(|key| (key, KeyFiles::OfTheBackup))
}

/// Forgets the key of a store that did not come to be.
pub fn forget(directory: &Path) {
    if let Ok(entry) = entry(directory) {
        // A key that was never kept need not be deleted.
        let _ = entry.delete_credential();
    }
}

const PLATFORM: &str = "Forecourt platform";

fn platform_entry(directory: &Path) -> Result<Entry, RpcError> {
    let id = fs::read_to_string(directory.join("store.id"))
        .map_err(|error| RpcError::broken("storeDamaged", &error))?;
    Entry::new(PLATFORM, id.trim()).map_err(|error| RpcError::broken("keyringAbsent", &error))
}

/// Keeps the credential for the platform beside the store's key; says whether it is there. A store under
/// a passphrase keeps it inside.
pub fn keep_platform_secret(directory: &Path, secret: &str) -> Result<bool, RpcError> {
    if has_passphrase(directory) {
        return Ok(false);
    }
    platform_entry(directory)?
        .set_password(secret)
        .map_err(|error| RpcError::broken("keyringAbsent", &error))?;
    Ok(true)
}

pub fn platform_secret(directory: &Path) -> Result<Option<String>, RpcError> {
    if has_passphrase(directory) {
        return Ok(None);
    }
    match platform_entry(directory)?.get_password() {
        Ok(secret) => Ok(Some(secret)),
        Err(Error::NoEntry) => Ok(None),
        Err(other) => Err(RpcError::broken("keyringAbsent", &other)),
    }
}

/// Says that a store's key was destroyed because its desk was shut out, not lost.
const SHUT_OUT: &str = "store.revoked";

pub fn is_shut_out(directory: &Path) -> bool {
    directory.join(SHUT_OUT).exists()
}

/// Destroys the key of a store that was revoked: what lies in its file reads nobody any more.
pub fn destroy(directory: &Path) -> Result<(), RpcError> {
    fs::write(directory.join(SHUT_OUT), "")
        .map_err(|error| RpcError::from(store::StoreError::File(error)))?;
    forget(directory);
    if let Ok(entry) = platform_entry(directory) {
        // A credential that was never kept need not be deleted.
        let _ = entry.delete_credential();
    }
    let under_passphrase = directory.join("store.key");
    if under_passphrase.exists() {
        fs::remove_file(&under_passphrase)
            .map_err(|error| RpcError::from(store::StoreError::File(error)))?;
    }
    Ok(())
}
