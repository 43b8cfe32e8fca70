//! A backup on its way into the place of the live file: copied beside it, brought to this program's
//! version, asked, verified, and only then put in its place. Until that moment the live store is
//! untouched, and whatever fails before leaves nothing behind.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use rusqlite::Connection;

use super::{BackupError, Manifest, faults, manifest_of, pool};
use crate::{
    error::{OpenError, StoreError},
    migrations,
    open::{Key, Store, connect, lock},
};

/// The file that is being brought in.
const INCOMING: &str = "store.restoring.db";
/// What SQLite keeps beside a file while it is in use; it belongs to that file alone.
const COMPANIONS: [&str; 2] = ["-wal", "-shm"];
/// What leads to the key of the store: the keyring's name for it, or the key under a passphrase.
const KEY_FILES: [&str; 2] = ["store.id", "store.key"];
const CHECK: &str = "store.check";

/// What becomes of the files that lead to the store's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyFiles {
    /// They have led to the key that opens the backup; a passphrase may be newer than the backup.
    Stay,
    /// They lead nowhere, and those of the backup do.
    OfTheBackup,
}

/// What a restore has brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    pub manifest: Manifest,
    /// Kept files that neither the backup nor the store had whole any more.
    pub files_lost: u64,
}

pub struct Incoming {
    directory: PathBuf,
    generation: PathBuf,
    manifest: Manifest,
    key: Key,
    connection: Option<Connection>,
    copied: pool::Copied,
    files_lost: u64,
    /// Held where no open store holds it.
    _lock: Option<File>,
}

impl Incoming {
    /// Prepares a backup for the place of a store that does not open.
    pub fn prepare(directory: &Path, generation: &Path, key: &Key) -> Result<Self, BackupError> {
        let lock = lock(directory)?;
        Self::with(directory, generation, key, Some(lock))
    }

    fn with(
        directory: &Path,
        generation: &Path,
        key: &Key,
        lock: Option<File>,
    ) -> Result<Self, BackupError> {
        let would_not = |detail: &str| BackupError::WouldNotRestore(detail.to_owned());
        let manifest = manifest_of(generation).ok_or_else(|| would_not("it did not finish"))?;
        if !key_fits(generation, key) {
            return Err(OpenError::WrongKey.into());
        }
        let mut incoming = Self {
            directory: directory.to_owned(),
            generation: generation.to_owned(),
            manifest,
            key: key.clone(),
            connection: None,
            copied: pool::Copied::default(),
            files_lost: 0,
            _lock: lock,
        };
        incoming.discard();
        let file = directory.join(INCOMING);
        if !generation.join("store.db").exists() {
            return Err(would_not("its file is missing"));
        }
        fs::copy(generation.join("store.db"), &file)?;
        let brought = || -> Result<Connection, OpenError> {
            let mut copy = connect(&file, key)?;
            migrations::run(&mut copy)?;
            // The file alone is moved; what the log still holds goes into it.
            copy.pragma_update(None, "journal_mode", "delete")?;
            Ok(copy)
        };
        incoming.connection = Some(brought().map_err(|error| match error {
            OpenError::Store(StoreError::Damaged(detail)) => BackupError::WouldNotRestore(detail),
            other @ (OpenError::Store(_)
            | OpenError::InUse
            | OpenError::WrongKey
            | OpenError::NewerVersion { .. }
            | OpenError::Absent) => BackupError::Open(other),
        })?);
        Ok(incoming)
    }

    fn open(&self) -> Result<&Connection, StoreError> {
        self.connection
            .as_ref()
            .ok_or_else(|| StoreError::Damaged("the backup is closed".to_owned()))
    }

    /// Asks what is in the backup, before it is in anybody's place.
    pub fn read<R, E: From<StoreError>>(
        &self,
        question: impl FnOnce(&Connection) -> Result<R, E>,
    ) -> Result<R, E> {
        question(self.open()?)
    }

    /// Checks every page, the structure, and the journal of what is about to go live, and brings the
    /// kept files back.
    pub fn verify(mut self) -> Result<Ready, BackupError> {
        faults(self.open()?)?;
        if let Some(kept) = &self.manifest.files {
            self.files_lost = pool::bring_back(
                &self.directory,
                &self.key,
                &self.generation,
                kept,
                &mut self.copied,
            )?;
        }
        self.connection = None;
        File::open(self.directory.join(INCOMING))?.sync_all()?;
        Ok(Ready(self))
    }

    fn discard(&self) {
        for ending in ["", "-wal", "-shm", "-journal"] {
            // What is not there need not be removed.
            let _ = fs::remove_file(self.directory.join(format!("{INCOMING}{ending}")));
        }
    }
}

/// A backup that was verified beside the live file and may take its place.
pub struct Ready(Incoming);

impl Ready {
    /// Puts it in the place of a store that does not open. What lies there now is kept under `aside`, as
    /// it is.
    pub fn take_place(self, aside: &Path, key_files: KeyFiles) -> Result<Restored, BackupError> {
        self.swap(aside, key_files)?;
        Ok(self.done())
    }

    fn done(mut self) -> Restored {
        // The files that were copied belong to the live store now.
        self.0.copied = pool::Copied::default();
        Restored {
            manifest: self.0.manifest.clone(),
            files_lost: self.0.files_lost,
        }
    }

    fn swap(&self, aside: &Path, key_files: KeyFiles) -> std::io::Result<()> {
        fs::create_dir_all(aside)?;
        let mut moved: Vec<(PathBuf, PathBuf)> = Vec::new();
        let swapped = self.move_in(aside, key_files, &mut moved);
        if swapped.is_err() {
            for (from, to) in moved.into_iter().rev() {
                // What cannot be put back lies under its own name in the folder beside it.
                let _ = fs::rename(to, from);
            }
            // Only an empty folder goes.
            let _ = fs::remove_dir(aside);
        }
        swapped
    }

    fn move_in(
        &self,
        aside: &Path,
        key_files: KeyFiles,
        moved: &mut Vec<(PathBuf, PathBuf)>,
    ) -> std::io::Result<()> {
        let Incoming {
            directory,
            generation,
            key,
            ..
        } = &self.0;
        let mut away = |name: &str| -> std::io::Result<()> {
            let (from, to) = (directory.join(name), aside.join(name));
            if from.exists() {
                fs::rename(&from, &to)?;
                moved.push((from, to));
            }
            Ok(())
        };
        match key_files {
            KeyFiles::Stay => {}
            KeyFiles::OfTheBackup => {
                for name in KEY_FILES {
                    away(name)?;
                    if generation.join(name).exists() {
                        fs::copy(generation.join(name), directory.join(name))?;
                    }
                }
            }
        }
        if fs::read_to_string(directory.join(CHECK)).ok() != Some(key.check()) {
            away(CHECK)?;
            fs::write(directory.join(CHECK), key.check())?;
        }
        // A log of the old file must never meet the new one.
        for companion in COMPANIONS {
            away(&format!("store.db{companion}"))?;
        }
        away("store.db")?;
        fs::rename(directory.join(INCOMING), directory.join("store.db"))
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        self.connection = None;
        std::mem::take(&mut self.copied).take_back();
        self.discard();
    }
}

/// Whether a backup was made under this key, as far as it says so itself.
pub fn key_fits(generation: &Path, key: &Key) -> bool {
    let check = fs::read_to_string(generation.join(CHECK)).unwrap_or_default();
    check.is_empty() || check.trim() == key.check()
}

impl Store {
    /// Puts a verified backup in the place of the live file. The copy is opened, brought to this
    /// program's version and verified before anything happens to the live file, which is then kept
    /// under `aside`. When anything fails on the way the live file is in place, and nothing else is left.
    pub fn restore(&self, generation: &Path, aside: &Path) -> Result<Restored, BackupError> {
        let ready = Incoming::with(self.directory(), generation, self.key(), None)?.verify()?;
        self.replace(|| ready.swap(aside, KeyFiles::Stay))?;
        Ok(ready.done())
    }
}
