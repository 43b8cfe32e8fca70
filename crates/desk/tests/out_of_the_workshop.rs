//! What the law and the house ask before, while and after a car leaves the workshop, over the real encrypted store.

mod house;

use chrono::{Days, NaiveDate};
use house::House;
use serde_json::{Value, json};

fn id() -> Value {
    json!(uuid::Uuid::now_v7())
}

/// A day before today, in Shanghai.
fn ago(days: u64) -> NaiveDate {
    chrono::Utc::now()
        .with_timezone(&chrono_tz::Asia::Shanghai)
        .date_naive()
        .checked_sub_days(Days::new(days))
        .expect("a day")
}

fn refused(house: &House, command: Value) -> Value {
    house.refused("submit", json!({ "command": command }))
}

fn register(house: &House, plate: &str) -> Value {
    let car = id();
    house.give(json!({"type": "RegisterCar", "car": car, "plate": plate, "description": "大众 迈腾"}));
    car
}

/// An order with one job of an hour, paid for as said.
fn open(house: &House, car: &Value, payer: &str, again: Option<&Value>) -> (Value, Value) {
    let (order, job) = (id(), id());
    house.give(json!({"type": "OpenRepairOrder", "repairOrder": order, "kind": "repair", "car": car,
        "jobs": [{"job": job, "words": "前制动异响", "skill": "mechanical", "minutes": 60,
            "payer": payer, "again": again}]}));
    (order, job)
}

fn done(house: &House, job: &Value) {
    house.give(json!({"type": "AuthoriseJob", "job": job, "by": "王先生", "how": "phone"}));
    house.give(json!({"type": "FinishJob", "job": job, "correction": "已修复"}));
    house.give(json!({"type": "InspectJob", "job": job, "verdict": "passed"}));
}

fn let_out(house: &House, order: &Value) {
    house.give(json!({"type": "SettleRepairOrder", "repairOrder": order}));
    house.give(json!({"type": "IssueGatePass", "gatePass": id(), "repairOrder": order}));
}

#[test]
fn the_clocks_of_a_car_stand_on_every_card_that_names_it() {
    let house = House::training();
    house.sign_in("store");
    let car = register(&house, "京A20001");
    let found = || house.ask("serviced_cars.find", json!({"text": "京A20001"}))["cars"][0].clone();
    assert_eq!(found()["clocks"]["guarantee"]["standing"], "notStated");
    house.give(json!({"type": "StateGuarantee", "car": car, "invoicedOn": ago(30),
        "boughtFor": "household"}));
    assert_eq!(found()["clocks"]["guarantee"]["standing"], "running");
    assert_eq!(found()["clocks"]["guarantee"]["stage"], "early");
    let (order, job) = open(&house, &car, "warranty", None);
    done(&house, &job);
    let_out(&house, &order);
    // Within its days and kilometres it is mended again for nothing.
    let held = found()["clocks"]["answeredFor"][0].clone();
    assert_eq!(held["job"], job);
    assert_eq!(held["payer"], "internal");
    let asked = json!({"type": "OpenRepairOrder", "repairOrder": id(), "kind": "comeback", "car": car,
        "jobs": [{"job": id(), "words": "又响", "skill": "mechanical", "minutes": 60,
            "payer": "customer", "again": job}]});
    assert_eq!(refused(&house, asked)["code"], "repairAnsweredFor");
    let (again, third) = open(&house, &car, "internal", Some(&job));
    house.give(json!({"type": "NameFault", "job": third, "again": job, "cause": "quality",
        "system": "brakes", "severity": "safety", "replaced": "mainPart", "mainPart": "制动主缸",
        "grade": "firstLevelOrMinor"}));
    let card = house.ask("repair_orders.card", json!({ "id": again }));
    assert_eq!(card["jobs"][0]["fault"]["mainPart"], "制动主缸");
    // Brakes that fail within the first sixty days give a new car or the money back.
    assert_eq!(card["car"]["clocks"]["verdict"]["remedy"], "replaceOrReturnFree");
    assert_eq!(card["car"]["clocks"]["verdict"]["article"], "23");
    assert_eq!(card["car"]["clocks"]["answeredFor"][0]["mendedIn"], third);
}
