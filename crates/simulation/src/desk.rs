//! One desk: the real store on a folder of its own, the real conversation, and what is lost when the
//! program ends.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use chrono_tz::Tz;
use domain::{
    Command,
    command::{Outcome, Stop},
    context::Context,
    decide,
    facts::Facts,
    ids::{CommandId, DeskId, LaneId, PersonId},
    people,
    time::Timestamp,
};
use ed25519_dalek::SigningKey;
use protocol::{Envelope, Header, conversation::Conversation, ledger::Position, wire::Page};
use store::{DeskNumbers, Key, Store, StoreError, StoreFacts, following::exchange::Following};

pub const ZONE: Tz = chrono_tz::Asia::Shanghai;
const KEY: Key = Key([7; 32]);
/// No store of a simulation comes near to it.
const NO_LIMIT: i64 = 1_000_000_000;

/// What a desk is in the middle of.
#[derive(Debug)]
pub enum Doing {
    Exchanging {
        pushed: usize,
    },
    /// Fetching a lane from its beginning.
    Anew {
        here: Position,
        pages: Vec<Page>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Works,
    /// Told that it was cloned; waits to be enrolled under a new name.
    Joining,
    Revoked,
}

pub struct Desk {
    pub id: DeskId,
    pub code: String,
    pub folder: PathBuf,
    store: Option<Store>,
    pub standing: Standing,
    pub conversation: Conversation,
    pub last_n: Option<u64>,
    pub doing: Option<Doing>,
    /// Counts attempts, so that the answer to an earlier one is known as such.
    pub attempt: u64,
    /// How wrong its clock is, in milliseconds.
    pub skew: i64,
    pub token_out: bool,
    pub line_down_until: u64,
    /// Copies of the disk that somebody put aside.
    pub copy: Option<PathBuf>,
    /// What the mutants of this desk remember.
    pub given: u64,
}

/// Everything about a command that chance and the house decide.
pub struct Wish {
    pub id: CommandId,
    pub actor: PersonId,
    pub command: Command,
    pub salt: [u8; 16],
}

pub fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    fs::create_dir_all(to)?;
    for file in fs::read_dir(from)? {
        let file = file?;
        if file.file_type()?.is_file() {
            fs::copy(file.path(), to.join(file.file_name()))?;
        }
    }
    Ok(())
}

const LOG: &str = "store.db-wal";

/// How the log beside a file stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Log {
    pub length: u64,
    /// When its contents last went into the file, which happens only after the disk has them.
    emptied: Option<SystemTime>,
}

impl Log {
    pub fn of(file: &Path) -> Self {
        let log = file.with_extension("db-wal");
        Self {
            length: fs::metadata(log).map_or(0, |found| found.len()),
            emptied: fs::metadata(file).and_then(|found| found.modified()).ok(),
        }
    }

    /// How much was added since and is in the log alone; nothing when some of it is in the file already.
    pub fn added_since(&self, before: Self) -> u64 {
        if self.emptied == before.emptied {
            self.length.saturating_sub(before.length)
        } else {
            0
        }
    }
}

/// Puts a folder back as the disk has it after the power went; the index of the log was in memory.
pub fn put_back_after_power_loss(copy: &Path, folder: &Path, log: &str, left: u64) {
    fs::remove_dir_all(folder)
        .and_then(|()| fs::rename(copy, folder))
        .expect("what the disk has");
    let index = folder.join(log.replace("-wal", "-shm"));
    if index.exists() {
        fs::remove_file(index).expect("it was in memory");
    }
    let length = fs::metadata(folder.join(log)).map_or(0, |found| found.len());
    if length > left {
        fs::File::options()
            .write(true)
            .open(folder.join(log))
            .and_then(|file| file.set_len(left))
            .expect("a shorter log");
    }
}

/// Makes an empty store that desks are copied from; making one anew for each would take longer than
/// everything else.
pub fn make_empty(folder: &Path) {
    Store::create(folder, KEY, Box::new(())).expect("an empty store");
}

impl Desk {
    pub fn new(id: DeskId, code: String, folder: PathBuf, empty: &Path) -> Self {
        copy_folder(empty, &folder).expect("a folder for a desk");
        let mut desk = Self {
            id,
            code,
            folder,
            store: None,
            standing: Standing::Works,
            conversation: Conversation::default(),
            last_n: None,
            doing: None,
            attempt: 0,
            skew: 0,
            token_out: false,
            line_down_until: 0,
            copy: None,
            given: 0,
        };
        desk.open();
        desk
    }

    pub fn open(&mut self) {
        self.store = Some(Store::open(&self.folder, KEY, Box::new(())).expect("the store opens"));
    }

    /// The program ends, whatever it was doing.
    pub fn kill(&mut self) {
        self.store = None;
        self.conversation = Conversation::default();
        self.last_n = None;
        self.doing = None;
        self.attempt += 1;
    }

    /// How the log stands: what a commit adds to it is on the disk when the commit is done.
    pub fn log(&self) -> Log {
        Log::of(&self.folder.join("store.db"))
    }

    /// Whether each commit waits until the disk has it.
    pub fn syncs(&self) -> bool {
        let full: Result<i64, StoreError> = self.store().write(|writing| {
            Ok(writing
                .connection()
                .query_row("pragma synchronous", [], |row| row.get(0))?)
        });
        full.expect("the writer's setting") >= 2
    }

    /// The power goes: of the log, only so many bytes are on the disk.
    pub fn lose_power(&mut self, left: u64) {
        let copy = self.folder.with_extension("power");
        copy_folder(&self.folder, &copy).expect("what the disk has");
        self.kill();
        put_back_after_power_loss(&copy, &self.folder, LOG, left);
        self.open();
    }

    pub fn store(&self) -> &Store {
        self.store.as_ref().expect("the program runs")
    }

    pub fn read<R>(
        &self,
        question: impl FnOnce(&rusqlite::Connection) -> Result<R, StoreError>,
    ) -> R {
        self.store()
            .read(question)
            .expect("a store that can be read")
    }

    pub fn following(lane: LaneId) -> Following {
        Following { lane, zone: ZONE }
    }

    pub fn position(&self, lane: LaneId) -> Position {
        self.read(|connection| store::following::position(connection, lane))
            .unwrap_or(Position::start_of(0))
    }

    /// How many commands wait that the platform has not said it holds.
    pub fn waits(&self) -> u64 {
        self.read(|connection| {
            Ok(connection.query_row(
                "select count(*) from waiting where held is null",
                [],
                |row| row.get::<_, i64>(0),
            )?)
        }) as u64
    }

    pub fn outbox(&self) -> BTreeSet<CommandId> {
        self.read(|connection| {
            let mut statement = connection.prepare("select id from outbox")?;
            let ids = statement.query_map([], |row| row.get::<_, [u8; 16]>(0))?;
            ids.map(|id| Ok(CommandId(uuid::Uuid::from_bytes(id?))))
                .collect()
        })
    }

    /// Room on the disk for nothing more, or for everything again.
    pub fn fill_disk(&self) -> bool {
        let pages: i64 = self.read(|connection| {
            Ok(connection.query_row("pragma page_count", [], |row| row.get(0))?)
        });
        self.limit_pages(pages)
    }

    pub fn free_disk(&self) -> bool {
        self.limit_pages(NO_LIMIT)
    }

    fn limit_pages(&self, pages: i64) -> bool {
        self.store()
            .write(|writing| {
                writing
                    .connection()
                    .query_row(&format!("pragma max_page_count = {pages}"), [], |_| Ok(()))
                    .map_err(StoreError::from)
            })
            .is_ok()
    }

    /// Somebody gives a command here. Nothing when the desk refuses it or its disk is full.
    pub fn give(
        &mut self,
        lane: LaneId,
        wish: Wish,
        now: Timestamp,
        keys: &BTreeMap<[u8; 32], SigningKey>,
    ) -> Result<Option<CommandId>, StoreError> {
        let made_at = now.plus(self.skew);
        let Wish {
            id,
            actor,
            mut command,
            salt,
        } = wish;
        self.store().write(|writing| {
            let connection = writing.connection();
            let mut numbers = DeskNumbers::new(connection, &self.code, made_at, ZONE);
            command.draw(&mut numbers);
            numbers.keep()?;
            let facts = StoreFacts::new(connection);
            let Some(key) = signing_key(&facts, actor, &command, keys) else {
                return Ok(None);
            };
            let Ok(rights) = people::rights_of(&facts, actor) else {
                return Err(facts.breakage());
            };
            let context = Context {
                command: id,
                lane,
                desk: self.id,
                actor,
                rights,
                made_at,
                decided_at: made_at,
                zone: ZONE,
            };
            let outcome = match decide(&command, &facts, &context) {
                Ok(outcome) => outcome,
                Err(Stop::Refused(_)) => return Ok(None),
                Err(Stop::Missing) => return Err(facts.breakage()),
            };
            let (n, lamport) = writing.next_place()?;
            let header = Header {
                id,
                desk: self.id,
                n,
                lamport,
                name: command.name().to_owned(),
                version: command.version(),
                actor,
                made_at,
            };
            let envelope = Envelope::seal(header, &command, salt, key);
            writing.record(&envelope, &outcome)?;
            Ok(Some(id))
        })
    }

    /// A command that only a newer program knows: nobody here can say what it changes.
    pub fn give_unknown(
        &mut self,
        wish: Wish,
        now: Timestamp,
        keys: &BTreeMap<[u8; 32], SigningKey>,
    ) -> Result<Option<CommandId>, StoreError> {
        let made_at = now.plus(self.skew);
        self.store().write(|writing| {
            let facts = StoreFacts::new(writing.connection());
            let Some(key) = signing_key(&facts, wish.actor, &wish.command, keys) else {
                return Ok(None);
            };
            let (n, lamport) = writing.next_place()?;
            let header = Header {
                id: wish.id,
                desk: self.id,
                n,
                lamport,
                name: "LeaseVehicle".to_owned(),
                version: 1,
                actor: wish.actor,
                made_at,
            };
            let envelope = Envelope::seal(header, &wish.command, wish.salt, key);
            writing.record(&envelope, &Outcome::default())?;
            Ok(Some(wish.id))
        })
    }
}

/// The key with which a person signs at a desk: the newest that this desk has heard of.
fn signing_key<'a>(
    facts: &dyn Facts,
    actor: PersonId,
    command: &Command,
    keys: &'a BTreeMap<[u8; 32], SigningKey>,
) -> Option<&'a SigningKey> {
    if let Command::FoundDealership(founding) = command {
        let public: [u8; 32] = founding
            .administrator
            .key
            .public_key_bytes()?
            .try_into()
            .ok()?;
        return keys.get(&public);
    }
    let current = people::current_key(facts, actor).ok()??;
    let public: [u8; 32] = current.public_key.try_into().ok()?;
    keys.get(&public)
}
