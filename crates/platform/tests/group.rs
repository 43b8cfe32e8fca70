//! Stores of one group on one platform, on either engine: a car that goes from one to the other is in one of them, never
//! in both and never in none, whoever sends what twice, at once, late or not at all.

mod common;

use std::{
    future::poll_fn,
    ops::ControlFlow,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::Poll,
};

use common::{
    Desk, MORNING,
    engines::{Folder, Private},
};
use domain::{
    Command,
    attentions::Attention,
    car_transfers::{CarTransfer, TransferState, TransferWay},
    catalogue::{Model, row_id},
    groups::{Affiliation, GroupStore, StorePart},
    ids::{
        CarTransferId, CommandId, DealershipId, DeskId, GroupId, LaneId, ModelId, PersonId,
        VehicleId,
    },
    people::{self, Role},
    rights::{Right, Rights},
    vehicles::{Vehicle, VehicleState},
};
use ed25519_dalek::SigningKey;
use platform::{
    lanes::{self, Decider, Engine, EngineError, Postgres, Taken},
    node::Node,
    verify,
};
use protocol::{
    Envelope, Header,
    conversation::Ended,
    ledger::{Position, Verdict},
    wire::{Anew, Cursor, Exchange},
};
use serde_json::{Value, json};
use store::{
    Key,
    following::{self, exchange::Following},
};
use uuid::Uuid;

common::on_both_engines![
    a_car_goes_from_one_store_to_the_other_and_both_ledgers_prove_it,
    a_car_that_was_sent_cannot_be_sold_before_any_line_is_there,
    a_transfer_that_is_sent_again_is_entered_once_in_both_stores,
    of_two_desks_that_send_one_car_away_the_first_does_and_the_other_store_hears_of_one,
    a_car_that_both_stores_lay_hand_on_at_once_ends_in_one_of_them,
    two_stores_that_send_each_other_cars_at_once_do_not_wait_for_each_other,
    what_breaks_off_anywhere_is_in_both_stores_or_in_none,
    a_store_that_took_the_car_in_by_hand_while_it_was_away_hears_that_it_was_coming,
    a_ledger_proves_a_colleague_of_another_store_also_after_they_changed_their_key,
    a_car_goes_to_no_store_of_others_and_nobody_there_hears_of_it,
    nobody_writes_into_a_lane_that_their_command_does_not_name,
    a_store_is_in_the_group_that_the_platform_puts_it_into_and_only_there,
    a_desk_follows_its_groups_lane_from_when_its_store_joins_and_knows_the_other_stores,
    a_desk_follows_no_lane_of_others_whatever_it_asks_for,
    a_groups_lane_that_was_restored_is_fetched_anew_and_no_command_waits_again,
    what_the_store_that_keeps_it_publishes_for_the_group_every_store_reads_and_decides_on,
    a_store_that_keeps_nothing_changes_nothing_that_the_group_shares,
    who_is_posted_to_another_store_signs_there_with_their_own_key_as_far_as_that_store_lets_them,
];

/// A store of the group with its administrator.
#[derive(Clone)]
struct Store {
    lane: LaneId,
    code: &'static str,
    administrator: PersonId,
    key: SigningKey,
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn command(content: Value) -> Command {
    serde_json::from_value(content).expect("a command")
}

fn key_material(key: &SigningKey) -> Value {
    json!({
        "publicKey": hex(key.verifying_key().as_bytes()),
        "wrappedKey": "00".repeat(48), "salt": "00".repeat(16),
    })
}

/// A VIN whose check digit fits.
fn vin(number: u64) -> String {
    "0123456789X"
        .chars()
        .map(|check| format!("LSGAB4BR{check}T3{number:06}"))
        .find(|vin| domain::identifiers::Vin::parse(vin).is_ok())
        .expect("one of them fits")
}

impl Store {
    fn new(code: &'static str) -> Self {
        let mut secret = [9; 32];
        secret[..16].copy_from_slice(Uuid::new_v4().as_bytes());
        Self {
            lane: LaneId(Uuid::now_v7()),
            code,
            administrator: PersonId(Uuid::now_v7()),
            key: SigningKey::from_bytes(&secret),
        }
    }

    fn founding(&self) -> Command {
        command(json!({
            "type": "FoundDealership", "dealership": self.lane, "name": format!("{} 店", self.code),
            "code": self.code, "purpose": "trading", "zone": "Asia/Shanghai",
            "administrator": {
                "id": self.administrator, "name": format!("{} 管理", self.code), "signInName": "admin",
                "key": key_material(&self.key),
            },
        }))
    }

    fn id(&self) -> DealershipId {
        DealershipId::of_lane(self.lane)
    }
}

/// A platform with two stores of one group, and a desk in each.
struct Group<E: Private> {
    node: Node<E>,
    ground: E::Ground,
    id: GroupId,
    north: Store,
    south: Store,
}

async fn node<E: Private>(ground: &E::Ground) -> Node<E> {
    Node::by_clock(E::again(ground).await, || MORNING)
        .await
        .expect("a node")
}

/// A desk of a store that has all there is.
async fn desk<E: Private>(node: &Node<E>, store: &Store) -> Desk {
    let folder = Folder::new();
    let file = store::Store::create(&folder.0.join("store"), Key([7; 32]), Box::new(()));
    let desk = Desk {
        id: DeskId(Uuid::now_v7()),
        lane: store.lane,
        store: file.expect("a store"),
        actor: store.administrator,
        key: store.key.clone(),
        folder,
    };
    let start = node.engine.open_lane(store.lane).await.expect("a lane");
    desk.store
        .write(|writing| writing.follow(store.lane, Position::start_of(start.epoch)))
        .expect("the desk follows");
    exchange(node, &desk).await;
    desk
}

/// Speaks with the platform until there is nothing more to send or to fetch; nothing is held or stopped.
async fn exchange<E: Private>(node: &Node<E>, desk: &Desk) {
    let following = Following {
        lane: desk.lane,
        zone: chrono_tz::Asia::Shanghai,
    };
    // Of itself a desk only asks how much the platform has of it.
    let mut last_n = None;
    for _ in 0..10 {
        let asked = following::exchange::ask(&desk.store, last_n).expect("the outbox");
        let lanes = asked.cursor.len();
        let answer = node.exchange(desk.id, desk.lane, asked).await;
        let answer = answer.expect("the platform answers");
        assert_eq!(answer.stopped, None);
        assert!(answer.held.is_empty(), "{:?}", answer.held);
        let brought = following::exchange::take(&desk.store, following, &answer);
        let brought = brought.expect("it is taken in");
        if let Some((lane, epoch)) = brought.anew {
            begin_anew(node, desk, following, lane, epoch).await;
        }
        let more = following::exchange::ask(&desk.store, None)
            .expect("a cursor")
            .cursor
            .len()
            > lanes;
        let first = last_n.replace(brought.last_n).is_none();
        if brought.ended == Ended::Level && !first && !more {
            return;
        }
    }
    panic!("the desk and its platform do not come to an end");
}

/// Fetches a lane from its beginning.
async fn begin_anew<E: Private>(
    node: &Node<E>,
    desk: &Desk,
    following: Following,
    lane: LaneId,
    epoch: u64,
) {
    let asked = Exchange {
        first: 1,
        envelopes: Vec::new(),
        cursor: Cursor::from([(lane, Position::start_of(epoch))]),
        schema: 1,
    };
    let answer = node.exchange(desk.id, desk.lane, asked).await;
    let pages = answer.expect("the platform answers").pages;
    following::exchange::take_anew(&desk.store, following, epoch, &pages).expect("it is taken in");
}

impl<E: Private> Group<E> {
    async fn new() -> Self {
        let (engine, ground) = E::fresh().await;
        let node = Node::by_clock(engine, || MORNING).await.expect("a node");
        let (north, south) = (Store::new("CB"), Store::new("CN"));
        let founded = node.found_group("江南汽车集团").await.expect("a group");
        let Command::FoundGroup(founding) = founded.given else {
            unreachable!("it is the founding")
        };
        for store in [&north, &south] {
            let first = desk(&node, store).await;
            first.give(store.founding());
            exchange(&node, &first).await;
            let part = if store.code == "CB" {
                StorePart::Keeps
            } else {
                StorePart::Belongs
            };
            let joined = node.join_group(store.id(), founding.group, part).await;
            let joined = joined.expect("it joins");
            assert_eq!(joined.verdict, Verdict::Accepted(Vec::new()));
        }
        Self {
            node,
            ground,
            id: founding.group,
            north,
            south,
        }
    }

    /// A desk of each store.
    async fn desks(&self) -> (Desk, Desk) {
        (
            desk(&self.node, &self.north).await,
            desk(&self.node, &self.south).await,
        )
    }

    async fn is_proved(&self) {
        for store in [&self.north, &self.south] {
            let proof = verify::lane(&self.node, store.lane).await.expect("a proof");
            assert_eq!(proof.broken, None, "{}", store.code);
        }
        let proof = verify::lane(&self.node, self.id.lane()).await;
        assert_eq!(proof.expect("a proof").broken, None);
    }

    async fn seq(&self, store: &Store) -> u64 {
        let head = self.node.head(store.lane).await.expect("an answer");
        head.expect("a lane").seq
    }

    /// In which stores a command stands in the ledger.
    async fn stands(&self, command: CommandId) -> (bool, bool) {
        let entry = |lane| self.node.engine.entry_of(lane, command);
        (
            entry(self.north.lane).await.expect("an answer").is_some(),
            entry(self.south.lane).await.expect("an answer").is_some(),
        )
    }

    /// What each store says of the car with this VIN, by what desks that have just come find.
    async fn states_of(&self, vin: &str) -> (Vec<VehicleState>, Vec<VehicleState>) {
        let (north, south) = self.desks().await;
        (states(&north, vin), states(&south, vin))
    }
}

fn states(desk: &Desk, vin: &str) -> Vec<VehicleState> {
    let cars: Vec<Vehicle> = desk.store.read(store::rows::all).expect("the cars");
    cars.into_iter()
        .filter(|car| car.vin.as_str() == vin)
        .map(|car| car.state)
        .collect()
}

fn taken_in(desk: &Desk, vin: &str) -> VehicleId {
    let vehicle = VehicleId(Uuid::now_v7());
    desk.give(command(json!({
        "type": "TakeIntoStock", "vehicle": vehicle, "vin": vin,
        "description": "别克 君越 2026款 1.5T 豪华版", "purpose": "forSale", "source": "maker",
        "arrivedOn": "2026-11-20", "certificate": "inHouse",
    })));
    vehicle
}

fn send(desk: &Desk, car: VehicleId, to: &Store) -> (CommandId, CarTransferId) {
    let transfer = CarTransferId(Uuid::now_v7());
    let given = desk.give(command(json!({
        "type": "SendCarToStore", "transfer": transfer, "vehicle": car, "store": to.lane,
        "note": "客户在那边",
    })));
    (given, transfer)
}

/// The transfers that are on their way to or from this store.
fn on_the_way(desk: &Desk) -> Vec<CarTransfer> {
    let all: Vec<CarTransfer> = desk.store.read(store::rows::all).expect("the transfers");
    all.into_iter()
        .filter(|transfer| transfer.state == TransferState::OnTheWay)
        .collect()
}

fn receive(desk: &Desk, transfer: &CarTransfer) -> CommandId {
    desk.give(command(json!({
        "type": "ReceiveCarFromStore", "transfer": transfer.id, "store": transfer.store,
        "arrivedOn": "2026-11-22", "odometerKm": 40, "location": "展厅",
    })))
}

fn take_back(desk: &Desk, transfer: &CarTransfer) -> CommandId {
    desk.give(command(json!({
        "type": "TakeCarBack", "transfer": transfer.id, "store": transfer.store, "on": "2026-11-22",
    })))
}

fn attentions(desk: &Desk) -> Vec<Attention> {
    desk.store.read(store::rows::all).expect("the list")
}

fn is_proved_at(desk: &Desk) {
    let proof = desk.store.read(|connection| {
        following::prove(connection, desk.lane, None, |_| ControlFlow::Continue(()))
    });
    assert_eq!(proof.expect("a proof").broken, None);
}

async fn a_car_goes_from_one_store_to_the_other_and_both_ledgers_prove_it<E: Private>() {
    let group = Group::<E>::new().await;
    let (north, south) = group.desks().await;
    let vin = vin(1);
    let car = taken_in(&north, &vin);
    let (sent, _) = send(&north, car, &group.south);
    exchange(&group.node, &north).await;
    assert_eq!(group.stands(sent).await, (true, true));

    exchange(&group.node, &south).await;
    let coming = on_the_way(&south);
    assert_eq!(coming.len(), 1);
    assert_eq!(
        (
            coming[0].way,
            coming[0].store,
            coming[0].sent_by_name.as_str()
        ),
        (TransferWay::In, group.north.id(), "CB 管理")
    );
    assert_eq!(states(&south, &vin), [VehicleState::InTransit]);

    let received = receive(&south, &coming[0]);
    assert_eq!(states(&south, &vin), [VehicleState::InStock], "at once");
    assert_eq!(
        states(&north, &vin),
        [VehicleState::Transferring],
        "until it hears"
    );
    exchange(&group.node, &south).await;
    exchange(&group.node, &north).await;
    assert_eq!(states(&north, &vin), [VehicleState::Gone]);
    assert_eq!(states(&south, &vin), [VehicleState::InStock]);
    assert_eq!(group.stands(received).await, (true, true));
    let sent: CarTransfer = north.get(coming[0].there).expect("its own side");
    assert_eq!(
        (sent.state, sent.ended_by_name.as_str()),
        (TransferState::Arrived, "CN 管理")
    );
    group.is_proved().await;
    is_proved_at(&north);
    is_proved_at(&south);
    for (desk, store) in [(&north, &group.north), (&south, &group.south)] {
        let later = self::desk(&group.node, store).await;
        assert_eq!(desk.everything(), later.everything());
    }
}

async fn a_car_that_was_sent_cannot_be_sold_before_any_line_is_there<E: Private>() {
    let group = Group::<E>::new().await;
    let (north, _) = group.desks().await;
    let vin = vin(2);
    let car = taken_in(&north, &vin);
    exchange(&group.node, &north).await;
    let (_, transfer) = send(&north, car, &group.south);
    // Nothing of it has left the desk.
    assert_eq!(states(&north, &vin), [VehicleState::Transferring]);
    let own: CarTransfer = north.get(transfer).expect("its own side");
    assert_eq!(own.state, TransferState::OnTheWay);
    let before = north.everything();
    exchange(&group.node, &north).await;
    assert!(north.unsent().is_empty());
    assert_eq!(
        north.everything(),
        before,
        "the platform says the same of this store"
    );
}

async fn a_transfer_that_is_sent_again_is_entered_once_in_both_stores<E: Private>() {
    let group = Group::<E>::new().await;
    let (north, _) = group.desks().await;
    let car = taken_in(&north, &vin(3));
    exchange(&group.node, &north).await;
    send(&north, car, &group.south);
    let envelopes = north.unsent();
    push(&*group.node.engine, &north, &envelopes).await;
    let once = (group.seq(&group.north).await, group.seq(&group.south).await);
    let again = node::<E>(&group.ground).await;
    push(&*again.engine, &north, &envelopes).await;
    let twice = (group.seq(&group.north).await, group.seq(&group.south).await);
    assert_eq!(once, twice);
    exchange(&again, &north).await;
    assert!(north.unsent().is_empty());
    group.is_proved().await;
}

async fn push<E: Private>(engine: &E, desk: &Desk, envelopes: &[Envelope]) -> Taken {
    lanes::take(engine, desk.lane, desk.id, envelopes, Decider::at(MORNING))
        .await
        .expect("the platform answers")
}

async fn of_two_desks_that_send_one_car_away_the_first_does_and_the_other_store_hears_of_one<
    E: Private,
>() {
    let group = Group::<E>::new().await;
    let (first, south) = group.desks().await;
    let vin = vin(4);
    let car = taken_in(&first, &vin);
    exchange(&group.node, &first).await;
    let second = desk(&group.node, &group.north).await;
    send(&first, car, &group.south);
    let (refused, _) = send(&second, car, &group.south);
    exchange(&group.node, &first).await;
    exchange(&group.node, &second).await;
    assert_eq!(group.stands(refused).await, (true, false));
    let told = attentions(&second);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].reasons.0[0].code, "stepNotPossible");
    exchange(&group.node, &south).await;
    assert_eq!(on_the_way(&south).len(), 1);
    assert!(attentions(&south).is_empty());
    assert_eq!(states(&south, &vin), [VehicleState::InTransit]);
    group.is_proved().await;
}

async fn a_car_that_both_stores_lay_hand_on_at_once_ends_in_one_of_them<E: Private>() {
    const CARS: u64 = 8;
    let group = Group::<E>::new().await;
    let (north, south) = group.desks().await;
    for number in 0..CARS {
        let car = taken_in(&north, &vin(100 + number));
        send(&north, car, &group.south);
    }
    exchange(&group.node, &north).await;
    exchange(&group.node, &south).await;
    // Each gives its own about every car, one with the first car first, the other with the last.
    for transfer in on_the_way(&north) {
        take_back(&north, &transfer);
    }
    for transfer in on_the_way(&south).iter().rev() {
        receive(&south, transfer);
    }
    let (here, there) = (
        node::<E>(&group.ground).await,
        node::<E>(&group.ground).await,
    );
    tokio::join!(one_by_one(&here, &north), one_by_one(&there, &south));
    for number in 0..CARS {
        let (north, south) = group.states_of(&vin(100 + number)).await;
        let stands = (north.as_slice(), south.as_slice());
        assert!(
            matches!(
                stands,
                ([VehicleState::InStock], [VehicleState::Gone])
                    | ([VehicleState::Gone], [VehicleState::InStock])
            ),
            "car {number}: {stands:?}"
        );
    }
    // Whoever came second is told.
    let told = attentions(&desk(&group.node, &group.north).await).len()
        + attentions(&desk(&group.node, &group.south).await).len();
    assert_eq!(told as u64, CARS);
    group.is_proved().await;
}

/// Sends a desk's commands one after the other, each by itself.
async fn one_by_one<E: Private>(node: &Node<E>, desk: &Desk) {
    for envelope in desk.unsent() {
        let asked = Exchange {
            first: envelope.header.n,
            envelopes: vec![envelope],
            cursor: Cursor::new(),
            schema: 1,
        };
        let answer = node.exchange(desk.id, desk.lane, asked).await;
        let answer = answer.expect("the platform answers");
        assert_eq!((answer.stopped, answer.held), (None, Vec::new()));
    }
}

async fn two_stores_that_send_each_other_cars_at_once_do_not_wait_for_each_other<E: Private>() {
    const CARS: u64 = 10;
    let group = Group::<E>::new().await;
    let (north, south) = group.desks().await;
    for number in 0..CARS {
        let car = taken_in(&north, &vin(200 + number));
        send(&north, car, &group.south);
        let car = taken_in(&south, &vin(300 + number));
        send(&south, car, &group.north);
    }
    let (here, there) = (
        node::<E>(&group.ground).await,
        node::<E>(&group.ground).await,
    );
    tokio::join!(one_by_one(&here, &north), one_by_one(&there, &south));
    let (north, south) = group.desks().await;
    for number in 0..CARS {
        assert_eq!(
            states(&south, &vin(200 + number)),
            [VehicleState::InTransit]
        );
        assert_eq!(
            states(&north, &vin(300 + number)),
            [VehicleState::InTransit]
        );
    }
    assert_eq!(on_the_way(&north).len() as u64, 2 * CARS);
    group.is_proved().await;
}

/// What comes of something that is let go after it was asked so often: nothing, if it was not done by then.
async fn let_go_after<F: Future>(doing: F, polls: usize) -> Option<F::Output> {
    let mut doing = pin!(doing);
    let mut left = polls;
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        doing.as_mut().poll(context).map(Some)
    })
    .await
}

async fn what_breaks_off_anywhere_is_in_both_stores_or_in_none<E: Private>() {
    let group = Group::<E>::new().await;
    let (north, _) = group.desks().await;
    let car = taken_in(&north, &vin(5));
    exchange(&group.node, &north).await;
    let (sent, _) = send(&north, car, &group.south);
    let envelopes = north.unsent();
    let engine = E::again(&group.ground).await;
    let mut polls = 0;
    let taken = loop {
        polls += 1;
        let done = let_go_after(push(&engine, &north, &envelopes), polls).await;
        // Whoever gets the lane next finds what was let go at rest.
        drop(engine.begin(group.north.lane, &[]).await.expect("the lane"));
        let (here, there) = group.stands(sent).await;
        assert_eq!(here, there, "let go after {polls}");
        if let Some(taken) = done {
            break taken;
        }
    };
    assert_eq!(taken.stopped, None);
    assert_eq!(group.stands(sent).await, (true, true));
    exchange(&group.node, &north).await;
    assert!(north.unsent().is_empty());
    group.is_proved().await;
}

async fn a_store_that_took_the_car_in_by_hand_while_it_was_away_hears_that_it_was_coming<
    E: Private,
>() {
    let group = Group::<E>::new().await;
    let (north, south) = group.desks().await;
    let vin = vin(6);
    let car = taken_in(&north, &vin);
    // The other store's desk has no line: it sees the car at the gate and takes it in.
    let by_hand = taken_in(&south, &vin);
    send(&north, car, &group.south);
    exchange(&group.node, &north).await;
    exchange(&group.node, &south).await;
    assert!(south.get::<Vehicle>(by_hand).is_none());
    assert_eq!(states(&south, &vin), [VehicleState::InTransit]);
    let told = attentions(&south);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].reasons.0[0].code, "vinInStock");
    receive(&south, &on_the_way(&south)[0]);
    exchange(&group.node, &south).await;
    assert_eq!(
        group.states_of(&vin).await,
        (vec![VehicleState::Gone], vec![VehicleState::InStock])
    );
}

async fn a_ledger_proves_a_colleague_of_another_store_also_after_they_changed_their_key<
    E: Private,
>() {
    let group = Group::<E>::new().await;
    let (mut north, south) = group.desks().await;
    let car = taken_in(&north, &vin(7));
    send(&north, car, &group.south);
    let new = SigningKey::from_bytes(&[23; 32]);
    north.give(command(json!({
        "type": "ReplaceKey", "person": group.north.administrator, "key": key_material(&new),
    })));
    exchange(&group.node, &north).await;
    north.key = new;
    let car = taken_in(&north, &vin(8));
    send(&north, car, &group.south);
    exchange(&group.node, &north).await;
    exchange(&group.node, &south).await;
    assert_eq!(on_the_way(&south).len(), 2);
    group.is_proved().await;
    is_proved_at(&south);
    // The sender's key proves what they sent, and lets them do nothing in the other store.
    let rights = south.store.read(|connection| {
        let facts = store::StoreFacts::new(connection);
        people::rights_of(&facts, group.north.administrator).map_err(|_| facts.breakage())
    });
    assert_eq!(rights.expect("an answer"), Rights::default());
}

async fn a_car_goes_to_no_store_of_others_and_nobody_there_hears_of_it<E: Private>() {
    let group = Group::<E>::new().await;
    let stranger = Store::new("WD");
    let theirs = desk(&group.node, &stranger).await;
    theirs.give(stranger.founding());
    exchange(&group.node, &theirs).await;
    let before = group.seq(&stranger).await;
    let (north, _) = group.desks().await;
    let nowhere = Store::new("WU");
    for (number, to) in [(9, &stranger), (10, &nowhere)] {
        let vin = vin(number);
        let car = taken_in(&north, &vin);
        send(&north, car, to);
        exchange(&group.node, &north).await;
        assert_eq!(states(&north, &vin), [VehicleState::InStock]);
    }
    let told = attentions(&north);
    assert_eq!(told.len(), 2);
    for item in told {
        assert_eq!(item.reasons.0[0].code, "storeNotOfGroup");
    }
    assert_eq!(group.seq(&stranger).await, before);
}

async fn nobody_writes_into_a_lane_that_their_command_does_not_name<E: Private>() {
    let group = Group::<E>::new().await;
    // Whoever founds a dealership brings the key that proves it, and names its lane.
    let founding = Store::new("WD");
    group
        .node
        .engine
        .open_lane(founding.lane)
        .await
        .expect("a lane");
    let stranger = Desk {
        actor: founding.administrator,
        key: founding.key.clone(),
        ..desk(&group.node, &group.north).await
    };
    stranger.give(founding.founding());
    let taken = push(&*group.node.engine, &stranger, &stranger.unsent()).await;
    assert_eq!(taken.held.len(), 1, "{taken:?}");
    let head = group.node.head(founding.lane).await.expect("an answer");
    assert_eq!(head.expect("a lane").seq, 0);
}

async fn a_store_is_in_the_group_that_the_platform_puts_it_into_and_only_there<E: Private>() {
    let group = Group::<E>::new().await;
    let (north, _) = group.desks().await;
    let own: Affiliation = north.get(group.north.id()).expect("it belongs to a group");
    assert_eq!(own.belongs_to, group.id);

    let other = group.node.found_group("江北集团").await.expect("a group");
    let Command::FoundGroup(founding) = other.given else {
        unreachable!("it is the founding")
    };
    let again = group
        .node
        .join_group(group.north.id(), founding.group, StorePart::Belongs)
        .await;
    let Verdict::Refused(refusal) = again.expect("an answer").verdict else {
        unreachable!("a store belongs to one group")
    };
    assert_eq!(refusal.code, "inAGroup");

    let all = group.node.groups().await.expect("the groups");
    let stores = |name: &str| -> Vec<String> {
        let found = all.iter().find(|group| group.name == name);
        let found = found.expect("a group").stores.iter();
        let mut codes: Vec<String> = found.map(|store| store.code.clone()).collect();
        codes.sort();
        codes
    };
    assert_eq!(stores("江南汽车集团"), ["CB", "CN"]);
    assert!(stores("江北集团").is_empty());
}

fn stores_known_at(desk: &Desk) -> Vec<String> {
    let stores: Vec<GroupStore> = desk.store.read(store::rows::all).expect("the stores");
    let mut codes: Vec<String> = stores.into_iter().map(|store| store.code).collect();
    codes.sort();
    codes
}

async fn a_desk_follows_its_groups_lane_from_when_its_store_joins_and_knows_the_other_stores<
    E: Private,
>() {
    let group = Group::<E>::new().await;
    let third = Store::new("CD");
    let desk = desk(&group.node, &third).await;
    desk.give(third.founding());
    exchange(&group.node, &desk).await;
    assert!(stores_known_at(&desk).is_empty(), "it is of no group yet");
    let joined = group
        .node
        .join_group(third.id(), group.id, StorePart::Belongs)
        .await;
    assert_eq!(
        joined.expect("it joins").verdict,
        Verdict::Accepted(Vec::new())
    );
    exchange(&group.node, &desk).await;
    assert_eq!(stores_known_at(&desk), ["CB", "CD", "CN"]);

    let fourth = Store::new("CX");
    let theirs = self::desk(&group.node, &fourth).await;
    theirs.give(fourth.founding());
    exchange(&group.node, &theirs).await;
    let joined = group
        .node
        .join_group(fourth.id(), group.id, StorePart::Belongs)
        .await;
    assert_eq!(
        joined.expect("it joins").verdict,
        Verdict::Accepted(Vec::new())
    );
    exchange(&group.node, &desk).await;
    assert_eq!(stores_known_at(&desk), ["CB", "CD", "CN", "CX"]);
    // What the desk has of the group's lane is what the platform has.
    let head = group.node.head(group.id.lane()).await.expect("an answer");
    assert_eq!(desk.cursor().get(&group.id.lane()).copied(), head);
}

async fn a_desk_follows_no_lane_of_others_whatever_it_asks_for<E: Private>() {
    let group = Group::<E>::new().await;
    let (north, _) = group.desks().await;
    let asked = Exchange {
        first: 1,
        envelopes: Vec::new(),
        cursor: Cursor::from([
            (group.north.lane, Position::NOWHERE_YET),
            (group.south.lane, Position::NOWHERE_YET),
            (group.id.lane(), Position::NOWHERE_YET),
        ]),
        schema: 1,
    };
    let answer = group
        .node
        .exchange(north.id, north.lane, asked.clone())
        .await;
    let lanes: Vec<LaneId> = answer
        .expect("an answer")
        .pages
        .iter()
        .map(|page| page.lane)
        .collect();
    let mut allowed = vec![group.north.lane, group.id.lane()];
    allowed.sort();
    assert_eq!(lanes, allowed);

    let stranger = Store::new("WD");
    let theirs = desk(&group.node, &stranger).await;
    theirs.give(stranger.founding());
    exchange(&group.node, &theirs).await;
    let answer = group.node.exchange(theirs.id, theirs.lane, asked).await;
    assert!(answer.expect("an answer").pages.is_empty());
}

async fn a_groups_lane_that_was_restored_is_fetched_anew_and_no_command_waits_again<E: Private>() {
    let group = Group::<E>::new().await;
    let (north, _) = group.desks().await;
    taken_in(&north, &vin(11));
    exchange(&group.node, &north).await;
    let before = north.everything();
    // The desk is where the group's lane stood in another past.
    let lane = group.id.lane();
    let elsewhere = Position {
        hash: [1; 32],
        ..north.cursor()[&lane]
    };
    north
        .store
        .write(|writing| writing.follow(lane, elsewhere))
        .expect("the desk follows");
    let asked = Exchange {
        first: 1,
        envelopes: Vec::new(),
        cursor: north.cursor(),
        schema: 1,
    };
    let answer = group.node.exchange(north.id, north.lane, asked).await;
    let anew: Vec<Option<Anew>> = answer
        .expect("an answer")
        .pages
        .iter()
        .map(|page| page.anew)
        .collect();
    assert!(anew.contains(&Some(Anew::OtherPast)));
    exchange(&group.node, &north).await;
    assert_eq!(north.everything(), before);
    assert!(north.unsent().is_empty());
    assert_ne!(north.cursor()[&lane], elsewhere);
}

/// One version for every store of the group.
fn publication(group: GroupId) -> Command {
    command(json!({
        "type": "PublishCatalogue", "source": "集团", "edition": "2026-11", "group": group,
        "brands": [{"code": "buick", "nameZh": "别克", "nameEn": "Buick"}],
        "series": [{
            "code": "lacrosse", "brand": "buick", "nameZh": "君越", "nameEn": "LaCrosse",
            "class": "midSizeCar", "launchYear": 2006,
        }],
        "models": [{
            "code": "lacrosse-15t", "series": "lacrosse", "nameZh": "2026款 1.5T", "nameEn": "2026 1.5T",
            "modelYear": 2026, "guidePrice": 15_990_000, "launchDate": "2026-01-05", "sale": "onSale",
            "figures": {
                "energy": "petrol", "transmission": "at", "drivetrain": "fwd", "seats": 5,
                "nevCatalogue": false,
            },
            "colours": [], "equipment": [], "illustrative": "fromMaker",
        }],
    }))
}

async fn what_the_store_that_keeps_it_publishes_for_the_group_every_store_reads_and_decides_on<
    E: Private,
>() {
    let group = Group::<E>::new().await;
    let (north, south) = group.desks().await;
    north.give(publication(group.id));
    let model: ModelId = row_id(group.id.lane(), "model", "lacrosse-15t");
    assert!(north.get::<Model>(model).is_some(), "at once");
    // The car of that version goes in the same breath, and the platform knows the version as well.
    let vin = vin(12);
    let vehicle = VehicleId(Uuid::now_v7());
    north.give(command(json!({
        "type": "TakeIntoStock", "vehicle": vehicle, "vin": vin, "model": model,
        "description": "别克 君越", "purpose": "forSale", "source": "maker",
        "arrivedOn": "2026-11-20", "certificate": "inHouse",
    })));
    send(&north, vehicle, &group.south);
    exchange(&group.node, &north).await;
    exchange(&group.node, &south).await;
    assert!(north.unsent().is_empty());
    assert_eq!(
        south.get::<Model>(model).map(|model| model.edition),
        Some("2026-11".to_owned())
    );
    let coming: Vec<Vehicle> = south.store.read(store::rows::all).expect("the cars");
    assert_eq!(coming[0].model, Some(model));
    assert!(attentions(&north).is_empty());
    group.is_proved().await;
    let later = desk(&group.node, &group.north).await;
    assert_eq!(north.everything(), later.everything());
}

async fn a_store_that_keeps_nothing_changes_nothing_that_the_group_shares<E: Private>() {
    let group = Group::<E>::new().await;
    let before = group.node.head(group.id.lane()).await.expect("an answer");
    let given = publication(group.id);
    let header = Header {
        id: CommandId(Uuid::now_v7()),
        desk: DeskId(Uuid::now_v7()),
        n: 1,
        lamport: 1,
        name: given.name().to_owned(),
        version: given.version(),
        actor: group.south.administrator,
        made_at: MORNING,
    };
    let desk = header.desk;
    let envelope = Envelope::seal(header, &given, [1; 16], &group.south.key);
    let taken = lanes::take(
        &*group.node.engine,
        group.south.lane,
        desk,
        &[envelope],
        Decider::at(MORNING),
    );
    let taken = taken.await.expect("the platform answers");
    let Some(Verdict::Refused(refusal)) = taken.verdicts.first() else {
        unreachable!("it is refused: {taken:?}")
    };
    assert_eq!(refusal.code, "storeKeepsNothing");
    let after = group.node.head(group.id.lane()).await.expect("an answer");
    assert_eq!(before, after);
}

async fn who_is_posted_to_another_store_signs_there_with_their_own_key_as_far_as_that_store_lets_them<
    E: Private,
>() {
    let group = Group::<E>::new().await;
    let (north, south) = group.desks().await;
    let (person, key) = (PersonId(Uuid::now_v7()), SigningKey::from_bytes(&[41; 32]));
    north.give(command(json!({
        "type": "AddPerson", "roles": [],
        "person": {"id": person, "name": "李薇", "signInName": "li.wei", "key": key_material(&key)},
    })));
    north.give(command(json!({
        "type": "PostPerson", "person": person, "store": group.south.lane, "signInName": "li.wei",
    })));
    exchange(&group.node, &north).await;
    exchange(&group.node, &south).await;
    let roles: Vec<Role> = south.store.read(store::rows::all).expect("the roles");
    let keeper = roles
        .iter()
        .find(|role| role.rights.0.has(Right::TakeIntoStock));
    south.give(command(json!({
        "type": "ChangePerson", "person": person, "roles": [keeper.expect("a role").id],
    })));
    exchange(&group.node, &south).await;

    let theirs = Desk {
        actor: person,
        key: key.clone(),
        ..desk(&group.node, &group.south).await
    };
    let vin = vin(13);
    taken_in(&theirs, &vin);
    // They take a new password, first in the store that is not this desk's.
    let new = SigningKey::from_bytes(&[42; 32]);
    theirs.give(command(json!({
        "type": "ReplaceKeyInStore", "store": group.north.lane, "key": key_material(&new),
    })));
    theirs.give(command(json!({
        "type": "ReplaceKey", "person": person, "key": key_material(&new),
    })));
    exchange(&group.node, &theirs).await;
    assert!(attentions(&theirs).is_empty());
    exchange(&group.node, &south).await;
    exchange(&group.node, &north).await;
    assert_eq!(states(&south, &vin), [VehicleState::InStock]);
    for desk in [&north, &south] {
        let found = desk.store.read(|connection| {
            let facts = store::StoreFacts::new(connection);
            people::current_key(&facts, person).map_err(|_| facts.breakage())
        });
        let found = found.expect("an answer").expect("a key");
        assert_eq!(found.public_key, new.verifying_key().as_bytes());
        is_proved_at(desk);
    }
    group.is_proved().await;
}

/// Sends a desk's commands one after the other, each until it is answered.
async fn until_answered(node: &Node<Postgres>, desk: &Desk) {
    for envelope in desk.unsent() {
        loop {
            let asked = Exchange {
                first: envelope.header.n,
                envelopes: vec![envelope.clone()],
                cursor: Cursor::new(),
                schema: 1,
            };
            match node.exchange(desk.id, desk.lane, asked).await {
                Ok(answer) => {
                    assert_eq!((answer.stopped, answer.held), (None, Vec::new()));
                    break;
                }
                Err(EngineError::Lost(_)) => {}
                Err(error) => panic!("{error}"),
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_databases_processes_are_killed_each_car_sets_out_in_both_stores_or_in_none() {
    const CARS: u64 = 12;
    let group = Group::<Postgres>::new().await;
    let (north, south) = group.desks().await;
    let mut given = Vec::new();
    for number in 0..CARS {
        let car = taken_in(&north, &vin(400 + number));
        given.push(send(&north, car, &group.south).0);
        let car = taken_in(&south, &vin(500 + number));
        given.push(send(&south, car, &group.north).0);
    }
    let (here, there) = (
        node::<Postgres>(&group.ground).await,
        node::<Postgres>(&group.ground).await,
    );
    let done = Arc::new(AtomicBool::new(false));
    let killing = tokio::spawn({
        let (done, client) = (Arc::clone(&done), group.ground.client().await);
        async move {
            let mut killed = 0_i64;
            while !done.load(Ordering::Acquire) {
                let row = client
                    .query_one(
                        "select count(pg_terminate_backend(pid)) from (
                             select pid from pg_stat_activity
                             where datname = current_database() and pid <> pg_backend_pid()
                             order by xact_start nulls last, random() limit 1) as one",
                        &[],
                    )
                    .await;
                killed += row.expect("the killer's own line stays").get::<_, i64>(0);
                let rest = client.batch_execute("select pg_sleep(0.03)").await;
                rest.expect("the killer's own line stays");
            }
            killed
        }
    });
    tokio::join!(
        until_answered(&here, &north),
        until_answered(&there, &south)
    );
    done.store(true, Ordering::Release);
    assert!(killing.await.expect("the killer") >= 3);

    let group = Group {
        node: node::<Postgres>(&group.ground).await,
        ..group
    };
    for command in given {
        assert_eq!(group.stands(command).await, (true, true));
    }
    let (north, south) = group.desks().await;
    assert_eq!(on_the_way(&north).len() as u64, 2 * CARS);
    assert_eq!(on_the_way(&south).len() as u64, 2 * CARS);
    group.is_proved().await;
}
