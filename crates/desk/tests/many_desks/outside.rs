//! What is asked for through the public routes, over TLS: it is at the desk live, of two who want the last slot one
//! has it, and a desk that booked without a line meanwhile hears what is free beside it.

use chrono::{Days, NaiveDate, TimeZone};
use serde_json::{Value, json};

use crate::world::{Platform, Workstation, everything};

const HOUSE: &str = "/public/v1/dealerships/HY";

fn id() -> Value {
    json!(uuid::Uuid::now_v7())
}

fn tomorrow() -> NaiveDate {
    chrono::Utc::now()
        .with_timezone(&chrono_tz::Asia::Shanghai)
        .date_naive()
        .checked_add_days(Days::new(1))
        .expect("a day")
}

/// A time of tomorrow in Shanghai, as the public routes write it and in milliseconds.
fn at(hour: u32, minute: u32) -> (String, i64) {
    let local = tomorrow().and_hms_opt(hour, minute, 0).expect("a time");
    let instant = chrono_tz::Asia::Shanghai
        .from_local_datetime(&local)
        .earliest()
        .expect("an instant");
    (instant.to_rfc3339(), instant.timestamp_millis())
}

fn demonstrator(desk: &Workstation) -> (Value, Value) {
    let (car, route) = (id(), id());
    desk.give(json!({
        "type": "TakeIntoStock", "vehicle": car, "vin": "LFV3A23C1T3000001", "description": "一汽-大众 迈腾",
        "purpose": "demonstrator", "source": "maker", "arrivedOn": "2026-01-05", "certificate": "inHouse",
    }));
    desk.give(json!({
        "type": "SetDriveRoute", "route": route, "name": "城区环线", "lengthHm": 86, "minutes": 20,
        "state": "inUse",
    }));
    desk.is_level();
    (car, route)
}

fn drive(key: &str, mobile: &str, hour: u32) -> Value {
    json!({"key": key, "name": "赵敏", "mobile": mobile, "startsAt": at(hour, 0).0})
}

#[test]
fn a_drive_that_is_asked_for_outside_is_at_the_desk_live_and_the_last_slot_is_given_once() {
    let platform = Platform::new();
    let first = Workstation::with_dealership();
    first.bring_to(&platform);
    let (car, _) = demonstrator(&first);
    let path = format!("{HOUSE}/test-drives");
    let (status, booked) = platform.post(&path, &drive("shop-1", "13900000001", 11));
    assert_eq!(status, 201, "{booked}");
    let list = first.waits_for("test_drives.list", &everything(), |list| list["total"] == 1);
    assert_eq!(list["rows"][0]["number"], booked["number"]);
    assert_eq!(list["rows"][0]["vehicle"], car);
    let leads = first.ask("leads.list", everything());
    assert_eq!(leads["rows"][0]["channel"], "ownShop");

    let (status, problem) = platform.post(&path, &drive("shop-2", "13900000002", 11));
    assert_eq!((status, problem["code"].as_str()), (409, Some("slotFull")));
    // The desk finds the same time taken, and the same times free beside it.
    let asked = json!({
        "vehicle": car, "consultant": list["rows"][0]["consultant"],
        "startsAt": at(11, 0).1, "endsAt": at(11, 30).1,
    });
    let free = first.ask("test_drives.free", asked);
    assert_eq!(free["held"]["number"], booked["number"]);
    let named: Vec<i64> = problem["free"]
        .as_array()
        .expect("times")
        .iter()
        .filter_map(|time| chrono::DateTime::parse_from_rfc3339(time.as_str()?).ok())
        .map(|time| time.timestamp_millis())
        .collect();
    assert_eq!(free["free"], json!(named));
    assert_eq!(platform.proof(platform.lanes()[0]).broken, None);
}

#[test]
fn a_desk_that_booked_without_a_line_finds_its_drive_in_the_attention_list_with_what_is_free() {
    let mut platform = Platform::new();
    let first = Workstation::with_dealership();
    first.bring_to(&platform);
    let (car, route) = demonstrator(&first);
    let (customer, mine) = (id(), id());
    platform.pull_the_plug();
    first.give(json!({
        "type": "AddCustomer", "customer": customer,
        "details": {"kind": "person", "name": "王小明", "mobile": "13800000034"},
    }));
    first.give(json!({
        "type": "BookTestDrive", "drive": mine, "kind": "drive", "customer": customer, "vehicle": car,
        "route": route, "startsAt": at(11, 0).1, "endsAt": at(11, 30).1,
    }));
    first.waits_for("sync.state", &json!({}), |state| {
        state["phase"] == "noLine" && state["waiting"] == 2
    });
    let command = RequestAtTheNode::of(&platform, 11);
    let number = command.is_given();
    platform.plug_in();
    first.ask("sync.retry", json!({}));
    let list = first.waits_for("attentions.list", &json!({}), |list| {
        list["open"].as_array().is_some_and(|open| !open.is_empty())
    });
    let why = &list["open"][0]["attention"]["reasons"][0];
    assert_eq!(why["code"], "driveCarTaken");
    assert_eq!(why["values"]["number"], json!(number), "who has it");
    assert_eq!(
        why["values"]["nearest"],
        json!(at(10, 15).1),
        "what is free beside it"
    );
    first.is_level();
    assert_eq!(first.ask("test_drives.list", everything())["total"], 1);
}

/// The same request, given at the node while no desk can reach it.
struct RequestAtTheNode<'a> {
    platform: &'a Platform,
    command: domain::Command,
}

impl<'a> RequestAtTheNode<'a> {
    fn of(platform: &'a Platform, hour: u32) -> Self {
        let command = serde_json::from_value(json!({
            "type": "RequestTestDrive", "drive": id(), "kind": "drive", "startsAt": at(hour, 0).1,
            "by": {"customer": id(), "lead": id(), "name": "赵敏", "mobile": "13900000001", "language": "zh-CN"},
        }))
        .expect("a request");
        Self { platform, command }
    }

    /// The number under which it is booked.
    fn is_given(self) -> String {
        let lane = self.platform.lanes()[0];
        let given = self
            .platform
            .block_on(self.platform.node.give(lane, self.command))
            .expect("it is given");
        assert!(
            matches!(given.verdict, protocol::ledger::Verdict::Accepted(_)),
            "{:?}",
            given.verdict
        );
        match given.given {
            domain::Command::RequestTestDrive(request) => request.number,
            other => panic!("{} was given", other.name()),
        }
    }
}

#[test]
fn a_car_that_is_booked_in_outside_takes_of_the_day_that_the_desk_shows() {
    let platform = Platform::new();
    let first = Workstation::with_dealership();
    first.bring_to(&platform);
    let me = first.ask("session.state", json!({}))["people"][0]["id"].clone();
    let technician = id();
    let week: Value = (1..=7)
        .map(|weekday| json!({"weekday": weekday, "from": 510, "until": 1050}))
        .collect();
    let mut commands = vec![
        json!({"type": "AddPerson", "roles": [], "person": {
            "id": technician, "name": "李薇", "signInName": "li.wei", "key": {
                "publicKey": "11".repeat(32), "wrappedKey": "00".repeat(48), "salt": "00".repeat(16),
            },
        }}),
        json!({"type": "SetUpWorkshop", "terms": {
            "week": week, "lunch": {"from": 720, "until": 780}, "statutoryDays": "open",
            "bufferMinutes": 10, "receptionMinutes": 15, "noShowMinutes": 30, "furthestDays": 60,
            "bookablePercent": 100, "followUpDays": 3,
        }}),
        json!({"type": "SetBay", "bay": id(), "name": "1 号工位", "ordinal": 1,
            "skills": ["maintenance"], "state": "inUse"}),
        json!({"type": "RecordCertificate", "certificate": id(), "person": technician,
            "skill": "maintenance", "title": "厂家培训", "issuedOn": "2026-11-01"}),
        json!({"type": "SetStandardOperation", "operation": id(), "operationCode": "BY-60",
            "name": "小保养", "department": "mechanical", "skill": "maintenance", "minutes": 60,
            "state": "offered"}),
    ];
    commands.extend(
        [("technician", &technician), ("advisor", &me)].map(|(post, person)| {
            json!({"type": "SetShift", "shift": id(), "person": person, "post": post,
            "validFrom": "2026-11-01", "week": week})
        }),
    );
    for command in commands {
        first.give(command);
    }
    first.is_level();
    let request = |key: &str, plate: &str| {
        json!({
            "key": key, "name": "赵敏", "mobile": "13900000001", "plate": plate, "car": "大众 朗逸",
            "operations": ["BY-60"], "startsAt": at(9, 0).0,
        })
    };
    let path = format!("{HOUSE}/service");
    let (status, booked) = platform.post(&path, &request("shop-1", "京A12345"));
    assert_eq!(status, 201, "{booked}");
    let fill = first.waits_for("workshops.day", &json!({"day": tomorrow()}), |fill| {
        fill["bookedMinutes"] == 60
    });
    assert_eq!(fill["bookings"].as_array().map(Vec::len), Some(1));
    let (status, problem) = platform.post(&path, &request("shop-2", "京A54321"));
    assert_eq!(
        (status, problem["code"].as_str()),
        (409, Some("slotFull")),
        "{problem}"
    );
}
