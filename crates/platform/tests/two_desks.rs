//! Two desks and a platform in one program, without a network: what one gives, the other has; what
//! both claim, one gets; what is sent twice is entered once. Each on either engine.

mod common;

use std::ops::ControlFlow;

use common::{Desk, House, MORNING, colleague, engines::Private};
use domain::{
    Command,
    attentions::{Attention, AttentionState},
    dealerships::{ChangeDealership, Dealership},
    entity::Entity,
    ids::{AttentionId, DealershipId, LaneId, PersonId, RecordId},
    people::Person,
    test_drives::TestDrive,
    time::Timestamp,
    vehicles::Vehicle,
};
use protocol::{
    ledger::Verdict,
    wire::{Anew, Seen, Stopped},
};
use rusqlite::Connection;
use store::{
    StoreError,
    following::{self, LedgerBroken},
};
use uuid::Uuid;

common::on_both_engines![
    what_one_desk_gives_the_other_has_and_both_are_the_same_byte_by_byte,
    what_is_confirmed_as_it_was_given_is_told_to_the_windows_that_mark_what_waits,
    a_command_that_is_sent_again_is_entered_once,
    another_command_under_a_number_that_was_used_is_a_cloned_disk,
    a_command_that_was_altered_on_the_way_is_held_and_changes_nothing,
    a_command_whose_number_another_machine_used_is_sent_again_after_a_start,
    what_waits_is_decided_again_on_top_of_what_others_did_first,
    of_two_who_claim_the_same_one_gets_it_and_the_other_hears_why_not,
    of_two_desks_that_book_one_car_offline_the_first_has_it_and_the_other_hears_what_is_free,
    a_chain_that_was_altered_at_a_desk_is_told_by_the_platform,
    two_dealerships_on_one_platform_have_the_same_names_cars_and_days_and_never_meet,
    a_command_comes_after_all_that_its_desk_had_heard_of,
    what_a_desk_follows_is_proved_there_and_whatever_is_altered_is_told,
];

async fn what_one_desk_gives_the_other_has_and_both_are_the_same_byte_by_byte<E: Private>() {
    let (house, first, second) = House::<E>::with_two_desks().await;
    assert!(
        second
            .get::<Dealership>(DealershipId(house.lane.0))
            .is_some()
    );
    assert!(first.unsent().is_empty(), "what arrived does not wait");
    assert_eq!(first.everything(), second.everything());
}

async fn what_is_confirmed_as_it_was_given_is_told_to_the_windows_that_mark_what_waits<
    E: Private,
>() {
    let (house, first, _) = House::<E>::with_two_desks().await;
    let Command::AddPerson(added) = colleague("李薇", &house) else {
        unreachable!("it is a colleague")
    };
    let person = added.person.id;
    first.give(Command::AddPerson(added));
    house.push(&first, &first.unsent()).await;
    // Something that nobody has sent yet goes on waiting, and is not told.
    let Command::AddPerson(mut later) = colleague("王薇", &house) else {
        unreachable!("it is a colleague")
    };
    "wang.wei".clone_into(&mut later.person.sign_in_name);
    let waiting = later.person.id;
    first.give(Command::AddPerson(later));
    let taken = house.pull(&first).await;
    let told = |id: RecordId| {
        taken
            .confirmed
            .iter()
            .any(|(_, confirmed)| *confirmed == id)
    };
    assert!(taken.touched.is_empty(), "no byte of it differs");
    assert!(told(person.into()), "and it waits no longer");
    assert!(!told(waiting.into()));
}

async fn a_command_that_is_sent_again_is_entered_once<E: Private>() {
    let house = House::<E>::new().await;
    let desk = Desk::new(&house);
    house.follow(&desk).await;
    desk.give(house.founding());
    let envelopes = desk.unsent();
    let once = house.push(&desk, &envelopes).await.head;
    let twice = house.push(&desk, &envelopes).await.head;
    assert_eq!(once, twice);
    assert_eq!(once.seq, 1);
}

async fn another_command_under_a_number_that_was_used_is_a_cloned_disk<E: Private>() {
    let (house, first, _) = House::<E>::with_two_desks().await;
    let clone = Desk {
        id: first.id,
        ..Desk::new(&house)
    };
    clone.give(house.founding());
    let taken = house.push(&clone, &clone.unsent()).await;
    assert_eq!(taken.stopped, Some(Stopped::Cloned { n: 1 }));
}

async fn a_command_that_was_altered_on_the_way_is_held_and_changes_nothing<E: Private>() {
    let house = House::<E>::new().await;
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
    let again = house.push(&desk, &envelopes).await;
    assert_eq!(again.held, taken.held, "the answer may have been lost");
}

async fn a_command_whose_number_another_machine_used_is_sent_again_after_a_start<E: Private>() {
    let (house, first, _) = House::<E>::with_two_desks().await;
    let clone = Desk {
        id: first.id,
        ..Desk::new(&house)
    };
    // The clone is where the first desk was, and each gives something under the same number.
    house.follow(&clone).await;
    house.pull(&clone).await;
    clone.give(colleague("李薇", &house));
    let last_n = clone.unsent()[0].header.n;
    let last_n_of_the_first = first.store.read(following::last_to_send).expect("a count");
    assert!(last_n <= last_n_of_the_first, "the number is used");

    let (last_n, pages) = house
        .platform
        .pages(clone.id, &clone.cursor(), 1_000)
        .await
        .expect("pages");
    let answer = protocol::wire::Answer {
        stopped: None,
        held: Vec::new(),
        last_n,
        pages,
    };
    let where_it_is = following::exchange::Following {
        lane: house.lane,
        zone: chrono_tz::Asia::Shanghai,
    };
    let brought = following::exchange::take(&clone.store, where_it_is, &answer).expect("taken");
    let asked = following::exchange::ask(
        &clone.store,
        Some(brought.last_n),
        following::exchange::MOST_SENT,
    )
    .expect("asked");
    let taken = house.push(&clone, &asked.envelopes).await;
    assert_eq!(taken.stopped, Some(Stopped::Cloned { n: 1 }));
}

async fn what_waits_is_decided_again_on_top_of_what_others_did_first<E: Private>() {
    let (house, first, second) = House::<E>::with_two_desks().await;
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

async fn of_two_who_claim_the_same_one_gets_it_and_the_other_hears_why_not<E: Private>() {
    let (house, first, second) = House::<E>::with_two_desks().await;
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
async fn showroom<E: Private>(house: &House<E>, first: &Desk, second: &Desk) -> Showroom {
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

async fn of_two_desks_that_book_one_car_offline_the_first_has_it_and_the_other_hears_what_is_free<
    E: Private,
>() {
    let (house, first, second) = House::<E>::with_two_desks().await;
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
    let drive = |desk: &Desk, id: Uuid| desk.get::<TestDrive>(RecordId(id));
    assert!(drive(&first, kept).is_some() && drive(&second, lost).is_some());

    house.exchange(&first).await;
    let taken = house.exchange(&second).await;
    assert_eq!(taken.settled, [late]);
    assert!(
        drive(&second, lost).is_none(),
        "the platform kept the first"
    );
    assert!(drive(&second, kept).is_some());
    let item: Attention = second
        .get(AttentionId::derived(late, "attention"))
        .expect("it stands in the attention list");
    let why = &item.reasons.0[0];
    assert_eq!(
        (item.state, why.code.as_str()),
        (AttentionState::Open, "driveCarTaken")
    );
    assert_eq!(why.values["drive"], serde_json::json!(kept), "who has it");
    // A drive and its buffer take three quarters of an hour: a quarter past ten ends when the other begins.
    let nearest = serde_json::json!(MORNING.plus(Timestamp::HOUR / 4));
    assert_eq!(why.values["nearest"], nearest, "what is free beside it");
    house.pull(&first).await;
    assert_eq!(first.everything(), second.everything());
}

async fn a_chain_that_was_altered_at_a_desk_is_told_by_the_platform<E: Private>() {
    let (house, first, _) = House::<E>::with_two_desks().await;
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

/// What every house does alike: the same car, the same customer, a colleague of the same name, and the cash
/// day of the same date, whose id is derived from it.
async fn a_day<E: Private>(house: &House<E>, car: Uuid) -> Desk {
    let desk = Desk::new(house);
    house.follow(&desk).await;
    desk.give(house.founding());
    house.exchange(&desk).await;
    let day = [
        serde_json::json!({
            "type": "TakeIntoStock", "vehicle": car, "vin": "LFV3A23C1T3000001",
            "description": "迈腾", "purpose": "forSale", "source": "maker",
            "arrivedOn": "2026-01-05", "certificate": "inHouse",
        }),
        serde_json::json!({
            "type": "AddCustomer", "customer": Uuid::now_v7(),
            "details": {"kind": "person", "name": "王小明", "mobile": "13800000034"},
        }),
        serde_json::json!({"type": "OpenCashDay", "openingFloat": 50_000}),
    ];
    for command in day {
        desk.give(serde_json::from_value(command).expect("a command"));
    }
    desk.give(colleague("李伟", house));
    let given = desk.unsent().len();
    let taken = house.push(&desk, &desk.unsent()).await;
    assert_eq!(taken.verdicts.len(), given);
    for verdict in &taken.verdicts {
        assert!(
            matches!(verdict, Verdict::Accepted(concerns) if concerns.is_empty()),
            "{verdict:?}"
        );
    }
    house.pull(&desk).await;
    desk
}

async fn two_dealerships_on_one_platform_have_the_same_names_cars_and_days_and_never_meet<
    E: Private,
>() {
    let house = House::<E>::new().await;
    let car = Uuid::now_v7();
    let first = a_day(&house, car).await;
    let before = first.everything();

    let other = House {
        lane: LaneId(Uuid::now_v7()),
        ..house
    };
    let second = a_day(&other, car).await;
    let sold: Command = serde_json::from_value(serde_json::json!({
        "type": "SetAskingPrice", "vehicle": car, "from": null, "to": 19_900_000,
    }))
    .expect("a command");
    second.give(sold);
    other.exchange(&second).await;
    let price = |desk: &Desk| {
        let car: Vehicle = desk.get(RecordId(car)).expect("the car");
        car.asking_price
    };
    assert!(price(&second).is_some());

    let house = House {
        lane: first.lane,
        ..other
    };
    let stands: Vehicle = house.row(RecordId(car)).await.expect("the car");
    assert_eq!(stands.asking_price, None, "it is another house's price");
    // The first house goes on where it was: nothing came to it, and its day is its own.
    first.give(
        serde_json::from_value(serde_json::json!({
            "type": "ChangeDealership", "phone": "021-50000000",
        }))
        .expect("a command"),
    );
    house.exchange(&first).await;
    let changed = first
        .everything()
        .into_iter()
        .filter(|row| !before.contains(row))
        .count();
    assert_eq!(changed, 1, "its own telephone number and nothing else");
}

async fn a_command_comes_after_all_that_its_desk_had_heard_of<E: Private>() {
    let (house, first, second) = House::<E>::with_two_desks().await;
    for name in ["甲", "乙", "丙"] {
        first.give(Command::ChangeDealership(ChangeDealership {
            name: Some(name.to_owned()),
            ..ChangeDealership::default()
        }));
    }
    let last = first.unsent().last().expect("a command").header.lamport;
    house.exchange(&first).await;
    house.pull(&second).await;
    second.give(Command::ChangeDealership(ChangeDealership {
        name: Some("丁".to_owned()),
        ..ChangeDealership::default()
    }));
    let header = second.unsent()[0].header.clone();
    assert_eq!((header.n, header.lamport > last), (1, true));
}

async fn what_a_desk_follows_is_proved_there_and_whatever_is_altered_is_told<E: Private>() {
    let (house, first, second) = House::<E>::with_two_desks().await;
    first.give(colleague("李伟", &house));
    let last = first.give(Command::ChangeDealership(ChangeDealership {
        name: Some("新城汽车东店".to_owned()),
        ..ChangeDealership::default()
    }));
    house.exchange(&first).await;
    house.pull(&second).await;
    let prove = |connection: &Connection| {
        following::prove(connection, house.lane, None, |_| ControlFlow::Continue(()))
    };
    let proof = second.store.read(prove).expect("a proof");
    assert_eq!((proof.entries, proof.broken), (3, None));

    let chain = |seq| Some(LedgerBroken::Chain { seq });
    let altered = [
        (
            "update ledger set verdict = verdict || ' ' where seq = 2",
            chain(2),
        ),
        (
            "update ledger set decided_at = decided_at + 1 where seq = 3",
            chain(3),
        ),
        (
            "update ledger set signature = zeroblob(64) where seq = 2",
            chain(2),
        ),
        (
            "update ledger_change set salt = zeroblob(16) where seq = 2",
            chain(2),
        ),
        ("delete from ledger_change where seq = 3", chain(3)),
        (
            "update ledger set salt = null, payload = null where seq = 3",
            chain(3),
        ),
        ("delete from ledger where seq = 3", chain(3)),
        ("update lane set seq = 4", chain(4)),
        (
            "update ledger set payload = cast('{}' as blob) where seq = 2",
            Some(LedgerBroken::Signature { seq: 2 }),
        ),
        (
            "update person_key set public_key = zeroblob(32)",
            Some(LedgerBroken::Signature { seq: 1 }),
        ),
    ];
    for (words, broken) in altered {
        let undone = second.store.write(|writing| {
            let connection = writing.connection();
            connection.execute_batch(words)?;
            let found = prove(connection)?;
            let line = following::command_holds(connection, last, None)?;
            // Nothing of it stays.
            Err::<(), _>(Altered(found.broken, line))
        });
        let Err(Altered(found, line)) = undone else {
            unreachable!("it is rolled back")
        };
        assert_eq!(found, broken, "{words}");
        let touches_the_last = words.contains("seq = 3") || words.contains("person_key");
        assert_eq!(line, !touches_the_last, "{words}");
    }
    let proof = second.store.read(prove).expect("a proof");
    assert_eq!((proof.entries, proof.broken), (3, None));
}

/// What was found in a transaction that is rolled back.
struct Altered(Option<LedgerBroken>, bool);

impl From<StoreError> for Altered {
    fn from(error: StoreError) -> Self {
        panic!("the store could not be altered: {error}")
    }
}

impl From<rusqlite::Error> for Altered {
    fn from(error: rusqlite::Error) -> Self {
        panic!("the store could not be altered: {error}")
    }
}
