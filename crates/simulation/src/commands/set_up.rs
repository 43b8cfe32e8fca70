//! What the house works with when a seed begins: a workshop of two bays, its people and work, three customers with
//! their cars, two demonstrators and a route, and two parts of which there are few.

use domain::{Command, ids::PersonId, time::Timestamp};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{PRICE, ZONE};
use crate::chance::Chance;

/// The commands of the administrator, in their order.
pub fn set_up(
    chance: &mut Chance,
    administrator: PersonId,
    clerks: &[PersonId],
    vins: &[String],
    now: Timestamp,
) -> Vec<Command> {
    let mut house = Laying {
        chance,
        commands: Vec::new(),
    };
    house.workshop(administrator, clerks, now);
    house.cars(vins, now);
    house.shelves();
    house
        .commands
        .into_iter()
        .map(|(name, content)| match Command::parse(name, content) {
            Ok(command) => command,
            Err(error) => panic!("{name} cannot be read: {error}"),
        })
        .collect()
}

struct Laying<'a> {
    chance: &'a mut Chance,
    commands: Vec<(&'static str, Value)>,
}

impl Laying<'_> {
    fn give(&mut self, name: &'static str, content: Value) {
        self.commands.push((name, content));
    }

    fn workshop(&mut self, administrator: PersonId, clerks: &[PersonId], now: Timestamp) {
        let first_day = now.plus(-10 * Timestamp::DAY).date_in(ZONE).to_string();
        let week: Value = (1..=7)
            .map(|weekday| json!({"weekday": weekday, "from": 480, "until": 1_080}))
            .collect();
        self.give(
            "SetUpWorkshop",
            json!({"terms": {
                "week": week, "lunch": {"from": 720, "until": 720}, "statutoryDays": "open",
                "bufferMinutes": 0, "receptionMinutes": 15, "noShowMinutes": 30, "furthestDays": 60,
                "bookablePercent": 100, "followUpDays": 3,
            }}),
        );
        for ordinal in 1..=2 {
            let bay = self.chance.id();
            self.give(
                "SetBay",
                json!({
                    "bay": bay, "name": format!("{ordinal} 号工位"), "ordinal": ordinal,
                    "skills": ["maintenance", "mechanical"], "state": "inUse",
                }),
            );
        }
        for (operation_code, skill, minutes) in
            [("BY-60", "maintenance", 60), ("ZD-120", "mechanical", 120)]
        {
            let (operation, rate) = (self.chance.id(), self.chance.id());
            self.give(
                "SetStandardOperation",
                json!({
                    "operation": operation, "operationCode": operation_code, "name": operation_code,
                    "department": "mechanical", "skill": skill, "minutes": minutes, "state": "offered",
                }),
            );
            self.give(
                "SetLabourRate",
                json!({"rate": rate, "skill": skill, "validFrom": first_day, "perHour": 20_000}),
            );
        }
        let technicians = clerks
            .iter()
            .take(2)
            .flat_map(|person| ["maintenance", "mechanical"].map(|skill| (*person, skill)));
        for (person, skill) in technicians {
            let certificate = self.chance.id();
            self.give(
                "RecordCertificate",
                json!({
                    "certificate": certificate, "person": person, "skill": skill,
                    "title": "厂家培训", "issuedOn": first_day,
                }),
            );
        }
        let posts = clerks
            .iter()
            .take(2)
            .map(|person| (*person, "technician"))
            .chain(clerks.iter().skip(2).map(|person| (*person, "advisor")))
            .chain([(administrator, "advisor")]);
        for (person, post) in posts {
            let shift = self.chance.id();
            self.give(
                "SetShift",
                json!({
                    "shift": shift, "person": person, "post": post, "validFrom": first_day, "week": week,
                }),
            );
        }
    }

    fn cars(&mut self, vins: &[String], now: Timestamp) {
        for number in 0..3 {
            let (customer, car) = (self.chance.id(), self.chance.id());
            self.give(
                "AddCustomer",
                json!({
                    "customer": customer,
                    "details": {"kind": "person", "name": format!("车主{number}"),
                                "mobile": format!("1390013900{number}")},
                }),
            );
            self.give(
                "RegisterCar",
                json!({
                    "car": car, "plate": format!("沪A1000{number}"), "description": "迈腾 380TSI",
                    "customer": customer,
                }),
            );
        }
        for vin in vins.iter().take(2) {
            let vehicle: Uuid = self.chance.id();
            self.give(
                "TakeIntoStock",
                json!({
                    "vehicle": vehicle, "vin": vin, "description": "迈腾 380TSI",
                    "purpose": "demonstrator", "source": "maker", "certificate": "inHouse",
                    "arrivedOn": now.plus(-40 * Timestamp::DAY).date_in(ZONE).to_string(),
                    "guidePrice": PRICE,
                }),
            );
        }
        let route = self.chance.id();
        self.give(
            "SetDriveRoute",
            json!({
                "route": route, "name": "城区环线", "lengthHm": 86, "minutes": 20, "state": "inUse",
            }),
        );
    }

    fn shelves(&mut self) {
        let parts: Vec<Uuid> = (0..2).map(|_| self.chance.id()).collect();
        for (number, part) in parts.iter().enumerate() {
            self.give(
                "SetPart",
                json!({
                    "part": part, "number": format!("LJ-{number}"), "name": "机油滤清器", "unit": "件",
                    "origin": "original", "price": 30_000, "minimum": 0, "orderQuantity": 1_000,
                    "state": "carried",
                }),
            );
        }
        let lines: Value = parts
            .iter()
            .map(|part| json!({"part": part, "quantity": 4_000, "unitCost": 12_000}))
            .collect();
        self.give("ReceiveParts", json!({"lines": lines}));
    }
}
