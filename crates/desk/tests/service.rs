//! The service department over the real encrypted store: the workshop is set up, a car is booked in by real
//! capacity, taken in, worked on, inspected, settled, paid and let out.

mod house;

use chrono::{Days, NaiveDate, TimeZone};
use house::House;
use serde_json::{Value, json};

fn id() -> Value {
    json!(uuid::Uuid::now_v7())
}

/// A day from today on, in Shanghai.
fn day(ahead: u64) -> NaiveDate {
    chrono::Utc::now()
        .with_timezone(&chrono_tz::Asia::Shanghai)
        .date_naive()
        .checked_add_days(Days::new(ahead))
        .expect("a day")
}

fn at(ahead: u64, hour: u32, minute: u32) -> i64 {
    let local = day(ahead).and_hms_opt(hour, minute, 0).expect("a time");
    chrono_tz::Asia::Shanghai
        .from_local_datetime(&local)
        .earliest()
        .expect("an instant")
        .timestamp_millis()
}

fn week() -> Value {
    (1..=7)
        .map(|weekday| json!({"weekday": weekday, "from": 510, "until": 1050}))
        .collect()
}

/// Who signs in by this name.
fn person(house: &House, sign_in_name: &str) -> Value {
    let state = house.ask("session.state", json!({}));
    let people = state["people"].as_array().expect("people");
    let found = people
        .iter()
        .find(|person| person["signInName"] == sign_in_name);
    found.map_or_else(
        || panic!("no {sign_in_name} in {people:?}"),
        |person| person["id"].clone(),
    )
}

fn refused(house: &House, command: Value) -> Value {
    house.refused("submit", json!({ "command": command }))
}

/// One bay, one technician, one advisor, a service of an hour and a brake job of three.
struct Workshop {
    house: House,
    lane: Value,
    bay: Value,
    me: Value,
    service: Value,
    brakes: Value,
}

impl Workshop {
    fn set_up() -> Self {
        let house = House::training();
        let me = person(&house, "technician");
        let other = person(&house, "service");
        house.sign_in("store");
        let lane = house.ask("dealership.settings", json!({}))["id"].clone();
        house.give(json!({"type": "SetUpWorkshop", "terms": {
            "week": week(), "lunch": {"from": 720, "until": 780}, "statutoryDays": "open",
            "bufferMinutes": 10, "receptionMinutes": 15, "noShowMinutes": 30,
            "furthestDays": 60, "bookablePercent": 100, "followUpDays": 3,
        }}));
        let (bay, service, brakes) = (id(), id(), id());
        house.give(
            json!({"type": "SetBay", "bay": bay, "name": "1 号工位", "ordinal": 1,
            "skills": ["maintenance", "mechanical"], "state": "inUse"}),
        );
        for (person, post) in [(&me, "technician"), (&other, "advisor")] {
            house.give(
                json!({"type": "SetShift", "shift": id(), "person": person, "post": post,
                "validFrom": day(0), "week": week()}),
            );
        }
        for skill in ["maintenance", "mechanical"] {
            house.give(
                json!({"type": "RecordCertificate", "certificate": id(), "person": me,
                "skill": skill, "title": "厂家培训", "issuedOn": day(0)}),
            );
            house.give(
                json!({"type": "SetLabourRate", "rate": id(), "skill": skill,
                "validFrom": day(0), "perHour": 20_000}),
            );
        }
        for (operation, name, skill, minutes) in [
            (&service, "小保养", "maintenance", 60),
            (&brakes, "更换制动片", "mechanical", 180),
        ] {
            house.give(
                json!({"type": "SetStandardOperation", "operation": operation,
                "operationCode": name, "name": name, "department": "mechanical", "skill": skill,
                "minutes": minutes, "state": "offered"}),
            );
        }
        Self {
            house,
            lane,
            bay,
            me,
            service,
            brakes,
        }
    }

    fn car(&self, plate: &str) -> Value {
        let car = id();
        self.house
            .give(json!({"type": "RegisterCar", "car": car, "plate": plate,
            "description": "大众 迈腾"}));
        car
    }

    fn booking(&self, car: &Value, operation: &Value, starts_at: i64) -> Value {
        json!({"type": "BookService", "booking": id(), "dealership": self.lane, "car": car,
            "called": "王先生", "jobs": [{"operation": operation}], "startsAt": starts_at,
            "transport": "waits", "overbooking": "refused"})
    }
}

#[test]
fn a_day_shows_its_fill_and_a_full_one_is_refused_with_the_earliest_promise() {
    let workshop = Workshop::set_up();
    let (first, second) = (workshop.car("京A10001"), workshop.car("京A10002"));
    let booked = workshop.booking(&first, &workshop.brakes, at(1, 9, 0));
    workshop.house.give(booked.clone());
    workshop
        .house
        .give(workshop.booking(&second, &workshop.brakes, at(1, 13, 0)));
    let fill = workshop.house.ask("workshops.day", json!({"day": day(1)}));
    assert_eq!(fill["bookedMinutes"], 360);
    assert_eq!(fill["bookings"].as_array().map(Vec::len), Some(2));
    let third = workshop.car("京A10003");
    let refused = refused(
        &workshop.house,
        workshop.booking(&third, &workshop.brakes, at(1, 8, 30)),
    );
    assert_eq!(refused["code"], "capacityShort");
    assert_eq!(refused["values"]["minutes"], 60);
    assert_eq!(refused["values"]["earliest"], at(2, 8, 30));
    let promise = workshop.house.ask(
        "workshops.earliest",
        json!({"jobs": [{"operation": workshop.brakes}], "notBefore": at(1, 0, 0)}),
    );
    assert_eq!(promise["slot"]["startsAt"], at(2, 8, 30));
    // What is cancelled can be booked by somebody else.
    workshop.house.give(
        json!({"type": "CancelBooking", "booking": booked["booking"],
        "reason": "客户出差"}),
    );
    workshop
        .house
        .give(workshop.booking(&third, &workshop.brakes, at(1, 8, 30)));
}

#[test]
fn a_car_goes_from_the_booking_to_the_gate() {
    let workshop = Workshop::set_up();
    let house = &workshop.house;
    let car = workshop.car("京A10001");
    let booking = workshop.booking(&car, &workshop.service, at(1, 9, 0));
    house.give(booking.clone());
    let (check_in, order) = (id(), id());
    house.give(
        json!({"type": "CheckInCar", "checkIn": check_in, "car": car,
        "booking": booking["booking"], "broughtBy": "王先生", "odometerKm": 20_000,
        "energyPercent": 40, "belongings": "雨伞", "concern": "到期保养",
        "marks": [{"view": "left", "x": 300, "y": 400, "kind": "scratch"}]}),
    );
    house.give(
        json!({"type": "OpenRepairOrder", "repairOrder": order, "kind": "scheduledService",
        "car": car, "booking": booking["booking"], "checkIn": check_in, "jobs": []}),
    );
    let card = || house.ask("repair_orders.card", json!({"id": order}));
    let job = card()["jobs"][0]["job"]["id"].clone();
    assert_eq!(card()["order"]["total"], 20_000);
    house.give(json!({"type": "AuthoriseJob", "job": job, "by": "王先生", "how": "signature"}));
    let board = || house.ask("workshops.board", json!({"day": day(1)}));
    assert_eq!(board()["waiting"].as_array().map(Vec::len), Some(1));
    house.give(json!({"type": "PlanJob", "job": job, "bay": workshop.bay,
        "technician": workshop.me, "startsAt": at(1, 9, 0)}));
    let blocks = board()["blocks"].clone();
    let bays = blocks
        .as_array()
        .expect("blocks")
        .iter()
        .filter(|block| block["kind"] == "bay")
        .count();
    assert_eq!(
        bays, 1,
        "the job has the bay that the booking kept: {blocks}"
    );
    assert_eq!(board()["waiting"], json!([]));
    house.give(json!({"type": "FinishJob", "job": job, "correction": "已保养"}));
    let early = refused(
        house,
        json!({"type": "SettleRepairOrder", "repairOrder": order}),
    );
    assert_eq!(early["code"], "jobsOpen");
    house.give(json!({"type": "InspectJob", "job": job, "verdict": "passed"}));
    house.give(json!({"type": "SettleRepairOrder", "repairOrder": order}));
    let pass = json!({"type": "IssueGatePass", "gatePass": id(), "repairOrder": order});
    assert_eq!(refused(house, pass.clone())["code"], "sheetUnpaid");
    let sheet = card()["sheets"][0]["sheet"].clone();
    assert_eq!(sheet["amount"], 20_000);
    house.give(
        json!({"type": "PaySettlement", "payment": id(), "settlement": sheet["id"],
        "amount": 20_000, "method": "cash"}),
    );
    let cash = house.ask("cash.day", json!({"day": day(0)}));
    assert_eq!(cash["cashDay"]["cash"], 20_000, "{cash}");
    let no_pass = house.refused(
        "papers.preview",
        json!({"form": "gatePass", "subject": order}),
    );
    assert_eq!(no_pass["code"], "notFound");
    house.give(pass);
    assert_eq!(card()["order"]["state"], "left");
    for (form, subject, title) in [
        ("serviceAppointment", &booking["booking"], "服务预约单"),
        ("checkInRecord", &order, "接车检查单"),
        ("repairEstimate", &order, "维修估价单"),
        ("repairAuthorisation", &order, "维修委托书"),
        ("supplementaryWork", &order, "维修增项单"),
        ("workOrder", &order, "派工单"),
        ("finalInspection", &order, "终检单"),
        ("repairSettlement", &sheet["id"], "维修结算单"),
        ("gatePass", &order, "出门证"),
    ] {
        let shown = house.ask("papers.preview", json!({"form": form, "subject": subject}));
        let told = shown["title"].as_str().unwrap_or_default();
        assert!(told.starts_with(title), "{form} is called {told}");
        assert_eq!(shown["pages"], 1, "{form}");
    }
    let list = house.ask(
        "repair_orders.list",
        json!({"filters": {}, "text": "", "sort": null, "offset": 0, "limit": 50}),
    );
    assert_eq!(list["totals"]["total"], 20_000);
    let found = house.ask("serviced_cars.find", json!({"text": "京A·10001"}));
    assert_eq!(found["cars"][0]["odometerKm"], 20_000);
    assert_eq!(found["cars"][0]["visits"][0]["state"], "left");
}

#[test]
fn the_box_finds_what_is_expected_and_what_is_in_the_workshop() {
    let workshop = Workshop::set_up();
    let house = &workshop.house;
    let found = |typed: &str| -> Vec<String> {
        let answer = house.ask("search.all", json!({"text": typed, "limit": 5}));
        let hits = answer["hits"].as_array().expect("hits").iter();
        hits.map(|hit| format!("{} {}", hit["kind"], hit["detail"]).replace('"', ""))
            .collect()
    };
    let car = workshop.car("京A10001");
    let booking = workshop.booking(&car, &workshop.service, at(1, 9, 0));
    house.give(booking.clone());
    let expected = format!("service_booking {} · 大众 迈腾 · 京A***01", day(1));
    assert_eq!(
        found("A10001"),
        std::slice::from_ref(&expected),
        "by its plate"
    );
    assert_eq!(found("wxs"), [expected], "by the initials of who booked");
    let order = id();
    house.give(
        json!({"type": "OpenRepairOrder", "repairOrder": order, "kind": "scheduledService",
        "car": car, "booking": booking["booking"], "jobs": [], "odometerKm": 20_000}),
    );
    assert_eq!(
        found("A10001"),
        ["repair_order 大众 迈腾 · 京A***01"],
        "the car is here: its order is what one looks for"
    );
    let number = house.ask("repair_orders.card", json!({"id": order}))["order"]["number"].clone();
    assert_eq!(
        found(number.as_str().expect("a number")),
        ["repair_order 大众 迈腾 · 京A***01"]
    );
    // Who may not see the service department finds nothing of it.
    house.sign_in("cashier");
    assert_eq!(found("A10001"), Vec::<String>::new());
}
