//! What the house has before its first day: a workshop with its people, bays and prices, two demonstrators,
//! and a few pieces of two parts. All of it is little, so that there is something to contend for.

use domain::{
    Command,
    ids::{CommandId, PersonId},
    people::{BuiltInRole, NewPerson},
    time::Timestamp,
};
use serde_json::{Value, json};

use super::{Drawing, members, promotions, vin};
use crate::{chance::Chance, desk::ZONE};

/// From half past eight to half past five, every day.
const OPENS: u32 = 8 * 60 + 30;
const CLOSES: u32 = 17 * 60 + 30;

/// What is taken from elsewhere.
pub struct Furniture<'a> {
    pub chance: &'a mut Chance,
    pub founding: CommandId,
    pub technicians: [NewPerson; 2],
    pub advisors: &'a [PersonId],
    pub today: Timestamp,
}

fn week() -> Vec<Value> {
    (1..=7)
        .map(|weekday| json!({"weekday": weekday, "from": OPENS, "until": CLOSES}))
        .collect()
}

/// The commands that furnish the house, in the order in which they are given.
pub fn furnished(with: Furniture<'_>) -> Vec<Command> {
    let mut house = House {
        chance: with.chance,
        given: Vec::new(),
    };
    house.workshop();
    let [first, second] = with.technicians.each_ref().map(|person| person.id);
    for person in with.technicians {
        let role = BuiltInRole::Technician.id(with.founding);
        house.give("AddPerson", json!({"person": person, "roles": [role]}));
    }
    for (person, skill) in [
        (first, "maintenance"),
        (first, "mechanical"),
        (second, "mechanical"),
    ] {
        let certificate = house.chance.id();
        house.give(
            "RecordCertificate",
            json!({
                "certificate": certificate, "person": person, "skill": skill,
                "title": "厂家技术培训", "issuedOn": "2026-11-01",
            }),
        );
    }
    let advisors = with.advisors.iter().map(|person| (*person, "advisor"));
    for (person, post) in [(first, "technician"), (second, "technician")]
        .into_iter()
        .chain(advisors)
    {
        let shift = house.chance.id();
        house.give(
            "SetShift",
            json!({
                "shift": shift, "person": person, "post": post, "validFrom": "2026-11-01",
                "week": week(),
            }),
        );
    }
    house.work(with.today);
    house.demonstrators(with.today);
    house.cars_and_parts();
    house.points_and_promotions(with.today);
    house.given
}

struct House<'a> {
    chance: &'a mut Chance,
    given: Vec<Command>,
}

impl House<'_> {
    fn give(&mut self, name: &str, content: Value) {
        self.given.extend(Drawing::parsed(name, content));
    }

    /// Two bays, and less than half of the day to be booked ahead.
    fn workshop(&mut self) {
        self.give(
            "SetUpWorkshop",
            json!({"terms": {
                "week": week(), "lunch": {"from": 720, "until": 780}, "statutoryDays": "open",
                "bufferMinutes": 10, "receptionMinutes": 15, "noShowMinutes": 0,
                "furthestDays": 7, "bookablePercent": 40, "followUpDays": 3,
            }}),
        );
        for (ordinal, skills) in [
            (1, vec!["maintenance", "mechanical"]),
            (2, vec!["mechanical"]),
        ] {
            let bay = self.chance.id();
            self.give(
                "SetBay",
                json!({
                    "bay": bay, "name": format!("{ordinal} 号工位"), "ordinal": ordinal,
                    "skills": skills, "state": "inUse",
                }),
            );
        }
    }

    fn work(&mut self, today: Timestamp) {
        for (code, name, skill, minutes) in [
            ("BY01", "小保养", "maintenance", 60),
            ("ZD01", "更换前制动片", "mechanical", 120),
        ] {
            let (operation, rate) = (self.chance.id(), self.chance.id());
            self.give(
                "SetStandardOperation",
                json!({
                    "operation": operation, "operationCode": code, "name": name,
                    "department": "mechanical", "skill": skill, "minutes": minutes,
                    "state": "offered",
                }),
            );
            self.give(
                "SetLabourRate",
                json!({
                    "rate": rate, "skill": skill, "perHour": 20_000,
                    "validFrom": today.date_in(ZONE).to_string(),
                }),
            );
        }
    }

    fn demonstrators(&mut self, today: Timestamp) {
        let route = self.chance.id();
        self.give(
            "SetDriveRoute",
            json!({
                "route": route, "name": "城区环线", "lengthHm": 86, "minutes": 15,
                "state": "inUse",
            }),
        );
        let arrived = today.plus(-40 * Timestamp::DAY).date_in(ZONE).to_string();
        for number in [91, 92] {
            let car = self.chance.id();
            self.give(
                "TakeIntoStock",
                json!({
                    "vehicle": car, "vin": vin(number), "description": "试驾车 迈腾",
                    "purpose": "demonstrator", "source": "maker", "certificate": "inHouse",
                    "arrivedOn": arrived,
                }),
            );
            self.give(
                "RegisterDemoCar",
                json!({
                    "vehicle": car, "gearbox": "automatic", "plate": format!("京A123{number}"),
                    "covers": ["compulsory", "damage", "liability"],
                    "insuredUntil": "2027-06-30",
                }),
            );
        }
    }

    fn cars_and_parts(&mut self) {
        for number in 0..3 {
            let car = self.chance.id();
            self.give(
                "RegisterCar",
                json!({
                    "car": car, "plate": format!("京A1000{number}"), "description": "大众 迈腾",
                }),
            );
        }
        let mut received = Vec::new();
        for (number, name) in [("5QD 698 151", "前制动片"), ("G 052 195", "机油")] {
            let part = self.chance.id();
            self.give(
                "SetPart",
                json!({
                    "part": part, "number": number, "name": name, "unit": "件",
                    "origin": "original", "price": 60_000, "minimum": 0, "orderQuantity": 1_000,
                    "state": "carried",
                }),
            );
            received.push(json!({"part": part, "quantity": 3_000, "unitCost": 30_001}));
        }
        self.give("ReceiveParts", json!({"lines": received}));
    }

    fn points_and_promotions(&mut self, today: Timestamp) {
        let today = today.date_in(ZONE);
        let policy = self.chance.id();
        self.give(
            "SetPointsPolicy",
            json!({"policy": policy, "validFrom": today, "terms": members::terms()}),
        );
        let promotions = promotions::promotions(today, || self.chance.id());
        self.given.extend(promotions);
    }
}
