//! What the law and the house ask before, while and after a car leaves the workshop, over the real encrypted store.

mod house;

use base64::{Engine, prelude::BASE64_STANDARD};
use chrono::{Days, NaiveDate};
use house::{House, taken_into_stock};
use image::{RgbImage, codecs::jpeg::JpegEncoder};
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
    house.give(
        json!({"type": "RegisterCar", "car": car, "plate": plate, "description": "大众 迈腾"}),
    );
    car
}

/// An order with one job of an hour, paid for as said.
fn open(house: &House, car: &Value, payer: &str, again: Option<&Value>) -> (Value, Value) {
    let (order, job) = (id(), id());
    house.give(
        json!({"type": "OpenRepairOrder", "repairOrder": order, "kind": "repair", "car": car,
        "jobs": [{"job": job, "words": "前制动异响", "skill": "mechanical", "minutes": 60,
            "payer": payer, "again": again}]}),
    );
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
    house.give(
        json!({"type": "StateGuarantee", "car": car, "invoicedOn": ago(30),
        "boughtFor": "household"}),
    );
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
    house.give(
        json!({"type": "NameFault", "job": third, "again": job, "cause": "quality",
        "system": "brakes", "severity": "safety", "replaced": "mainPart", "mainPart": "制动主缸",
        "grade": "firstLevelOrMinor"}),
    );
    let card = house.ask("repair_orders.card", json!({ "id": again }));
    assert_eq!(card["jobs"][0]["fault"]["mainPart"], "制动主缸");
    // Brakes that fail within the first sixty days give a new car or the money back.
    assert_eq!(
        card["car"]["clocks"]["verdict"]["remedy"],
        "replaceOrReturnFree"
    );
    assert_eq!(card["car"]["clocks"]["verdict"]["article"], "23");
    assert_eq!(card["car"]["clocks"]["answeredFor"][0]["mendedIn"], third);
}

#[test]
fn a_car_that_was_to_be_washed_leaves_washed_or_with_a_reason() {
    let house = House::training();
    house.sign_in("store");
    for (plate, reason) in [("京A20002", None), ("京A20003", Some("停水"))] {
        let car = register(&house, plate);
        let (order, job) = open(&house, &car, "internal", None);
        house.give(json!({"type": "AskWash", "repairOrder": order, "wash": "wanted"}));
        done(&house, &job);
        house.give(json!({"type": "SettleRepairOrder", "repairOrder": order}));
        let pass = json!({"type": "IssueGatePass", "gatePass": id(), "repairOrder": order});
        assert_eq!(refused(&house, pass.clone())["code"], "carUnwashed");
        match reason {
            None => house.give(json!({"type": "RecordWash", "repairOrder": order})),
            Some(reason) => {
                house.give(json!({"type": "LeaveUnwashed", "repairOrder": order, "reason": reason}))
            }
        };
        house.give(pass);
        let card = house.ask("repair_orders.card", json!({ "id": order }));
        let named = !card["washedByName"].as_str().unwrap_or_default().is_empty();
        assert_eq!(named, reason.is_none());
    }
}

#[test]
fn a_courtesy_car_is_lent_once_shown_on_the_order_and_taken_back() {
    let house = House::training();
    house.sign_in("store");
    let vehicle = taken_into_stock(&house, VIN);
    let order = |plate| open(&house, &register(&house, plate), "internal", None).0;
    let (first, second) = (order("京A20004"), order("京A20005"));
    let due = chrono::Utc::now().timestamp_millis() + 3 * 86_400_000;
    let lend = |order: &Value| {
        json!({"type": "LendCar", "loan": id(), "repairOrder": order, "vehicle": vehicle,
            "driver": "王先生", "licenceNumber": "110105199003077876", "classes": ["C1"],
            "validUntil": "2099-01-01", "seen": "original", "odometerKm": 5_000, "percent": 80,
            "dueAt": due})
    };
    assert_eq!(refused(&house, lend(&first))["code"], "notALoaner");
    house.give(json!({"type": "AmendVehicle", "vehicle": vehicle,
        "fields": {"purpose": {"from": "forSale", "to": "courtesy"}}}));
    assert_eq!(refused(&house, lend(&first))["code"], "loanerParticulars");
    house.give(
        json!({"type": "RegisterDemoCar", "vehicle": vehicle, "gearbox": "automatic",
        "plate": "京A12345", "covers": ["compulsory", "damage", "liability"],
        "insuredUntil": ago(0) + Days::new(300)}),
    );
    let given = lend(&first);
    house.give(given.clone());
    let choices = house.ask("loaners.choices", json!({}));
    assert_eq!(choices[0]["lentUntil"], due);
    assert_eq!(refused(&house, lend(&second))["code"], "loanerOut");
    let card = || house.ask("repair_orders.card", json!({ "id": first }))["loans"][0].clone();
    assert_eq!(card()["plate"], "京A12345");
    assert_eq!(card()["overdue"], false);
    assert_ne!(card()["loan"]["driver"], "王先生", "it is masked");
    house.give(
        json!({"type": "TakeBackCar", "loan": given["loan"], "odometerKm": 5_120,
        "percent": 60, "condition": "sound"}),
    );
    assert_eq!(card()["loan"]["returnedKm"], 5_120);
    assert!(
        !card()["takenBackByName"]
            .as_str()
            .unwrap_or_default()
            .is_empty()
    );
    let mut next = lend(&second);
    next["odometerKm"] = json!(5_120);
    house.give(next);
}

const VIN: &str = "LFV3A23C1T3000001";

/// A photograph of so many pixels, held upright: its file says that it is to be turned by a quarter.
fn photograph(width: u32, height: u32) -> String {
    let mut bytes = Vec::new();
    let picture = RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([(x % 256) as u8, (y % 256) as u8, 90])
    });
    JpegEncoder::new(&mut bytes)
        .encode_image(&picture)
        .expect("a photograph");
    // The smallest EXIF that holds orientation 6, as a camera puts it after the first two bytes.
    let exif = [
        b"\xff\xe1\0\x22Exif\0\0II*\0".as_slice(),
        &8_u32.to_le_bytes(),
        &1_u16.to_le_bytes(),
        &0x0112_u16.to_le_bytes(),
        &3_u16.to_le_bytes(),
        &1_u32.to_le_bytes(),
        &6_u32.to_le_bytes(),
        &0_u32.to_le_bytes(),
    ]
    .concat();
    let (start, rest) = bytes.split_at(2);
    BASE64_STANDARD.encode([start, &exif, rest].concat())
}

#[test]
fn a_photograph_is_turned_upright_made_small_and_shown_only_by_its_check_in() {
    let house = House::training();
    house.sign_in("store");
    let kept = house.ask(
        "repair_orders.keep_photo",
        json!({"contents": photograph(2_400, 1_200)}),
    );
    assert_eq!(
        (&kept["width"], &kept["height"]),
        (&json!(800), &json!(1_600))
    );
    for (contents, code) in [
        (BASE64_STANDARD.encode("no picture"), "photoUnreadable"),
        (
            BASE64_STANDARD.encode(vec![0; 20 * 1024 * 1024 + 1]),
            "photoTooLarge",
        ),
    ] {
        let refused = house.refused("repair_orders.keep_photo", json!({"contents": contents}));
        assert_eq!(refused["code"], code);
    }
    let car = register(&house, "京A20006");
    let check_in = id();
    let seen = |check_in: &Value, photo: &Value| {
        json!({"type": "CheckInCar", "checkIn": check_in, "car": car, "odometerKm": 10,
            "energyPercent": 50, "marks": [{"view": "rear", "x": 500, "y": 700, "kind": "dent",
            "photo": photo}]})
    };
    let unkept = refused(&house, seen(&id(), &json!("a photo")));
    assert_eq!(unkept["code"], "photoNotKept");
    house.give(seen(&check_in, &kept["photo"]));
    let shown = |check_in: &Value, size: &str| json!({"checkIn": check_in, "photo": kept["photo"], "size": size});
    for size in ["small", "whole"] {
        let photo = house.ask("repair_orders.photo", shown(&check_in, size));
        let address = photo["picture"].as_str().expect("a picture");
        let bytes = BASE64_STANDARD
            .decode(address.trim_start_matches("data:image/jpeg;base64,"))
            .expect("base64");
        let picture = image::load_from_memory(&bytes).expect("a picture");
        assert_eq!(picture.height(), if size == "small" { 240 } else { 1_600 });
    }
    let other = id();
    house.give(seen(&other, &json!("")));
    let elsewhere = house.refused("repair_orders.photo", shown(&other, "small"));
    assert_eq!(elsewhere["code"], "notFound");
}

#[test]
fn the_record_of_a_repair_is_written_and_what_is_missing_is_told() {
    let house = House::training();
    house.sign_in("store");
    let car = id();
    house.give(
        json!({"type": "RegisterCar", "car": car, "plate": "京A20007", "vin": VIN,
        "description": "大众 迈腾"}),
    );
    house.give(
        json!({"type": "CheckInCar", "checkIn": id(), "car": car, "odometerKm": 20_000,
        "energyPercent": 50, "marks": []}),
    );
    let (order, job) = open(&house, &car, "internal", None);
    house.give(
        json!({"type": "AddLine", "line": id(), "job": job, "new": {"kind": "part",
        "label": "前制动片", "reference": "5QD 698 151", "quantity": 2_000, "unitPrice": 10_000,
        "payer": "internal"}}),
    );
    let plateless = register(&house, "京A20008");
    let (bare, bare_job) = open(&house, &plateless, "internal", None);
    let export = |which: Value| {
        house.ask(
            "repair_orders.export_health_records",
            json!({"which": which, "reason": "上传维修档案"}),
        )
    };
    let early = export(json!({"of": "order", "id": order}));
    assert_eq!(early["path"], Value::Null);
    assert_eq!(early["incomplete"][0]["lacks"], json!(["left"]));
    for (order, job) in [(&order, &job), (&bare, &bare_job)] {
        done(&house, job);
        let_out(&house, order);
    }
    let written = export(json!({"of": "period", "from": ago(0), "until": ago(0)}));
    assert_eq!(written["written"], 1);
    assert_eq!(written["incomplete"][0]["repairOrder"], bare);
    assert_eq!(
        written["incomplete"][0]["lacks"],
        json!(["sheet", "vin", "odometer"])
    );
    let path = written["path"].as_str().expect("a path");
    let content = std::fs::read_to_string(path).expect("a file");
    std::fs::remove_file(path).expect("put away");
    let records: Value = serde_json::from_str(&content).expect("JSON");
    let told = &records[0]["transaction"]["body"]["reqInfo"];
    let basic = &told["basicInfo"];
    assert_eq!(basic["vehicleplatenumber"], "京A20007");
    assert_eq!(basic["vin"], VIN);
    assert_eq!(basic["repairdate"], ago(0).format("%Y%m%d").to_string());
    assert_eq!(basic["repairmileage"], "20000");
    assert_eq!(basic["faultdescription"], "前制动异响");
    assert_eq!(
        told["repairprojectlist"],
        json!([{"repairproject": "前制动异响", "workinghours": "1.00"}])
    );
    assert_eq!(
        told["vehiclepartslist"],
        json!([{"partsname": "前制动片", "partsquantity": "2.00", "partscode": "5QD 698 151"}])
    );
    // Who took it out, and why, is noted with the order.
    let log = house.ask(
        "privacy.log",
        json!({"id": order, "offset": 0, "limit": 10}),
    );
    assert_eq!(
        (&log["lines"][0]["action"], &log["lines"][0]["reason"]),
        (&json!("exported"), &json!("上传维修档案"))
    );
    house.sign_in("technician");
    let refused = house.refused(
        "repair_orders.export_health_records",
        json!({"which": {"of": "order", "id": order}, "reason": "看看"}),
    );
    assert_eq!(refused["code"], "missingRight");
}
