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

fn path(directory: &Path, sha256: &str) -> PathBuf {
    directory
        .join("files")
        .join(sha256.get(..2).unwrap_or("--"))
        .join(sha256)
}

impl Store {
    /// Keeps a file and says its name. Durable when this returns: a command may name it at once.
    pub fn keep_file(&self, content: &[u8]) -> Result<String, StoreError> {
        let sha256 = name(&Sha256::digest(content));
        let target = path(self.directory(), &sha256);
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
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        // Written aside and renamed, so that a half-written file never carries the name.
        let aside = target.with_extension("new");
        let mut file = fs::File::create(&aside)?;
        file.write_all(&nonce)?;
        file.write_all(&sealed)?;
        file.sync_all()?;
        fs::rename(&aside, &target)?;
        Ok(sha256)
    }

    /// The content of a kept file, verified against its name; nothing when it is not (yet) here.
    pub fn kept_file(&self, sha256: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let target = path(self.directory(), sha256);
        if !target.exists() {
            return Ok(None);
        }
        let bytes = fs::read(target)?;
        let damaged = || StoreError::Damaged(format!("file {sha256} is not what it was"));
        let (nonce, sealed) = bytes.split_at_checked(NONCE).ok_or_else(damaged)?;
        let content = cipher(self.key())
            .decrypt(
                XNonce::from_slice(nonce),
                Payload {
                    msg: sealed,
                    aad: sha256.as_bytes(),
                },
            )
            .map_err(|_| damaged())?;
        if name(&Sha256::digest(&content)) == sha256 {
            Ok(Some(content))
        } else {
            Err(damaged())
        }
    }
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
        let raw = fs::read(path(&directory, &sha256)).expect("there");
        assert!(!raw.windows(8).any(|window| window == b"contract"));
        drop(store);
        let _ = fs::remove_dir_all(directory);
    }

    #[test]
    fn an_altered_file_is_told_as_damaged() {
        let (directory, store) = store();
        let sha256 = store.keep_file(b"a contract").expect("kept");
        let place = path(&directory, &sha256);
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
}
