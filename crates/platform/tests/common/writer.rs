//! A desk without a store: it gives signed commands one after the other, as a desk's outbox holds them.

use std::fmt::Write;

use domain::{
    Command,
    command::{NumberSeries, Numbers},
    dealerships::{FoundDealership, Purpose},
    ids::{CommandId, DealershipId, DeskId, LaneId, PersonId},
    people::{KeyMaterial, NewPerson},
    time::Timestamp,
};
use ed25519_dalek::SigningKey;
use protocol::{Envelope, Header};
use serde_json::json;
use uuid::Uuid;

/// A dealership as its first desk founds it.
#[derive(Clone)]
pub struct Dealership {
    pub lane: LaneId,
    pub administrator: PersonId,
    pub key: SigningKey,
}

impl Dealership {
    pub fn new() -> Self {
        let mut secret = [9; 32];
        secret[..16].copy_from_slice(Uuid::new_v4().as_bytes());
        Self {
            lane: LaneId(Uuid::now_v7()),
            administrator: PersonId(Uuid::now_v7()),
            key: SigningKey::from_bytes(&secret),
        }
    }

    pub fn founding(&self) -> Command {
        let mut public_key = String::new();
        for byte in self.key.verifying_key().as_bytes() {
            write!(public_key, "{byte:02x}").expect("writing to a String does not fail");
        }
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
                    public_key,
                    wrapped_key: "00".repeat(48),
                    salt: "00".repeat(16),
                },
            },
        })
    }
}

pub struct Writer {
    pub house: Dealership,
    pub desk: DeskId,
    given: u64,
}

struct Drawn;

impl Numbers for Drawn {
    fn next(&mut self, series: NumberSeries) -> String {
        format!("{}{}", series.letters(), Uuid::now_v7().simple())
    }
}

impl Writer {
    pub fn of(house: &Dealership) -> Self {
        Self {
            house: house.clone(),
            desk: DeskId(Uuid::now_v7()),
            given: 0,
        }
    }

    pub fn give(&mut self, mut command: Command, at: Timestamp) -> Envelope {
        command.draw(&mut Drawn);
        self.given += 1;
        let header = Header {
            id: CommandId(Uuid::now_v7()),
            desk: self.desk,
            n: self.given,
            lamport: self.given,
            name: command.name().to_owned(),
            version: command.version(),
            actor: self.house.administrator,
            made_at: at,
        };
        let salt = *Uuid::new_v4().as_bytes();
        Envelope::seal(header, &command, salt, &self.house.key)
    }

    /// A car or a customer in turn, as forms send them; nobody else gives the same under another number.
    pub fn give_work(&mut self, number: u64, at: Timestamp) -> Envelope {
        let (name, content) = if number.is_multiple_of(2) {
            let digits = number % 1_000_000;
            // Every check character is tried by the rules of the number; ten of eleven do not fit.
            let vin = "0123456789X"
                .chars()
                .map(|check| format!("LSGAB4BR{check}T3{digits:06}"))
                .find(|vin| domain::identifiers::Vin::parse(vin).is_ok())
                .unwrap_or_default();
            let content = json!({
                "vehicle": Uuid::now_v7(), "vin": vin,
                "description": "别克 君越 2026款 1.5T 豪华版", "exteriorColour": "珠光白",
                "location": "A 区 12", "purpose": "forSale", "source": "maker",
                "arrivedOn": "2026-11-20", "certificate": "inHouse", "guidePrice": 15_990_000,
                "cost": {"purchasePrice": 14_500_000, "floorPlanBasisPoints": 480, "financedOn": "2026-11-20"},
            });
            ("TakeIntoStock", content)
        } else {
            let content = json!({
                "customer": Uuid::now_v7(),
                "details": {
                    "kind": "person", "name": "欧阳若兰",
                    "mobile": format!("17{:09}", number % 1_000_000_000),
                },
            });
            ("AddCustomer", content)
        };
        let command = Command::parse(name, content).expect("a form's fields");
        self.give(command, at)
    }
}
