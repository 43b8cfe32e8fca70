//! Opening, creating and sharing the file: one writing connection, a small pool of reading ones.
//!
//! Beside `store.db` lies `store.check`, a digest of the key that tells a wrong key from a damaged
//! file (SQLCipher itself cannot), and `store.lock`, held while the program runs.

use std::{
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError, RwLock},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, TransactionBehavior, config::DbConfig};
use sha2::{Digest, Sha256};

use crate::{
    changes::Derived,
    error::{OpenError, StoreError},
    migrations,
    search::{Goal, Progress, Upkeep},
};

/// The store's random 256-bit key. It lives in the system keyring, or behind a passphrase.
#[derive(Clone)]
pub struct Key(pub [u8; 32]);

impl Key {
    pub(crate) fn pragma(&self) -> String {
        format!("x'{}'", hex(&self.0))
    }

    /// A digest that tells whether a key is the right one, and nothing else about it.
    pub(crate) fn check(&self) -> String {
        hex(&Sha256::new()
            .chain_update(b"forecourt store check")
            .chain_update(self.0)
            .finalize()[..16])
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// One page; a store has hundreds.
const SMALLEST_FILE: u64 = 4_096;

/// How many idle reading connections are kept; more than the page ever asks at once.
const IDLE_READERS: usize = 3;

pub struct Store {
    directory: PathBuf,
    key: Key,
    /// Absent only while the file itself is being replaced.
    writer: Mutex<Option<Connection>>,
    readers: Mutex<Vec<Connection>>,
    /// What the upkeep of the search index is in the middle of; locked after the writer.
    upkeep: Mutex<Upkeep>,
    /// Held shared by every reading and writing, and alone by whoever replaces the file.
    file_in_use: RwLock<()>,
    /// Held by whoever makes or tidies backups.
    pub(crate) backing_up: Mutex<()>,
    pub(crate) derived: Box<dyn Derived>,
    _lock: File,
}

/// A transaction on the one writing connection.
pub struct Writing<'a> {
    pub(crate) transaction: rusqlite::Transaction<'a>,
    pub(crate) derived: &'a dyn Derived,
}

impl Writing<'_> {
    pub fn connection(&self) -> &Connection {
        &self.transaction
    }
}

impl Store {
    fn file(directory: &Path) -> PathBuf {
        directory.join("store.db")
    }

    /// Whether there is a store in this directory, readable or not.
    pub fn exists(directory: &Path) -> bool {
        Self::file(directory).exists()
    }

    /// Makes an empty store. Whatever goes wrong on the way, no half of one is left.
    pub fn create(
        directory: &Path,
        key: Key,
        derived: Box<dyn Derived>,
    ) -> Result<Self, OpenError> {
        fs::create_dir_all(directory)?;
        let lock = lock(directory)?;
        fs::write(directory.join("store.check"), key.check())?;
        let made = connect(&Self::file(directory), &key)
            .map_err(OpenError::from)
            .and_then(|mut writer| migrations::run(&mut writer).map(|()| writer));
        match made {
            Ok(writer) => Ok(Self::with(directory, key, writer, derived, lock)),
            Err(error) => {
                for name in ["store.db", "store.db-wal", "store.db-shm", "store.check"] {
                    // What was never made need not be removed.
                    let _ = fs::remove_file(directory.join(name));
                }
                Err(error)
            }
        }
    }

    pub fn open(directory: &Path, key: Key, derived: Box<dyn Derived>) -> Result<Self, OpenError> {
        if !Self::exists(directory) {
            return Err(OpenError::Absent);
        }
        let lock = lock(directory)?;
        let check = fs::read_to_string(directory.join("store.check")).unwrap_or_default();
        if !check.is_empty() && check.trim() != key.check() {
            return Err(OpenError::WrongKey);
        }
        // SQLite takes an empty file for a new one, and would write a store without a dealership into it.
        if fs::metadata(Self::file(directory))?.len() < SMALLEST_FILE {
            return Err(StoreError::Damaged("the file was cut off".to_owned()).into());
        }
        let mut writer = connect(&Self::file(directory), &key)?;
        leave_log(&writer, true)?;
        migrations::run(&mut writer)?;
        leave_log(&writer, false)?;
        Ok(Self::with(directory, key, writer, derived, lock))
    }

    fn with(
        directory: &Path,
        key: Key,
        writer: Connection,
        derived: Box<dyn Derived>,
        lock: File,
    ) -> Self {
        Self {
            directory: directory.to_owned(),
            key,
            writer: Mutex::new(Some(writer)),
            readers: Mutex::new(Vec::new()),
            upkeep: Mutex::new(Upkeep::new()),
            file_in_use: RwLock::new(()),
            backing_up: Mutex::new(()),
            derived,
            _lock: lock,
        }
    }

    pub fn directory(&self) -> &Path {
        &self.directory
    }

    pub fn key(&self) -> &Key {
        &self.key
    }

    /// Reads from one snapshot on a connection of its own; never waits for the writer.
    pub fn read<R, E: From<StoreError>>(
        &self,
        question: impl FnOnce(&Connection) -> Result<R, E>,
    ) -> Result<R, E> {
        let _in_use = self
            .file_in_use
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        let idle = guard(&self.readers).pop();
        let mut connection = match idle {
            Some(connection) => connection,
            None => self.reader().map_err(StoreError::from)?,
        };
        let answer = {
            let snapshot = connection.transaction().map_err(StoreError::from)?;
            question(&snapshot)
        };
        let mut readers = guard(&self.readers);
        if readers.len() < IDLE_READERS {
            readers.push(connection);
        }
        answer
    }

    fn reader(&self) -> rusqlite::Result<Connection> {
        let connection = connect(&Self::file(&self.directory), &self.key)?;
        connection.pragma_update(None, "query_only", true)?;
        Ok(connection)
    }

    /// Runs one transaction on the writing connection. An error rolls everything back.
    pub fn write<R, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Writing) -> Result<R, E>,
    ) -> Result<R, E> {
        let _in_use = self
            .file_in_use
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        let mut writer = guard(&self.writer);
        let transaction = writer
            .as_mut()
            .ok_or_else(|| StoreError::Damaged("the store file is being replaced".to_owned()))?
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        let writing = Writing {
            transaction,
            derived: &*self.derived,
        };
        let result = work(&writing)?;
        writing.transaction.commit().map_err(StoreError::from)?;
        Ok(result)
    }

    /// Tidies the search index for about `budget` and says whether there is more to do. The writing
    /// connection is free again between two calls, so nobody who saves waits longer than that.
    pub fn tidy_search(&self, goal: Goal, budget: Duration) -> Result<Progress, StoreError> {
        let _in_use = self
            .file_in_use
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        let mut writer = guard(&self.writer);
        let connection = writer
            .as_mut()
            .ok_or_else(|| StoreError::Damaged("the store file is being replaced".to_owned()))?;
        Ok(guard(&self.upkeep).step(connection, goal, budget)?)
    }

    /// Runs `swap` while nobody has the file open, and opens what lies there afterwards.
    pub(crate) fn replace(
        &self,
        swap: impl FnOnce() -> std::io::Result<()>,
    ) -> Result<(), OpenError> {
        let _alone = self
            .file_in_use
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        let mut writer = guard(&self.writer);
        guard(&self.readers).clear();
        if let Some(connection) = writer.as_ref() {
            // What is still in the log goes into the file that is put aside. A damaged file may not take
            // it; then the log is put aside beside it.
            let _ = connection.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(()));
        }
        *writer = None;
        // What it was merging is of the file that goes.
        *guard(&self.upkeep) = Upkeep::new();
        let swapped = swap();
        let mut connection = connect(&Self::file(&self.directory), &self.key)?;
        migrations::run(&mut connection)?;
        *writer = Some(connection);
        Ok(swapped?)
    }

    /// Lets go of the idle reading connections and their page caches.
    pub fn rest(&self) {
        guard(&self.readers).clear();
    }
}

/// A panic while a lock was held leaves SQLite's own state whole: the transaction rolls back.
pub(crate) fn guard<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn lock(directory: &Path) -> Result<File, OpenError> {
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(directory.join("store.lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

/// Whether closing the connection leaves the log beside the file. While nobody knows that the file is
/// sound it does: a file that does not open is kept aside as it was found.
fn leave_log(connection: &Connection, leave: bool) -> rusqlite::Result<()> {
    connection
        .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, leave)
        .map(|_| ())
}

/// A connection as every part of the store uses it. The outbox commits with synchronous = FULL.
pub(crate) fn connect(file: &Path, key: &Key) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(
        file,
        OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    leave_log(&connection, true)?;
    connection.pragma_update(None, "key", key.pragma())?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    // In KiB. A question to a million rows meets pages all over the file, and deciphering one costs more than reading it.
    connection.pragma_update(None, "cache_size", -64_000)?;
    // Sorting a large list must not leave plaintext in a temporary file.
    connection.pragma_update(None, "temp_store", "memory")?;
    connection.busy_timeout(Duration::from_secs(10))?;
    leave_log(&connection, false)?;
    keep_statements(&connection)?;
    Ok(connection)
}

/// Statements stay prepared: SQLite plans them without looking at what is bound, for otherwise `limit ?1` is planned
/// anew each time.
pub fn keep_statements(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(256);
    Ok(())
}
