//! Two desks and a platform in one program, without a network: what one gives, the other has; what
//! both claim, one gets; what is sent twice is entered once.

use std::{fmt::Write, path::PathBuf};

use domain::{
    Command,
    command::{NumberSeries, Numbers, Outcome, Stop},
    context::Context,
    dealerships::{ChangeDealership, Dealership, FoundDealership, Purpose},
    decide,
    entity::Entity,
    facts::Ask,
    ids::{CommandId, DealershipId, DeskId, LaneId, PersonId},
    people::{self, AddPerson, KeyMaterial, NewPerson, Person},
    test_drives::TestDrive,
    time::Timestamp,
};
use ed25519_dalek::SigningKey;
use platform::lanes::{self, Engine, Sqlite};
use protocol::{
    Envelope, Header,
    wire::{Anew, Cursor, Page, Seen, Stopped},
};
use store::{Key, Store, StoreFacts, following};
use uuid::Uuid;

const MORNING: Timestamp = Timestamp(1_795_312_800_000);

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("forecourt-desks-{}", Uuid::now_v7()));
        std::fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left behind is in the system's folder for what is temporary.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn hex(bytes: &[u8]) -> String {
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

struct Desk {
    id: DeskId,
    lane: LaneId,
    store: Store,
    actor: PersonId,
    key: SigningKey,
    _folder: Folder,
}

impl Desk {
    fn new(house: &House) -> Self {
        let folder = Folder::new();
        let store =
            Store::create(&folder.0.join("store"), Key([7; 32]), Box::new(())).expect("a store");
        Self {
            id: DeskId(Uuid::now_v7()),
            lane: house.lane,
            store,
            actor: house.administrator,
            key: house.key.clone(),
            _folder: folder,
        }
    }

    fn context(&self, facts: &StoreFacts, command: CommandId) -> Result<Context, Stop> {
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

    fn give(&self, mut command: Command) -> CommandId {
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

    fn unsent(&self) -> Vec<Envelope> {
        self.store
            .read(|connection| following::after(connection, 0, 1_000))
            .expect("the outbox")
            .into_iter()
            .map(|waiting| waiting.envelope)
            .collect()
    }

    fn cursor(&self) -> Cursor {
        self.store.read(following::cursor).expect("a cursor")
    }

    fn again(&self, envelope: &Envelope, facts: &StoreFacts) -> Result<Outcome, Stop> {
        let command = envelope.open().expect("the desk reads what it wrote");
        let context = self.context(facts, envelope.header.id)?;
        decide(&command, facts, &context)
    }

    fn take_in(&self, pages: &[Page]) -> following::TakenIn {
        self.store
            .write(|writing| {
                writing
                    .take_in(pages, |envelope, facts| self.again(envelope, facts))
                    .map_err(|error| store::StoreError::Damaged(error.to_string()))
            })
            .expect("the pages are taken in")
    }

    fn get<T: domain::entity::Entity>(&self, id: impl Into<domain::ids::RecordId>) -> Option<T> {
        let id = id.into();
        self.store
            .read(|connection| {
                let facts = StoreFacts::new(connection);
                facts.get::<T>(id).map_err(|_| facts.breakage())
            })
            .expect("a readable row")
    }

    /// Every row of every table, as bytes.
    fn everything(&self) -> Vec<(String, Vec<u8>)> {
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

struct House {
    lane: LaneId,
    administrator: PersonId,
    key: SigningKey,
    platform: Sqlite,
    _folder: Folder,
}

impl House {
    async fn new() -> Self {
        let folder = Folder::new();
        let platform = Sqlite::open(&folder.0.join("platform.db"), 1).expect("a platform");
        let lane = LaneId(Uuid::now_v7());
        platform.open_lane(lane).await.expect("a lane");
        Self {
            lane,
            administrator: PersonId(Uuid::now_v7()),
            key: SigningKey::from_bytes(&[9; 32]),
            platform,
            _folder: folder,
        }
    }

    fn founding(&self) -> Command {
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

    async fn push(&self, desk: &Desk, envelopes: &[Envelope]) -> lanes::Taken {
        lanes::take(&self.platform, self.lane, desk.id, envelopes, MORNING)
            .await
            .expect("the platform answers")
    }

    async fn pull(&self, desk: &Desk) -> following::TakenIn {
        let (_, pages) = self
            .platform
            .pages(desk.id, &desk.cursor(), 1_000)
            .await
            .expect("pages");
        desk.take_in(&pages)
    }

    async fn exchange(&self, desk: &Desk) -> following::TakenIn {
        self.push(desk, &desk.unsent()).await;
        self.pull(desk).await
    }

    async fn follow(&self, desk: &Desk) {
        let start = self.platform.open_lane(self.lane).await.expect("a lane");
        desk.store
            .write(|writing| {
                writing.follow(self.lane, protocol::ledger::Position::start_of(start.epoch))
            })
            .expect("the desk follows");
    }

    /// A platform with a founded dealership, and two desks that have it.
    async fn with_two_desks() -> (Self, Desk, Desk) {
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

fn colleague(name: &str, house: &House) -> Command {
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

#[tokio::test]
async fn what_one_desk_gives_the_other_has_and_both_are_the_same_byte_by_byte() {
    let (house, first, second) = House::with_two_desks().await;
    assert!(
        second
            .get::<Dealership>(DealershipId(house.lane.0))
            .is_some()
    );
    assert!(first.unsent().is_empty(), "what arrived does not wait");
    assert_eq!(first.everything(), second.everything());
}

#[tokio::test]
async fn a_command_that_is_sent_again_is_entered_once() {
    let house = House::new().await;
    let desk = Desk::new(&house);
    house.follow(&desk).await;
    desk.give(house.founding());
    let envelopes = desk.unsent();
    let once = house.push(&desk, &envelopes).await.head;
    let twice = house.push(&desk, &envelopes).await.head;
    assert_eq!(once, twice);
    assert_eq!(once.seq, 1);
}

#[tokio::test]
async fn another_command_under_a_number_that_was_used_is_a_cloned_disk() {
    let (house, first, _) = House::with_two_desks().await;
    let clone = Desk {
        id: first.id,
        ..Desk::new(&house)
    };
    clone.give(house.founding());
    let taken = house.push(&clone, &clone.unsent()).await;
    assert_eq!(taken.stopped, Some(Stopped::Cloned { n: 1 }));
}

#[tokio::test]
async fn a_command_that_was_altered_on_the_way_is_held_and_changes_nothing() {
    let house = House::new().await;
    let desk = Desk::new(&house);
    house.follow(&desk).await;
    desk.give(house.founding());
    let mut envelopes = desk.unsent();
    if let Some(contents) = &mut envelopes[0].contents {
        contents.payload = String::from_utf8(contents.payload.clone())
            .expect("JSON")
            .replace("新城", "旧城")
            .into_bytes();
    }
    let taken = house.push(&desk, &envelopes).await;
    assert_eq!(taken.head.seq, 0);
    assert_eq!(taken.held[0].why, protocol::wire::Hold::BadSignature);
}

#[tokio::test]
async fn what_waits_is_decided_again_on_top_of_what_others_did_first() {
    let (house, first, second) = House::with_two_desks().await;
    let id = DealershipId(house.lane.0);
    first.give(Command::ChangeDealership(ChangeDealership {
        name: Some("新城汽车东店".to_owned()),
        ..ChangeDealership::default()
    }));
    second.give(Command::ChangeDealership(ChangeDealership {
        phone: Some("021-50000000".to_owned()),
        ..ChangeDealership::default()
    }));
    house.exchange(&first).await;
    let taken = house.pull(&second).await;
    assert_eq!(taken.doubtful, 0);
    let seen = second.get::<Dealership>(id).expect("the dealership");
    assert_eq!(
        (seen.name.as_str(), seen.phone.as_str()),
        ("新城汽车东店", "021-50000000"),
        "the other's name under the own telephone number that still waits"
    );
    house.exchange(&second).await;
    house.pull(&first).await;
    assert_eq!(first.everything(), second.everything());
}

#[tokio::test]
async fn of_two_who_claim_the_same_one_gets_it_and_the_other_hears_why_not() {
    let (house, first, second) = House::with_two_desks().await;
    first.give(colleague("李伟", &house));
    let late = second.give(colleague("李薇", &house));
    house.exchange(&first).await;

    let taken = house.pull(&second).await;
    assert_eq!(
        taken.doubtful, 1,
        "only the platform refuses, so it waits on"
    );
    assert!(taken.settled.is_empty());

    let taken = house.exchange(&second).await;
    assert_eq!(taken.settled, [late]);
    assert!(second.unsent().is_empty());
    let verdicts: Vec<String> = second
        .store
        .read(|connection| following::entries(connection, house.lane, 2, 10))
        .expect("the ledger")
        .into_iter()
        .map(|seen| match seen {
            Seen::Entry(entry) => entry.verdict,
            Seen::Hidden(_) => panic!("nothing is hidden here"),
        })
        .collect();
    assert!(verdicts[0].contains("signInNameTaken"), "{verdicts:?}");
    house.pull(&first).await;
    assert_eq!(first.everything(), second.everything());
    let name = |desk: &Desk| {
        desk.everything()
            .iter()
            .filter(|(table, _)| table == Person::TABLE.name)
            .count()
    };
    assert_eq!((name(&first), name(&second)), (2, 2));
}

/// A demonstrator, a route and a customer, which both desks know.
async fn showroom(house: &House, first: &Desk, second: &Desk) -> Showroom {
    let showroom = Showroom {
        car: Uuid::now_v7(),
        route: Uuid::now_v7(),
        customers: [Uuid::now_v7(), Uuid::now_v7()],
    };
    let mut commands = vec![
        serde_json::json!({
            "type": "TakeIntoStock", "vehicle": showroom.car, "vin": "LFV3A23C1T3000001",
            "description": "迈腾", "purpose": "demonstrator", "source": "maker",
            "arrivedOn": "2026-01-05", "certificate": "inHouse",
        }),
        serde_json::json!({
            "type": "SetDriveRoute", "route": showroom.route, "name": "城区环线",
            "lengthHm": 86, "minutes": 20, "state": "inUse",
        }),
    ];
    for (customer, mobile) in showroom
        .customers
        .iter()
        .zip(["13800000034", "13800000035"])
    {
        commands.push(serde_json::json!({
            "type": "AddCustomer", "customer": customer,
            "details": {"kind": "person", "name": "王小明", "mobile": mobile},
        }));
    }
    for command in commands {
        first.give(serde_json::from_value(command).expect("a command"));
    }
    house.exchange(first).await;
    house.pull(second).await;
    showroom
}

struct Showroom {
    car: Uuid,
    route: Uuid,
    customers: [Uuid; 2],
}

impl Showroom {
    /// The car, by this colleague for this customer, from eleven to half past.
    fn drive(&self, customer: usize, consultant: PersonId) -> (Uuid, Command) {
        let (drive, hour) = (Uuid::now_v7(), Timestamp::HOUR);
        let command = serde_json::json!({
            "type": "BookTestDrive", "drive": drive, "kind": "drive", "vehicle": self.car,
            "customer": self.customers[customer], "consultant": consultant, "route": self.route,
            "startsAt": MORNING.plus(hour), "endsAt": MORNING.plus(hour + hour / 2),
        });
        (drive, serde_json::from_value(command).expect("a booking"))
    }
}

#[tokio::test]
async fn of_two_desks_that_book_one_car_offline_the_first_has_it_and_the_other_hears_what_is_free()
{
    let (house, first, second) = House::with_two_desks().await;
    let Command::AddPerson(colleague) = colleague("李伟", &house) else {
        unreachable!("it is a colleague")
    };
    let other = colleague.person.id;
    first.give(Command::AddPerson(colleague));
    let showroom = showroom(&house, &first, &second).await;

    // Neither desk knows of the other's; both bookings stand where they were made.
    let (kept, booking) = showroom.drive(0, house.administrator);
    first.give(booking);
    let (lost, booking) = showroom.drive(1, other);
    let late = second.give(booking);
    let drive = |desk: &Desk, id: Uuid| desk.get::<TestDrive>(domain::ids::RecordId(id));
    assert!(drive(&first, kept).is_some() && drive(&second, lost).is_some());

    house.exchange(&first).await;
    let taken = house.exchange(&second).await;
    assert_eq!(taken.settled, [late]);
    assert!(
        drive(&second, lost).is_none(),
        "the platform kept the first"
    );
    assert!(drive(&second, kept).is_some());
    let verdict = second
        .store
        .read(|connection| following::entries(connection, house.lane, 1, 100))
        .expect("the ledger")
        .into_iter()
        .filter_map(|seen| match seen {
            Seen::Entry(entry) => Some(entry.verdict),
            Seen::Hidden(_) => None,
        })
        .next_back()
        .expect("an entry");
    assert!(verdict.contains("driveCarTaken"), "{verdict}");
    // Half past ten is no grid of a whole drive before eleven; a quarter past is the nearest before.
    let nearest = MORNING.plus(Timestamp::HOUR / 4).0.to_string();
    assert!(
        verdict.contains(&nearest),
        "the free time beside it: {verdict}"
    );
    house.pull(&first).await;
    assert_eq!(first.everything(), second.everything());
}

#[tokio::test]
async fn a_chain_that_was_altered_at_a_desk_is_told_by_the_platform() {
    let (house, first, _) = House::with_two_desks().await;
    let mut cursor = first.cursor();
    for position in cursor.values_mut() {
        position.hash[0] ^= 1;
    }
    let (_, pages) = house
        .platform
        .pages(first.id, &cursor, 10)
        .await
        .expect("pages");
    assert_eq!(pages[0].anew, Some(Anew::OtherPast));
}
