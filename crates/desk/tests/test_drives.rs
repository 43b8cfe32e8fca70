//! Test drives over the real encrypted store: from the booking to the next follow-up, a time that is
//! taken with what is free beside it, keys kept back with what is missing, papers as files, and a
//! licence that goes when its time is over.

mod house;

use domain::{ids::TestDriveId, test_drives::DrivingLicence};
use house::{House, take_into_stock};
use serde_json::{Value, json};
use uuid::Uuid;

const MINUTE: i64 = 60_000;
const VIN: &str = "LFV3A23C1T3000001";
const OTHER_VIN: &str = "LFV3A23C3T3000002";

fn id() -> Value {
    json!(Uuid::now_v7())
}

/// So many minutes after ten tomorrow in Shanghai.
fn tomorrow(minutes: i64) -> i64 {
    let day = 24 * 60 * MINUTE;
    let zone = 8 * 60 * MINUTE;
    let now = chrono::Utc::now().timestamp_millis() + zone;
    (now.div_euclid(day) + 1) * day + 10 * 60 * MINUTE - zone + minutes * MINUTE
}

struct Showroom {
    house: House,
    car: Value,
    route: Value,
    customer: Value,
    lead: Value,
}

impl Showroom {
    /// Two demonstrators of which one is registered, a route, and a customer with a lead.
    fn opened() -> Self {
        let house = House::training();
        house.sign_in("manager");
        let car = demonstrator(&house, VIN);
        house.give(registered(&car));
        let route = id();
        house.give(json!({
            "type": "SetDriveRoute", "route": route, "name": "城区环线",
            "description": "店门—滨江路—店门", "lengthHm": 86, "minutes": 20, "state": "inUse",
        }));
        house.sign_in("sales");
        let (customer, lead) = (id(), id());
        house.give(json!({
            "type": "TakeInLead", "lead": lead, "customer": customer, "channel": "walkIn", "grade": "A",
            "newCustomer": {"kind": "person", "name": "王小明", "mobile": "13800000034"},
            "wanted": [{"description": "一汽-大众 迈腾 2026款 380TSI"}], "to": "me",
            "nextFollowUp": {"due": tomorrow(0), "what": "约试驾"},
        }));
        Self {
            house,
            car,
            route,
            customer,
            lead,
        }
    }

    fn booking(&self, minutes: i64) -> Value {
        json!({
            "type": "BookTestDrive", "drive": id(), "kind": "drive", "customer": self.customer,
            "vehicle": self.car, "route": self.route,
            "startsAt": tomorrow(minutes), "endsAt": tomorrow(minutes + 30),
        })
    }

    fn booked(&self, minutes: i64) -> Value {
        let booking = self.booking(minutes);
        self.house.give(booking.clone());
        booking["drive"].clone()
    }

    fn card(&self, drive: &Value) -> Value {
        self.house.ask("test_drives.card", json!({"id": drive}))
    }

    fn check_licence(&self, drive: &Value) -> Value {
        self.house.give(json!({
            "type": "CheckLicence", "drive": drive, "name": "王小明", "number": "110105199003077876",
            "classes": ["C1"], "firstIssuedOn": "2012-05-06", "validUntil": "2031-05-06", "seen": "original",
        }))
    }

    /// Issues the agreement as a file and signs it.
    fn sign(&self, drive: &Value) {
        self.house.ask(
            "papers.save",
            json!({"paper": {"form": "driveAgreement", "subject": drive}, "id": id()}),
        );
        let issued = self.card(drive)["agreement"].clone();
        assert!(issued.is_object(), "the agreement was issued");
        self.house.give(json!({
            "type": "SignAgreement", "drive": drive, "paper": issued["paper"], "sha256": issued["sha256"],
        }));
    }
}

fn demonstrator(house: &House, vin: &str) -> Value {
    let mut command = take_into_stock(vin);
    command["purpose"] = json!("demonstrator");
    house.give(command.clone());
    command["vehicle"].clone()
}

fn registered(car: &Value) -> Value {
    json!({
        "type": "RegisterDemoCar", "vehicle": car, "gearbox": "automatic", "plate": "京A12345",
        "covers": ["compulsory", "damage", "liability"], "insuredUntil": "2029-06-30",
    })
}

#[test]
fn a_drive_goes_from_its_booking_to_the_next_follow_up() {
    let showroom = Showroom::opened();
    let house = &showroom.house;
    let drive = showroom.booked(0);
    let card = showroom.card(&drive);
    assert_eq!(card["drive"]["state"], "booked");
    assert_eq!(card["customerName"], "王*明", "{card}");
    assert_eq!(card["drive"]["lead"], showroom.lead);
    assert_eq!(card["missing"], json!(["licence", "agreement"]));
    showroom.check_licence(&drive);
    let licence = &showroom.card(&drive)["licence"];
    assert_eq!(
        (&licence["name"], &licence["number"]),
        (&json!("王*明"), &json!("110***********7876"))
    );
    showroom.sign(&drive);
    assert_eq!(showroom.card(&drive)["missing"], json!([]));
    house.give(json!({"type": "HandOutKeys", "drive": drive, "odometerKm": 1_208, "percent": 86}));
    let board = house.ask("test_drives.board", json!({"from": null, "days": 1}));
    assert_eq!(board["out"][0]["id"], drive);
    house.give(json!({
        "type": "ReturnKeys", "drive": drive, "odometerKm": 1_217, "percent": 82, "condition": "sound",
    }));
    let due = tomorrow(24 * 60);
    house.give(json!({
        "type": "RecordFeedback", "drive": drive, "score": 5, "feedback": "动力很好",
        "aspects": [{"aspect": "power", "score": 5}], "nextFollowUp": {"due": due, "what": "报价"},
    }));
    assert_eq!(showroom.card(&drive)["drive"]["state"], "finished");
    let customer = house.ask("customers.card", json!({"id": showroom.customer}));
    assert_eq!(customer["leads"][0]["state"], "testDriven");
    assert_eq!(customer["leads"][0]["nextFollowUp"], due);
    let of = house.ask(
        "test_drives.of",
        json!({"of": "customer", "id": showroom.customer}),
    );
    assert_eq!(of[0]["id"], drive);
}

#[test]
fn a_time_that_is_taken_is_refused_with_who_has_it_and_what_is_free() {
    let showroom = Showroom::opened();
    let drive = showroom.booked(60);
    let refusal = showroom
        .house
        .refused("submit", json!({"command": showroom.booking(75)}));
    assert_eq!(refusal["code"], "driveCarTaken");
    assert_eq!(refusal["values"]["drive"], drive);
    let asked = json!({
        "vehicle": showroom.car, "consultant": showroom.card(&drive)["drive"]["consultant"],
        "startsAt": tomorrow(75), "endsAt": tomorrow(105),
    });
    let free = showroom.house.ask("test_drives.free", asked);
    assert_eq!(free["held"]["drive"], drive);
    assert_eq!(free["free"], refusal["values"]["free"]);
    // What is offered can be had.
    let offered = free["free"][0].as_i64().expect("an instant");
    let mut booking = showroom.booking(0);
    booking["startsAt"] = json!(offered);
    booking["endsAt"] = json!(offered + 30 * MINUTE);
    showroom.house.give(booking);
}

#[test]
fn the_board_shows_both_lanes_and_my_day_the_drive() {
    let showroom = Showroom::opened();
    let drive = showroom.booked(0);
    let day = chrono::DateTime::from_timestamp_millis(tomorrow(0) + 8 * 60 * MINUTE)
        .expect("a day")
        .date_naive();
    let board = showroom
        .house
        .ask("test_drives.board", json!({"from": day, "days": 7}));
    assert_eq!(board["days"].as_array().map(Vec::len), Some(7));
    assert_eq!(board["drives"][0]["id"], drive);
    assert_eq!(board["cars"][0]["plate"], "京A12345");
    let names: Vec<&str> = board["colleagues"]
        .as_array()
        .expect("colleagues")
        .iter()
        .filter_map(|person| person["name"].as_str())
        .collect();
    assert!(names.len() >= 2, "{names:?}");
    let list = showroom.house.ask(
        "test_drives.list",
        json!({"filters": {"state": ["booked"]}, "text": "", "sort": null, "offset": 0, "limit": 50}),
    );
    assert_eq!(
        (&list["total"], &list["rows"][0]["id"]),
        (&json!(1), &drive)
    );
}

#[test]
fn a_car_without_particulars_keeps_its_keys() {
    let showroom = Showroom::opened();
    showroom.house.sign_in("manager");
    let other = demonstrator(&showroom.house, OTHER_VIN);
    showroom.house.sign_in("sales");
    let mut booking = showroom.booking(0);
    booking["vehicle"] = other.clone();
    booking["kind"] = json!("ride");
    showroom.house.give(booking.clone());
    let drive = booking["drive"].clone();
    showroom.sign(&drive);
    let keys = json!({"type": "HandOutKeys", "drive": drive, "odometerKm": 10});
    let refusal = showroom.house.refused("submit", json!({"command": keys}));
    assert_eq!(
        (&refusal["code"], &refusal["values"]["missing"]),
        (&json!("keysNotYet"), &json!("carParticulars"))
    );
    // Only whoever edits the stock writes them down.
    let refusal = showroom
        .house
        .refused("submit", json!({"command": registered(&other)}));
    assert_eq!(refusal["code"], "missingRight");
    showroom.house.sign_in("manager");
    showroom.house.give(registered(&other));
    showroom.house.give(keys);
}

#[test]
fn an_agreement_that_says_something_else_by_now_has_to_be_printed_anew() {
    let showroom = Showroom::opened();
    let drive = showroom.booked(0);
    showroom.check_licence(&drive);
    showroom.house.ask(
        "papers.save",
        json!({"paper": {"form": "driveAgreement", "subject": drive}, "id": id()}),
    );
    assert!(showroom.card(&drive)["agreement"].is_object());
    showroom.house.give(json!({
        "type": "RebookTestDrive", "drive": drive, "startsAt": tomorrow(60), "endsAt": tomorrow(90),
    }));
    assert!(showroom.card(&drive)["agreement"].is_null());
}

#[test]
fn every_paper_of_a_drive_is_made_in_the_customers_language() {
    let showroom = Showroom::opened();
    let drive = showroom.booked(0);
    showroom.check_licence(&drive);
    for (form, title) in [
        ("driveAgreement", "试乘试驾协议书"),
        ("driveRegister", "试乘试驾登记表"),
        ("driveFeedback", "试乘试驾反馈表"),
    ] {
        let shown = showroom
            .house
            .ask("papers.preview", json!({"form": form, "subject": drive}));
        assert!(
            shown["title"]
                .as_str()
                .is_some_and(|told| told.starts_with(title)),
            "{}",
            shown["title"]
        );
        assert!(shown["pages"].as_u64().is_some_and(|pages| pages >= 1));
    }
}

#[test]
fn a_licence_whose_time_is_over_goes_when_somebody_signs_in() {
    let showroom = Showroom::opened();
    let drive = showroom.booked(0);
    showroom.check_licence(&drive);
    let key: TestDriveId = serde_json::from_value(drive.clone()).expect("an id");
    showroom
        .house
        .desk()
        .write_rows(|writing, lane| {
            let mut licence: DrivingLicence =
                store::rows::entity(writing.connection(), key)?.expect("the licence");
            licence.keep_until = chrono::NaiveDate::from_ymd_opt(2026, 1, 1);
            store::rows::put(
                writing.connection(),
                <DrivingLicence as domain::entity::Entity>::TABLE,
                lane,
                &domain::entity::Entity::to_row(&licence),
            )
        })
        .expect("written");
    showroom.house.sign_in("manager");
    let licence = showroom.card(&drive)["licence"].clone();
    assert_eq!(
        (&licence["name"], &licence["number"]),
        (&json!(""), &json!(""))
    );
    assert_eq!(showroom.card(&drive)["missing"][0], "licence");
}

#[test]
fn the_report_counts_each_drive_once_and_opens_it() {
    let showroom = Showroom::opened();
    let (first, second) = (showroom.booked(0), showroom.booked(60));
    showroom
        .house
        .give(json!({"type": "CancelTestDrive", "drive": second, "reason": "客户出差"}));
    showroom.house.sign_in("manager");
    let today = chrono::Utc::now().date_naive();
    for by in ["car", "consultant"] {
        let asked = json!({
            "report": "testDrives", "language": "zh-CN",
            "filters": {"from": today, "until": today + chrono::Days::new(3), "by": by},
        });
        let table = showroom.house.ask("reports.run", asked.clone());
        assert_eq!(table["records"], 2, "{table}");
        let totals: Vec<&Value> = (1..5).map(|column| &table["totals"][column]).collect();
        assert_eq!(
            totals,
            [&json!(2), &json!(0), &json!(0), &json!(1)],
            "{table}"
        );
        let rows = showroom.house.ask("reports.rows", asked);
        assert_eq!(
            (&rows["rows"][0]["kind"], &rows["rows"][0]["id"]),
            (&json!("test_drive"), &first)
        );
    }
}
