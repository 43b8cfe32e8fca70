//! The kept files of a store (issued papers, the logo) in its backups: one pool beside all
//! generations, named by content, so that a paper is copied once and not again with every backup.
//!
//! A generation says in `files.txt` which files belong to it, and in its manifest the digest of that
//! list. The files stay sealed as they lie in the store, and each is opened and held against its name
//! whenever a backup that lists it is made. What no generation lists any more leaves the pool.

use std::{
    collections::BTreeSet,
    fs, io,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{BackupError, Generation};
use crate::{
    error::StoreError,
    files,
    open::{Key, hex},
};

/// The pool's folder among the generations.
pub(super) const FOLDER: &str = "files";
const LIST: &str = "files.txt";

/// What a manifest says of the kept files. A backup of the old form says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeptFiles {
    pub count: u64,
    pub bytes: u64,
    /// Files that were damaged already when the backup was made, and of which no whole copy is left.
    pub damaged: u64,
    /// SHA-256 of the list of their names.
    pub list: String,
}

fn digest(list: &str) -> String {
    hex(&Sha256::digest(list.as_bytes()))
}

/// The bytes of a sealed file that is what its name says; nothing when it is missing or damaged.
fn whole(folder: &Path, key: &Key, name: &str) -> Result<Option<Vec<u8>>, io::Error> {
    let bytes = match fs::read(files::place(folder, name)) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    Ok(files::unsealed(key, name, &bytes).map(|_| bytes))
}

/// Files that were copied for something that may still fail; then they go again.
#[derive(Default)]
pub(super) struct Copied(Vec<PathBuf>);

impl Copied {
    fn put(&mut self, folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
        let target = files::place(folder, name);
        let stood = target.exists();
        files::put(&target, bytes)?;
        if !stood {
            self.0.push(target);
        }
        Ok(())
    }

    pub(super) fn take_back(self) {
        for file in self.0 {
            // What cannot be removed is in no list, so the next tidying removes it.
            let _ = fs::remove_file(file);
        }
    }
}

/// How many files there are to gather, for the progress of the backup.
pub(super) fn count(directory: &Path) -> io::Result<u64> {
    Ok(files::all(&files::folder(directory))?.len() as u64)
}

/// Brings every kept file of the store into the pool and writes the generation's list. Each is read
/// back from the pool and held against its name. `progress` is told how many are done.
pub(super) fn gather(
    directory: &Path,
    key: &Key,
    generation: &Path,
    copied: &mut Copied,
    mut progress: impl FnMut(u64) -> ControlFlow<()>,
) -> Result<KeptFiles, BackupError> {
    let live = files::folder(directory);
    let pool = pool_of(generation);
    let mut list = String::new();
    let mut kept = KeptFiles {
        count: 0,
        bytes: 0,
        damaged: 0,
        list: String::new(),
    };
    for (done, file) in files::all(&live)?.iter().enumerate() {
        if progress(done as u64).is_break() {
            return Err(BackupError::Cancelled);
        }
        let Some(name) = files::name_of(file) else {
            continue;
        };
        if whole(&pool, key, name)?.is_none() {
            match whole(&live, key, name)? {
                Some(bytes) => copied.put(&pool, name, &bytes)?,
                // It was forgotten since the folder was read.
                None if !file.exists() => continue,
                None => {
                    kept.damaged += 1;
                    continue;
                }
            }
        }
        let Some(bytes) = whole(&pool, key, name)? else {
            return Err(BackupError::WouldNotRestore(format!(
                "file {name} was copied and cannot be read back"
            )));
        };
        kept.count += 1;
        kept.bytes += bytes.len() as u64;
        list.push_str(name);
        list.push('\n');
    }
    kept.list = digest(&list);
    files::put(&generation.join(LIST), list.as_bytes())?;
    Ok(kept)
}

/// The pool that belongs to a generation lies beside it.
fn pool_of(generation: &Path) -> PathBuf {
    generation.parent().unwrap_or(generation).join(FOLDER)
}

/// The names that a generation lists.
fn listed(generation: &Path, kept: &KeptFiles) -> Result<Vec<String>, BackupError> {
    let list = fs::read_to_string(generation.join(LIST)).unwrap_or_default();
    if digest(&list) != kept.list {
        return Err(BackupError::WouldNotRestore(
            "its list of files was altered".to_owned(),
        ));
    }
    Ok(list.lines().map(str::to_owned).collect())
}

/// Brings the files of a generation back into the store, each held against its name, and says how many
/// are lost. What the store still has whole is left alone; what it has beyond that stays.
pub(super) fn bring_back(
    directory: &Path,
    key: &Key,
    generation: &Path,
    kept: &KeptFiles,
    copied: &mut Copied,
) -> Result<u64, BackupError> {
    let live = files::folder(directory);
    let pool = pool_of(generation);
    let mut lost = 0;
    for name in listed(generation, kept)? {
        if whole(&live, key, &name)?.is_some() {
            continue;
        }
        match whole(&pool, key, &name)? {
            Some(bytes) => copied.put(&live, &name, &bytes)?,
            None => lost += 1,
        }
    }
    Ok(lost)
}

/// Removes from the pool what none of these generations lists. A list that cannot be read might name
/// anything, so then everything stays.
pub(super) fn tidy(under: &Path, generations: &[Generation]) -> Result<(), StoreError> {
    let mut wanted = BTreeSet::new();
    for generation in generations {
        let Some(kept) = generation.manifest.as_ref().and_then(|m| m.files.as_ref()) else {
            continue;
        };
        match listed(&generation.folder, kept) {
            Ok(names) => wanted.extend(names),
            Err(_) => return Ok(()),
        }
    }
    for file in files::all(&under.join(FOLDER))? {
        if files::name_of(&file).is_none_or(|name| !wanted.contains(name)) {
            fs::remove_file(file)?;
        }
    }
    Ok(())
}
