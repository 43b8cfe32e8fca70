//! Desks with real stores and a house on a platform, in one program, without a network.

#![allow(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "each test uses the part it needs"
)]

pub mod engines;
pub mod writer;

use std::fmt::Write;

use domain::{
    Command,
    command::{NumberSeries, Numbers, Outcome, Stop},
    context::Context,
    dealerships::{FoundDealership, Purpose},
    decide,
    facts::Ask,
    ids::{CommandId, DealershipId, DeskId, LaneId, PersonId},
    people::{self, AddPerson, KeyMaterial, NewPerson},
    time::Timestamp,
};
use ed25519_dalek::SigningKey;
use engines::{Folder, Private};
use platform::lanes::{self, Decider};
use protocol::{
    Envelope, Header,
    wire::{Cursor, Page},
};
use store::{Key, Store, StoreFacts, following};
use uuid::Uuid;

pub const MORNING: Timestamp = Timestamp(1_795_312_800_000);

/// Plays each test once on either engine.
macro_rules! on_both_engines {
    ($($name:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test] async fn $name() { super::$name::<platform::lanes::Sqlite>().await; })+
        }
        mod on_postgres {
            $(#[tokio::test] async fn $name() { super::$name::<platform::lanes::Postgres>().await; })+
        }
    };
}

pub(crate) use on_both_engines;

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a String does not fail");
        text
    })
}

struct Given;

impl Numbers for Given {
    fn next(&mut self, series: NumberSeries) -> String {
        format!("{}{}", series.letters(), Uuid::now_v7().simple())
    }
}

pub struct Desk {
    pub id: DeskId,
    pub lane: LaneId,
    pub store: Store,
    pub actor: PersonId,
    pub key: SigningKey,
    pub folder: Folder,
}

impl Desk {
    pub fn new<E: Private>(house: &House<E>) -> Self {
        let folder = Folder::new();
        let store =
            Store::create(&folder.0.join("store"), Key([7; 32]), Box::new(())).expect("a store");
        Self {
            id: DeskId(Uuid::now_v7()),
            lane: house.lane,
            store,
            actor: house.administrator,
            key: house.key.clone(),
            folder,
        }
    }

    pub fn context(&self, facts: &StoreFacts, command: CommandId) -> Result<Context, Stop> {
        Ok(Context {
            command,
            lane: self.lane,
            desk: self.id,
            actor: self.actor,
            rights: people::rights_of(facts, self.actor)?,
            made_at: MORNING,
            decided_at: MORNING,
            zone: chrono_tz::Asia::Shanghai,
        })
    }

    pub fn give(&self, mut command: Command) -> CommandId {
        command.draw(&mut Given);
        let id = CommandId(Uuid::now_v7());
        self.store
            .write(|writing| {
                let facts = StoreFacts::new(writing.connection());
                let context = self.context(&facts, id).expect("a context");
                let outcome = decide(&command, &facts, &context).expect("the desk allows it");
                let (n, lamport) = writing.next_place()?;
                let header = Header {
                    id,
                    desk: self.id,
                    n,
                    lamport,
                    name: command.name().to_owned(),
                    version: command.version(),
                    actor: self.actor,
                    made_at: MORNING,
                };
                let envelope = Envelope::seal(header, &command, [n as u8; 16], &self.key);
                writing.record(&envelope, &outcome)
            })
            .expect("it is kept");
        id
    }

    pub fn unsent(&self) -> Vec<Envelope> {
        self.store
            .read(|connection| following::after(connection, 0, 1_000))
            .expect("the outbox")
            .into_iter()
            .map(|waiting| waiting.envelope)
            .collect()
    }

    pub fn cursor(&self) -> Cursor {
        self.store.read(following::cursor).expect("a cursor")
    }

    pub fn again(&self, envelope: &Envelope, facts: &StoreFacts) -> Result<Outcome, Stop> {
        let command = envelope.open().expect("the desk reads what it wrote");
        let context = self.context(facts, envelope.header.id)?;
        decide(&command, facts, &context)
    }

    pub fn take_in(&self, pages: &[Page]) -> following::TakenIn {
        self.store
            .write(|writing| {
                writing
                    .take_in(pages, |envelope, facts| self.again(envelope, facts))
                    .map_err(|error| store::StoreError::Damaged(error.to_string()))
            })
            .expect("the pages are taken in")
    }

    pub fn get<T: domain::entity::Entity>(
        &self,
        id: impl Into<domain::ids::RecordId>,
    ) -> Option<T> {
        let id = id.into();
        self.store
            .read(|connection| {
                let facts = StoreFacts::new(connection);
                facts.get::<T>(id).map_err(|_| facts.breakage())
            })
            .expect("a readable row")
    }

    /// Every row of every table, as bytes.
    pub fn everything(&self) -> Vec<(String, Vec<u8>)> {
        self.store
            .read(|connection| {
                let mut all = Vec::new();
                for table in domain::TABLES {
                    let mut statement = connection
                        .prepare(&format!(
                            "select {} from {} order by id",
                            store::rows::columns(table),
                            table.name
                        ))
                        .map_err(store::StoreError::from)?;
                    let rows = statement
                        .query_map([], |row| store::rows::read_row(table, row, 0))
                        .map_err(store::StoreError::from)?;
                    for row in rows {
                        let row = row.map_err(store::StoreError::from)?;
                        all.push((table.name.to_owned(), protocol::bytes::row_image(&row)));
                    }
                }
                Ok::<_, store::StoreError>(all)
            })
            .expect("every row")
    }
}

pub struct House<E: Private> {
    pub lane: LaneId,
    pub administrator: PersonId,
    pub key: SigningKey,
    pub platform: E,
    pub ground: E::Ground,
}

impl<E: Private> House<E> {
    pub async fn new() -> Self {
        let (platform, ground) = E::fresh().await;
        let lane = LaneId(Uuid::now_v7());
        platform.open_lane(lane).await.expect("a lane");
        Self {
            lane,
            administrator: PersonId(Uuid::now_v7()),
            key: SigningKey::from_bytes(&[9; 32]),
            platform,
            ground,
        }
    }

    pub fn founding(&self) -> Command {
        Command::FoundDealership(FoundDealership {
            dealership: DealershipId(self.lane.0),
            name: "新城汽车".to_owned(),
            code: "XC".to_owned(),
            purpose: Purpose::Trading,
            zone: "Asia/Shanghai".to_owned(),
            logo: String::new(),
            administrator: NewPerson {
                id: self.administrator,
                name: "陈管理".to_owned(),
                sign_in_name: "admin".to_owned(),
                key: KeyMaterial {
                    public_key: hex(self.key.verifying_key().as_bytes()),
                    wrapped_key: "00".repeat(48),
                    salt: "00".repeat(16),
                },
            },
        })
    }

    pub async fn push(&self, desk: &Desk, envelopes: &[Envelope]) -> lanes::Taken {
        lanes::take(
            &self.platform,
            self.lane,
            desk.id,
            envelopes,
            Decider::at(MORNING),
        )
        .await
        .expect("the platform answers")
    }

    pub async fn pull(&self, desk: &Desk) -> following::TakenIn {
        let (_, pages) = self
            .platform
            .pages(desk.id, &desk.cursor(), 1_000)
            .await
            .expect("pages");
        desk.take_in(&pages)
    }

    /// A row of this house as the platform has it.
    pub async fn row<T: domain::entity::Entity>(&self, id: domain::ids::RecordId) -> Option<T> {
        let mut cache = lanes::Cache::default();
        let wanted = lanes::Wanted {
            rows: vec![(T::TABLE, id)],
            lookups: Vec::new(),
        };
        let found = self.platform.look_up(self.lane, wanted, &mut cache).await;
        found.expect("the platform answers");
        cache.get::<T>(id).expect("it was asked for")
    }

    pub async fn exchange(&self, desk: &Desk) -> following::TakenIn {
        self.push(desk, &desk.unsent()).await;
        self.pull(desk).await
    }

    pub async fn follow(&self, desk: &Desk) {
        let start = self.platform.open_lane(self.lane).await.expect("a lane");
        desk.store
            .write(|writing| {
                writing.follow(self.lane, protocol::ledger::Position::start_of(start.epoch))
            })
            .expect("the desk follows");
    }

    /// A platform with a founded dealership.
    pub async fn with_a_dealership() -> Self {
        let house = Self::new().await;
        let desk = Desk::new(&house);
        desk.give(house.founding());
        house.push(&desk, &desk.unsent()).await;
        house
    }

    /// A platform with a founded dealership, and two desks that have it.
    pub async fn with_two_desks() -> (Self, Desk, Desk) {
        let house = Self::new().await;
        let (first, second) = (Desk::new(&house), Desk::new(&house));
        house.follow(&first).await;
        house.follow(&second).await;
        first.give(house.founding());
        house.exchange(&first).await;
        house.pull(&second).await;
        (house, first, second)
    }
}

pub fn colleague<E: Private>(name: &str, house: &House<E>) -> Command {
    let Command::FoundDealership(founding) = house.founding() else {
        unreachable!("it is the founding")
    };
    Command::AddPerson(AddPerson {
        person: NewPerson {
            id: PersonId(Uuid::now_v7()),
            name: name.to_owned(),
            sign_in_name: "li.wei".to_owned(),
            ..founding.administrator
        },
        roles: Vec::new(),
    })
}
