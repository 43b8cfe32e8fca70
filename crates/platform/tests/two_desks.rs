//! Two desks and a platform in one program, without a network: what one gives, the other has; what
//! both claim, one gets; what is sent twice is entered once. Each on either engine.

mod common;

use common::{Desk, House, MORNING, colleague, engines::Private};
use domain::{
    Command,
    attentions::{Attention, AttentionState},
    dealerships::{ChangeDealership, Dealership},
    entity::Entity,
    ids::{AttentionId, DealershipId, PersonId, RecordId},
    people::Person,
    test_drives::TestDrive,
    time::Timestamp,
};
use protocol::wire::{Anew, Seen, Stopped};
use store::following;
use uuid::Uuid;

common::on_both_engines![
    what_one_desk_gives_the_other_has_and_both_are_the_same_byte_by_byte,
    a_command_that_is_sent_again_is_entered_once,
    another_command_under_a_number_that_was_used_is_a_cloned_disk,
    a_command_that_was_altered_on_the_way_is_held_and_changes_nothing,
    a_command_whose_number_another_machine_used_is_sent_again_after_a_start,
    what_waits_is_decided_again_on_top_of_what_others_did_first,
    of_two_who_claim_the_same_one_gets_it_and_the_other_hears_why_not,
    of_two_desks_that_book_one_car_offline_the_first_has_it_and_the_other_hears_what_is_free,
    a_chain_that_was_altered_at_a_desk_is_told_by_the_platform,
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
    let asked = following::exchange::ask(&clone.store, Some(brought.last_n)).expect("asked");
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
