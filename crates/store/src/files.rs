//! Files of the store: issued papers, photos, logos. Named by the SHA-256 of their content and
//! encrypted one by one under the store's key (XChaCha20-Poly1305), since they lie outside the
//! encrypted file. Content-addressed: the same bytes are kept once and are never altered.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use sha2::{Digest, Sha256};

use crate::{
    error::StoreError,
    open::{Key, Store},
};

const NONCE: usize = 24;

fn name(digest: &[u8]) -> String {
    digest.iter().fold(String::new(), |mut text, byte| {
        use std::fmt::Write;
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The key for files, apart from the one that SQLCipher uses.
fn cipher(key: &Key) -> XChaCha20Poly1305 {
    let derived: [u8; 32] = Sha256::new()
        .chain_update(b"forecourt files 1")
        .chain_update(key.0)
        .finalize()
        .into();
    XChaCha20Poly1305::new((&derived).into())
}

/// Where a file of this name lies under a folder of files.
pub(crate) fn place(files: &Path, sha256: &str) -> PathBuf {
    files.join(sha256.get(..2).unwrap_or("--")).join(sha256)
}

/// The folder of a store's files.
pub(crate) fn folder(directory: &Path) -> PathBuf {
    directory.join("files")
}

/// The content of a sealed file, or nothing when it is not what its name says.
pub(crate) fn unsealed(key: &Key, sha256: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let (nonce, sealed) = bytes.split_at_checked(NONCE)?;
    let content = cipher(key)
        .decrypt(
            XNonce::from_slice(nonce),
            Payload {
                msg: sealed,
                aad: sha256.as_bytes(),
            },
        )
        .ok()?;
    (name(&Sha256::digest(&content)) == sha256).then_some(content)
}

/// Puts bytes in a place, durably. They are written aside and renamed, so that a half-written file
/// never carries the name; when that fails nothing is left of it.
pub(crate) fn put(target: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder)?;
    }
    let aside = target.with_extension("new");
    let written = fs::File::create(&aside)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        })
        .and_then(|()| fs::rename(&aside, target));
    if written.is_err() {
        // What was never made need not be removed.
        let _ = fs::remove_file(&aside);
    }
    written
}

/// Everything that lies under a folder of files, half-written leftovers among it.
pub(crate) fn all(files: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if !files.exists() {
        return Ok(found);
    }
    for shelf in fs::read_dir(files)? {
        let shelf = shelf?.path();
        if shelf.is_dir() {
            for file in fs::read_dir(shelf)? {
                found.push(file?.path());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The name of a kept file, or nothing for what merely lies there.
pub(crate) fn name_of(file: &Path) -> Option<&str> {
    let name = file.file_name()?.to_str()?;
    (name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(name)
}

impl Store {
    /// Keeps a file and says its name. Durable when this returns: a command may name it at once.
    pub fn keep_file(&self, content: &[u8]) -> Result<String, StoreError> {
        let sha256 = name(&Sha256::digest(content));
        let target = place(&folder(self.directory()), &sha256);
        if target.exists() {
            return Ok(sha256);
        }
        let mut nonce = [0_u8; NONCE];
        getrandom::fill(&mut nonce).map_err(|error| std::io::Error::other(error.to_string()))?;
        let sealed = cipher(self.key())
            .encrypt(
                XNonce::from_slice(&nonce),
                Payload {
                    msg: content,
                    aad: sha256.as_bytes(),
                },
            )
            .map_err(|_| StoreError::Damaged("a file could not be sealed".to_owned()))?;
        put(&target, &[nonce.as_slice(), &sealed].concat())?;
        Ok(sha256)
    }

    /// The content of a kept file, verified against its name; nothing when it is not (yet) here.
    pub fn kept_file(&self, sha256: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let target = place(&folder(self.directory()), sha256);
        if !target.exists() {
            return Ok(None);
        }
        match unsealed(self.key(), sha256, &fs::read(target)?) {
            Some(content) => Ok(Some(content)),
            None => Err(StoreError::Damaged(format!(
                "file {sha256} is not what it was"
            ))),
        }
    }

    /// Removes a file that nothing may keep any longer. Its content is overwritten first, as far as the
    /// disk lets anybody do so; it was encrypted from the beginning.
    pub fn forget_file(&self, sha256: &str) -> Result<Forgotten, StoreError> {
        let target = place(&folder(self.directory()), sha256);
        if !target.exists() {
            return Ok(Forgotten::WasNotHere);
        }
        let length = usize::try_from(fs::metadata(&target)?.len()).unwrap_or(0);
        // A disk that does not take the overwriting still loses the name and the space.
        let _ = fs::write(&target, vec![0; length]);
        fs::remove_file(&target)?;
        Ok(Forgotten::Gone)
    }
}

/// What became of a file that was to be forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forgotten {
    Gone,
    WasNotHere,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store() -> (PathBuf, Store) {
        let directory =
            std::env::temp_dir().join(format!("forecourt-files-{}", uuid::Uuid::new_v4()));
        let store = Store::create(&directory, Key([7; 32]), Box::new(())).expect("a store");
        (directory, store)
    }

    #[test]
    fn a_kept_file_comes_back_and_lies_encrypted() {
        let (directory, store) = store();
        let sha256 = store.keep_file(b"a contract").expect("kept");
        assert_eq!(
            store.kept_file(&sha256).expect("read").as_deref(),
            Some(b"a contract".as_slice())
        );
        let raw = fs::read(place(&folder(&directory), &sha256)).expect("there");
        assert!(!raw.windows(8).any(|window| window == b"contract"));
        drop(store);
        let _ = fs::remove_dir_all(directory);
    }

    #[test]
    fn an_altered_file_is_told_as_damaged() {
        let (directory, store) = store();
        let sha256 = store.keep_file(b"a contract").expect("kept");
        let place = place(&folder(&directory), &sha256);
        let mut raw = fs::read(&place).expect("there");
        let last = raw.len() - 1;
        raw[last] ^= 1;
        fs::write(&place, raw).expect("altered");
        assert!(matches!(
            store.kept_file(&sha256),
            Err(StoreError::Damaged(_))
        ));
        drop(store);
        let _ = fs::remove_dir_all(directory);
    }

    #[test]
    fn a_forgotten_file_is_gone_and_forgetting_it_twice_is_no_fault() {
        let (directory, store) = store();
        let sha256 = store.keep_file(b"a contract").expect("kept");
        assert_eq!(store.forget_file(&sha256).expect("gone"), Forgotten::Gone);
        assert_eq!(store.kept_file(&sha256).expect("read"), None);
        assert_eq!(
            store.forget_file(&sha256).expect("nothing to do"),
            Forgotten::WasNotHere
        );
        drop(store);
        let _ = fs::remove_dir_all(directory);
    }
}
