//! A platform with two stores of one group, and what their desks do.

use std::ops::ControlFlow;

use domain::{
    Command,
    attentions::Attention,
    car_transfers::{CarTransfer, TransferState},
    groups::StorePart,
    ids::{CarTransferId, CommandId, DealershipId, DeskId, GroupId, LaneId, PersonId, VehicleId},
    vehicles::{Vehicle, VehicleState},
};
use ed25519_dalek::SigningKey;
use platform::{
    lanes::{self, Decider, Taken},
    node::Node,
    verify,
};
use protocol::{
    Envelope,
    conversation::Ended,
    ledger::{Position, Verdict},
    wire::{Cursor, Exchange},
};
use serde_json::{Value, json};
use store::{
    Key,
    following::{self, exchange::Following},
};
use uuid::Uuid;

use crate::common::{
    Desk, MORNING,
    engines::{Folder, Private},
    hex,
};

/// A store of the group with its administrator.
#[derive(Clone)]
pub struct Store {
    pub lane: LaneId,
    pub code: &'static str,
    pub administrator: PersonId,
    pub key: SigningKey,
}

pub fn command(content: Value) -> Command {
    serde_json::from_value(content).expect("a command")
}

pub fn key_material(key: &SigningKey) -> Value {
    json!({
        "publicKey": hex(key.verifying_key().as_bytes()),
        "wrappedKey": "00".repeat(48), "salt": "00".repeat(16),
    })
}

/// A VIN whose check digit fits.
pub fn vin(number: u64) -> String {
    "0123456789X"
        .chars()
        .map(|check| format!("LSGAB4BR{check}T3{number:06}"))
        .find(|vin| domain::identifiers::Vin::parse(vin).is_ok())
        .expect("one of them fits")
}

impl Store {
    pub fn new(code: &'static str) -> Self {
        let mut secret = [9; 32];
        secret[..16].copy_from_slice(Uuid::new_v4().as_bytes());
        Self {
            lane: LaneId(Uuid::now_v7()),
            code,
            administrator: PersonId(Uuid::now_v7()),
            key: SigningKey::from_bytes(&secret),
        }
    }

    pub fn founding(&self) -> Command {
        command(json!({
            "type": "FoundDealership", "dealership": self.lane, "name": format!("{} 店", self.code),
            "code": self.code, "purpose": "trading", "zone": "Asia/Shanghai",
            "administrator": {
                "id": self.administrator, "name": format!("{} 管理", self.code), "signInName": "admin",
                "key": key_material(&self.key),
            },
        }))
    }

    pub fn id(&self) -> DealershipId {
        DealershipId::of_lane(self.lane)
    }
}

/// A platform with two stores of one group, and a desk in each.
pub struct Group<E: Private> {
    pub node: Node<E>,
    pub ground: E::Ground,
    pub id: GroupId,
    pub north: Store,
    pub south: Store,
}

pub async fn node<E: Private>(ground: &E::Ground) -> Node<E> {
    Node::by_clock(E::again(ground).await, || MORNING)
        .await
        .expect("a node")
}

/// A desk of a store that has all there is.
pub async fn desk<E: Private>(node: &Node<E>, store: &Store) -> Desk {
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
pub async fn exchange<E: Private>(node: &Node<E>, desk: &Desk) {
    let following = Following {
        lane: desk.lane,
        zone: chrono_tz::Asia::Shanghai,
    };
    // Of itself a desk only asks how much the platform has of it.
    let mut last_n = None;
    for _ in 0..10 {
        let asked = following::exchange::ask(&desk.store, last_n, following::exchange::MOST_SENT)
            .expect("the outbox");
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
        let more = following::exchange::ask(&desk.store, None, following::exchange::MOST_SENT)
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
pub async fn begin_anew<E: Private>(
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
    pub async fn new() -> Self {
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
    pub async fn desks(&self) -> (Desk, Desk) {
        (
            desk(&self.node, &self.north).await,
            desk(&self.node, &self.south).await,
        )
    }

    pub async fn is_proved(&self) {
        for store in [&self.north, &self.south] {
            let proof = verify::lane(&self.node, store.lane).await.expect("a proof");
            assert_eq!(proof.broken, None, "{}", store.code);
        }
        let proof = verify::lane(&self.node, self.id.lane()).await;
        assert_eq!(proof.expect("a proof").broken, None);
    }

    pub async fn seq(&self, store: &Store) -> u64 {
        let head = self.node.head(store.lane).await.expect("an answer");
        head.expect("a lane").seq
    }

    /// In which stores a command stands in the ledger.
    pub async fn stands(&self, command: CommandId) -> (bool, bool) {
        let entry = |lane| self.node.engine.entry_of(lane, command);
        (
            entry(self.north.lane).await.expect("an answer").is_some(),
            entry(self.south.lane).await.expect("an answer").is_some(),
        )
    }

    /// What each store says of the car with this VIN, by what desks that have just come find.
    pub async fn states_of(&self, vin: &str) -> (Vec<VehicleState>, Vec<VehicleState>) {
        let (north, south) = self.desks().await;
        (states(&north, vin), states(&south, vin))
    }
}

pub fn states(desk: &Desk, vin: &str) -> Vec<VehicleState> {
    let cars: Vec<Vehicle> = desk.store.read(store::rows::all).expect("the cars");
    cars.into_iter()
        .filter(|car| car.vin.as_str() == vin)
        .map(|car| car.state)
        .collect()
}

pub fn taken_in(desk: &Desk, vin: &str) -> VehicleId {
    let vehicle = VehicleId(Uuid::now_v7());
    desk.give(command(json!({
        "type": "TakeIntoStock", "vehicle": vehicle, "vin": vin,
        "description": "别克 君越 2026款 1.5T 豪华版", "purpose": "forSale", "source": "maker",
        "arrivedOn": "2026-11-20", "certificate": "inHouse",
    })));
    vehicle
}

pub fn send(desk: &Desk, car: VehicleId, to: &Store) -> (CommandId, CarTransferId) {
    let transfer = CarTransferId(Uuid::now_v7());
    let given = desk.give(command(json!({
        "type": "SendCarToStore", "transfer": transfer, "vehicle": car, "store": to.lane,
        "note": "客户在那边",
    })));
    (given, transfer)
}

/// The transfers that are on their way to or from this store.
pub fn on_the_way(desk: &Desk) -> Vec<CarTransfer> {
    let all: Vec<CarTransfer> = desk.store.read(store::rows::all).expect("the transfers");
    all.into_iter()
        .filter(|transfer| transfer.state == TransferState::OnTheWay)
        .collect()
}

pub fn receive(desk: &Desk, transfer: &CarTransfer) -> CommandId {
    desk.give(command(json!({
        "type": "ReceiveCarFromStore", "transfer": transfer.id, "store": transfer.store,
        "arrivedOn": "2026-11-22", "odometerKm": 40, "location": "展厅",
    })))
}

pub fn take_back(desk: &Desk, transfer: &CarTransfer) -> CommandId {
    desk.give(command(json!({
        "type": "TakeCarBack", "transfer": transfer.id, "store": transfer.store, "on": "2026-11-22",
    })))
}

pub fn attentions(desk: &Desk) -> Vec<Attention> {
    desk.store.read(store::rows::all).expect("the list")
}

pub fn is_proved_at(desk: &Desk) {
    let proof = desk.store.read(|connection| {
        following::prove(connection, desk.lane, None, |_| ControlFlow::Continue(()))
    });
    assert_eq!(proof.expect("a proof").broken, None);
}

pub async fn push<E: Private>(engine: &E, desk: &Desk, envelopes: &[Envelope]) -> Taken {
    lanes::take(engine, desk.lane, desk.id, envelopes, Decider::at(MORNING))
        .await
        .expect("the platform answers")
}
