//! What shops and portals ask of a dealership through the public routes, on either engine: decided by the same
//! rules against the same cars, people and bays as what desks book, taken in once, and telling nothing of others.

mod common;

use std::{net::SocketAddr, num::NonZeroU32, sync::Arc};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{Method, Request, header},
    response::Response,
};
use common::{Desk, House, MORNING, engines::Private};
use domain::{
    Command,
    attentions::{Attention, AttentionState},
    entity::Entity,
    ids::{AttentionId, RecordId},
    leads::Lead,
    service_bookings::{BookingState, ServiceBooking},
    tasks::{Task, TaskKind},
    test_drives::{DriveState, TestDrive},
    time::Timestamp,
};
use platform::{
    node::Node,
    server::{Before, Limits, Measures, Served, router},
    verify,
};
use serde_json::{Value, json};
use tower::ServiceExt;
use uuid::Uuid;

common::on_both_engines![
    a_drive_that_is_asked_for_is_at_the_desk_and_no_longer_free,
    of_two_who_ask_for_the_last_car_one_has_it_and_the_other_hears_what_is_free,
    what_is_sent_again_under_its_key_is_booked_once,
    a_desk_that_booked_offline_meanwhile_hears_what_is_free_beside_it,
    the_workshop_is_booked_by_its_capacity_and_a_full_time_names_others,
    a_car_that_is_ordered_is_a_lead_and_a_call_at_the_desk,
    nothing_is_told_of_others_and_no_price,
    what_is_wrong_is_said_in_the_language_that_was_asked_for,
    who_asks_too_often_is_told_when_to_come_again_and_nothing_is_looked_up,
];

const CODE: &str = "/public/v1/dealerships/XC";

/// The public routes of a node whose clock stands at [`MORNING`], ten o'clock in Shanghai.
struct Outside<E> {
    node: Arc<Node<E>>,
    router: Router,
}

impl<E: Private> Outside<E> {
    async fn of(house: &House<E>) -> Self {
        let engine = E::again(&house.ground).await;
        let node = Arc::new(Node::by_clock(engine, || MORNING).await.expect("a node"));
        let unlimited = Limits::new(Measures::all(NonZeroU32::MAX), Before::Nobody);
        Self::within(node, unlimited)
    }

    fn within(node: Arc<Node<E>>, limits: Limits) -> Self {
        let served = Served::new(Arc::clone(&node), "https://localhost", None);
        let router = router(served, &Arc::new(limits));
        Self { node, router }
    }

    async fn raw(&self, request: Request<Body>) -> Response {
        self.router
            .clone()
            .oneshot(request)
            .await
            .expect("an answer")
    }

    async fn send(&self, request: Request<Body>) -> (u16, Value) {
        let answer = self.raw(request).await;
        let status = answer.status().as_u16();
        let kind = answer.headers()[header::CONTENT_TYPE].clone();
        if status >= 400 {
            assert_eq!(kind, "application/problem+json", "{status}");
        }
        let bytes = to_bytes(answer.into_body(), 1 << 20).await.expect("a body");
        (status, serde_json::from_slice(&bytes).expect("JSON"))
    }

    async fn get(&self, path: &str) -> (u16, Value) {
        let request = Request::get(format!("{CODE}/{path}"))
            .body(Body::empty())
            .expect("a request");
        self.send(request).await
    }

    async fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        self.post_in("zh-CN", path, body).await
    }

    async fn post_in(&self, language: &str, path: &str, body: &Value) -> (u16, Value) {
        let request = Request::builder()
            .method(Method::POST)
            .uri(format!("{CODE}/{path}"))
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT_LANGUAGE, language)
            .body(Body::from(body.to_string()))
            .expect("a request");
        self.send(request).await
    }
}

fn command(content: Value) -> Command {
    serde_json::from_value(content).expect("a command")
}

/// One demonstrator, one route, and one colleague who goes along: the administrator.
async fn showroom<E: Private>(house: &House<E>, desk: &Desk) -> Uuid {
    let car = Uuid::now_v7();
    for content in [
        json!({
            "type": "TakeIntoStock", "vehicle": car, "vin": "LFV3A23C1T3000001", "description": "迈腾",
            "purpose": "demonstrator", "source": "maker", "arrivedOn": "2026-01-05", "certificate": "inHouse",
            "guidePrice": 21_990_000, "cost": {"purchasePrice": 18_000_000},
        }),
        json!({
            "type": "SetDriveRoute", "route": Uuid::now_v7(), "name": "城区环线", "lengthHm": 86,
            "minutes": 20, "state": "inUse",
        }),
    ] {
        desk.give(command(content));
    }
    house.exchange(desk).await;
    car
}

/// One bay, one technician for maintenance, the administrator who receives the cars; a service of an hour.
async fn workshop<E: Private>(house: &House<E>, desk: &Desk) {
    let week: Value = (1..=7)
        .map(|weekday| json!({"weekday": weekday, "from": 510, "until": 1050}))
        .collect();
    let Command::AddPerson(technician) = common::colleague("李薇", house) else {
        unreachable!("it is a colleague")
    };
    let works = technician.person.id;
    desk.give(Command::AddPerson(technician));
    let mut contents = vec![
        json!({"type": "SetUpWorkshop", "terms": {
            "week": week, "lunch": {"from": 720, "until": 780}, "statutoryDays": "open",
            "bufferMinutes": 10, "receptionMinutes": 15, "noShowMinutes": 30, "furthestDays": 60,
            "bookablePercent": 100, "followUpDays": 3,
        }}),
        json!({"type": "SetBay", "bay": Uuid::now_v7(), "name": "1 号工位", "ordinal": 1,
            "skills": ["maintenance"], "state": "inUse"}),
        json!({"type": "RecordCertificate", "certificate": Uuid::now_v7(), "person": works,
            "skill": "maintenance", "title": "厂家培训", "issuedOn": "2026-11-01"}),
        json!({"type": "SetStandardOperation", "operation": Uuid::now_v7(), "operationCode": "BY-60",
            "name": "小保养", "department": "mechanical", "skill": "maintenance", "minutes": 60,
            "state": "offered"}),
    ];
    let shifts = [("technician", works), ("advisor", house.administrator)];
    contents.extend(shifts.map(|(post, person)| {
        json!({"type": "SetShift", "shift": Uuid::now_v7(), "person": person, "post": post,
            "validFrom": "2026-11-01", "week": week})
    }));
    for content in contents {
        desk.give(command(content));
    }
    house.exchange(desk).await;
}

fn drive(key: &str, mobile: &str, starts_at: &str) -> Value {
    json!({"key": key, "name": "赵敏", "mobile": mobile, "startsAt": starts_at})
}

fn service(key: &str, plate: &str, starts_at: &str) -> Value {
    json!({
        "key": key, "name": "赵敏", "mobile": "13900000001", "plate": plate, "car": "大众 朗逸",
        "operations": ["BY-60"], "startsAt": starts_at,
    })
}

const ELEVEN: &str = "2026-11-22T11:00:00+08:00";

fn starts(list: &Value) -> Vec<&str> {
    list.as_array()
        .expect("a list")
        .iter()
        .filter_map(|free| free["startsAt"].as_str())
        .collect()
}

fn all<T: Entity>(desk: &Desk) -> Vec<T> {
    desk.store.read(store::rows::all).expect("rows")
}

async fn a_drive_that_is_asked_for_is_at_the_desk_and_no_longer_free<E: Private>() {
    let (house, first, second) = House::<E>::with_two_desks().await;
    let car = showroom(&house, &first).await;
    let outside = Outside::of(&house).await;

    let (_, cars) = outside.get("test-drives/cars").await;
    assert_eq!(cars, json!([{"car": car, "model": null, "name": "迈腾"}]));
    let free = "test-drives/free?from=2026-11-22&until=2026-11-23";
    let (status, before) = outside.get(free).await;
    assert_eq!(status, 200, "{before}");
    assert_eq!(before[0]["startsAt"], "2026-11-22T10:15:00+08:00");
    assert!(starts(&before).contains(&ELEVEN));

    let (status, booked) = outside
        .post("test-drives", &drive("shop-1", "13900000001", ELEVEN))
        .await;
    assert_eq!(status, 201, "{booked}");
    assert_eq!(
        (&booked["startsAt"], &booked["car"]),
        (&json!(ELEVEN), &json!(car))
    );
    assert_eq!(booked["endsAt"], "2026-11-22T11:30:00+08:00");
    let (_, after) = outside.get(free).await;
    let gone: Vec<&str> = starts(&before)
        .into_iter()
        .filter(|start| !starts(&after).contains(start))
        .collect();
    // The drive and a quarter of an hour after it, and the starts from which one would reach into it.
    assert_eq!(gone.len(), 5, "{gone:?}");

    house.pull(&first).await;
    house.pull(&second).await;
    let seen: TestDrive = second
        .get(RecordId(
            booked["reference"]
                .as_str()
                .expect("an id")
                .parse()
                .expect("an id"),
        ))
        .expect("it is at the desk");
    assert_eq!(
        (seen.state, json!(seen.number)),
        (DriveState::Booked, booked["number"].clone())
    );
    assert_eq!(seen.consultant, house.administrator);
    let lead = all::<Lead>(&second).remove(0);
    assert_eq!(seen.lead, Some(lead.id));
    assert_eq!(first.everything(), second.everything());
    let proof = verify::lane(&outside.node, house.lane)
        .await
        .expect("a proof");
    assert!(
        proof.broken.is_none(),
        "it is signed by the platform's key: {:?}",
        proof.broken
    );
}

async fn of_two_who_ask_for_the_last_car_one_has_it_and_the_other_hears_what_is_free<E: Private>() {
    let (house, first, _) = House::<E>::with_two_desks().await;
    showroom(&house, &first).await;
    // Two nodes on one database would do; the embedded store has one.
    let outside = Outside::of(&house).await;
    let (one, other) = (
        drive("shop-1", "13900000001", ELEVEN),
        drive("shop-2", "13900000002", ELEVEN),
    );
    let (one, other) = tokio::join!(
        outside.post("test-drives", &one),
        outside.post("test-drives", &other),
    );
    let (given, refused) = if one.0 == 201 {
        (one, other)
    } else {
        (other, one)
    };
    assert_eq!((given.0, refused.0), (201, 409), "{given:?} {refused:?}");
    let problem = refused.1;
    assert_eq!(
        (
            problem["code"].as_str(),
            problem["type"].as_str(),
            problem["field"].as_str()
        ),
        (
            Some("slotFull"),
            Some("urn:forecourt:problem:slotFull"),
            Some("startsAt")
        )
    );
    assert_eq!(
        problem["free"],
        json!([
            "2026-11-22T10:15:00+08:00",
            "2026-11-22T11:45:00+08:00",
            "2026-11-22T12:00:00+08:00",
        ])
    );
    house.pull(&first).await;
    assert_eq!(all::<TestDrive>(&first).len(), 1);
    assert_eq!(all::<Lead>(&first).len(), 1, "nothing of the other is kept");
    let again = problem["free"][0].as_str().expect("a start");
    let (status, _) = outside
        .post("test-drives", &drive("shop-3", "13900000002", again))
        .await;
    assert_eq!(status, 201, "what was named is free");
}

async fn what_is_sent_again_under_its_key_is_booked_once<E: Private>() {
    let (house, first, _) = House::<E>::with_two_desks().await;
    showroom(&house, &first).await;
    workshop(&house, &first).await;
    let outside = Outside::of(&house).await;
    for (path, request) in [
        ("test-drives", drive("shop-1", "13900000001", ELEVEN)),
        (
            "service",
            service("shop-1", "京A12345", "2026-11-23T09:00:00+08:00"),
        ),
    ] {
        let (one, other) = tokio::join!(outside.post(path, &request), outside.post(path, &request));
        assert_eq!(one.0, 201, "{one:?}");
        assert_eq!(one, other, "the same answer at the same time");
        assert_eq!(one, outside.post(path, &request).await, "and later");
    }
    house.pull(&first).await;
    assert_eq!(all::<TestDrive>(&first).len(), 1);
    assert_eq!(all::<ServiceBooking>(&first).len(), 1);

    // Somebody who guesses the key of another learns nothing by it.
    let (status, answer) = outside
        .post("test-drives", &drive("shop-1", "13900000009", ELEVEN))
        .await;
    assert_eq!(status, 409, "{answer}");
}

async fn a_desk_that_booked_offline_meanwhile_hears_what_is_free_beside_it<E: Private>() {
    let (house, first, second) = House::<E>::with_two_desks().await;
    let car = showroom(&house, &first).await;
    house.pull(&second).await;
    let route = all::<domain::test_drives::DriveRoute>(&second).remove(0).id;
    let (mine, customer) = (Uuid::now_v7(), Uuid::now_v7());
    second.give(command(json!({
        "type": "AddCustomer", "customer": customer,
        "details": {"kind": "person", "name": "王小明", "mobile": "13800000034"},
    })));
    let hour = Timestamp::HOUR;
    let late = second.give(command(json!({
        "type": "BookTestDrive", "drive": mine, "kind": "drive", "vehicle": car, "customer": customer,
        "route": route, "startsAt": MORNING.plus(hour), "endsAt": MORNING.plus(hour + hour / 2),
    })));
    let outside = Outside::of(&house).await;
    let (status, booked) = outside
        .post("test-drives", &drive("shop-1", "13900000001", ELEVEN))
        .await;
    assert_eq!(
        status, 201,
        "the platform has not heard of the desk's: {booked}"
    );

    let taken = house.exchange(&second).await;
    assert!(taken.settled.contains(&late));
    assert!(second.get::<TestDrive>(RecordId(mine)).is_none());
    let item: Attention = second
        .get(AttentionId::derived(late, "attention"))
        .expect("it stands in the attention list");
    let why = &item.reasons.0[0];
    assert_eq!(
        (item.state, why.code.as_str()),
        (AttentionState::Open, "driveCarTaken")
    );
    assert_eq!(why.values["drive"], booked["reference"], "who has it");
    assert_eq!(
        why.values["nearest"],
        json!(MORNING.plus(hour / 4)),
        "what is free beside it"
    );
    house.pull(&first).await;
    assert_eq!(first.everything(), second.everything());
}

async fn the_workshop_is_booked_by_its_capacity_and_a_full_time_names_others<E: Private>() {
    let (house, first, second) = House::<E>::with_two_desks().await;
    workshop(&house, &first).await;
    let outside = Outside::of(&house).await;
    let (_, work) = outside.get("service/operations").await;
    assert_eq!(
        work,
        json!([{"operation": "BY-60", "name": "小保养", "kind": "maintenance", "minutes": 60}])
    );
    let day = "service/free?from=2026-11-23&operations=BY-60";
    let (status, free) = outside.get(day).await;
    assert_eq!(
        (status, starts(&free)[0]),
        (200, "2026-11-23T08:30:00+08:00"),
        "{free}"
    );

    let nine = "2026-11-23T09:00:00+08:00";
    let (status, booked) = outside
        .post("service", &service("shop-1", "京A12345", nine))
        .await;
    assert_eq!(status, 201, "{booked}");
    assert_eq!(booked["endsAt"], "2026-11-23T10:00:00+08:00");
    let (status, problem) = outside
        .post("service", &service("shop-2", "京A54321", nine))
        .await;
    assert_eq!(
        (status, problem["code"].as_str()),
        (409, Some("slotFull")),
        "{problem}"
    );
    let (_, free) = outside.get(day).await;
    for start in problem["free"].as_array().expect("free times") {
        assert!(
            starts(&free).contains(&start.as_str().expect("a time")),
            "{start} is free"
        );
    }
    // One after the other until the day is full; then another day is named.
    let mut given = 1;
    for (number, start) in starts(&free).iter().enumerate() {
        let request = service(
            &format!("more-{number}"),
            &format!("京A6{number:04}"),
            start,
        );
        given += u32::from(outside.post("service", &request).await.0 == 201);
    }
    let (_, left) = outside.get(day).await;
    assert_eq!(left, json!([]), "nothing is left of the day");
    let (_, problem) = outside
        .post("service", &service("late", "京A77777", nine))
        .await;
    assert!(
        problem["free"][0]
            .as_str()
            .is_some_and(|start| start.starts_with("2026-11-24")),
        "{problem}"
    );

    house.pull(&first).await;
    house.pull(&second).await;
    let bookings = all::<ServiceBooking>(&second);
    assert_eq!(bookings.len(), given as usize);
    assert!(
        bookings
            .iter()
            .all(|booking| booking.state == BookingState::New && booking.overbooked_minutes == 0)
    );
    let mut spans: Vec<(Timestamp, Timestamp)> = bookings
        .iter()
        .map(|booking| (booking.starts_at, booking.ends_at))
        .collect();
    spans.sort_unstable();
    assert!(
        spans.windows(2).all(|pair| pair[0].1 <= pair[1].0),
        "one bay: {spans:?}"
    );
    assert_eq!(first.everything(), second.everything());
}

async fn a_car_that_is_ordered_is_a_lead_and_a_call_at_the_desk<E: Private>() {
    let (house, first, _) = House::<E>::with_two_desks().await;
    let outside = Outside::of(&house).await;
    let order = json!({
        "key": "shop-1", "name": "赵敏", "mobile": "13900000001", "wanted": "迈腾 380TSI",
        "colour": "珠光白", "deposit": "binding",
    });
    let (status, taken) = outside.post("orders", &order).await;
    assert_eq!(status, 202, "{taken}");
    assert_eq!(
        (status, taken),
        outside.post("orders", &order).await,
        "and once"
    );
    let (status, problem) = outside
        .post(
            "orders",
            &json!({"key": "shop-2", "name": "赵敏", "mobile": "13900000001", "model": "NONE"}),
        )
        .await;
    assert_eq!(
        (status, problem["field"].as_str()),
        (409, Some("model")),
        "{problem}"
    );
    house.pull(&first).await;
    let leads = all::<Lead>(&first);
    assert_eq!(leads.len(), 1);
    assert_eq!(leads[0].wanted.0[0].description, "迈腾 380TSI");
    let calls: Vec<Task> = all::<Task>(&first)
        .into_iter()
        .filter(|task| task.kind == TaskKind::CallBack)
        .collect();
    assert_eq!(calls.len(), 1);
    assert_eq!(calls[0].note, "迈腾 380TSI，珠光白，愿付定金");
}

async fn nothing_is_told_of_others_and_no_price<E: Private>() {
    let (house, first, _) = House::<E>::with_two_desks().await;
    showroom(&house, &first).await;
    workshop(&house, &first).await;
    let (customer, known) = (Uuid::now_v7(), "13800000034");
    first.give(command(json!({
        "type": "AddCustomer", "customer": customer,
        "details": {"kind": "person", "name": "王小明", "mobile": known},
    })));
    house.exchange(&first).await;
    let outside = Outside::of(&house).await;
    let nine = "2026-11-23T09:00:00+08:00";
    let mut told = Vec::new();
    for (path, request) in [
        ("test-drives", drive("known", known, ELEVEN)),
        // The car and the colleague are taken by somebody whom the house knows.
        ("test-drives", drive("stranger", "13900000002", ELEVEN)),
        // The same person has another drive then.
        ("test-drives", drive("known-2", known, ELEVEN)),
        ("service", service("one", "京A12345", nine)),
        // This car is expected that day already, which is nobody else's business.
        (
            "service",
            service("two", "京A12345", "2026-11-23T14:00:00+08:00"),
        ),
        (
            "leads",
            json!({"key": "known", "name": "有人", "mobile": known}),
        ),
        (
            "leads",
            json!({"key": "stranger", "name": "有人", "mobile": "13900000008"}),
        ),
    ] {
        let (status, answer) = outside.post(path, &request).await;
        told.push((status, answer.to_string()));
    }
    for path in [
        "test-drives/cars",
        "test-drives/free?from=2026-11-22",
        "service/operations",
        "service/free?from=2026-11-23&operations=BY-60",
    ] {
        let (status, answer) = outside.get(path).await;
        told.push((status, answer.to_string()));
    }
    let statuses: Vec<u16> = told.iter().map(|(status, _)| *status).collect();
    assert_eq!(
        statuses,
        [201, 409, 409, 201, 409, 202, 202, 200, 200, 200, 200]
    );
    let car = told[4].1.clone();
    assert!(
        car.contains("callTheHouse") && !car.contains("2026"),
        "{car}"
    );
    for (_, answer) in &told {
        for others in [
            "王小明",
            known,
            "陈管理",
            "21990000",
            "18000000",
            "LFV3A23C1T3000001",
            &customer.to_string(),
        ] {
            assert!(!answer.contains(others), "{others} in {answer}");
        }
    }
}

async fn what_is_wrong_is_said_in_the_language_that_was_asked_for<E: Private>() {
    let (house, first, _) = House::<E>::with_two_desks().await;
    showroom(&house, &first).await;
    workshop(&house, &first).await;
    let outside = Outside::of(&house).await;
    let (status, problem) = outside
        .post_in("en", "test-drives", &drive("a", "12345", ELEVEN))
        .await;
    assert_eq!((status, problem["field"].as_str()), (422, Some("mobile")));
    assert_eq!(problem["title"], "The mobile number is wrong");
    let (_, problem) = outside
        .post_in("zh-CN", "test-drives", &drive("a", "12345", ELEVEN))
        .await;
    assert_eq!(problem["title"], "手机号不对");
    for (path, body, status, code, field) in [
        (
            "test-drives",
            drive("", "13900000001", ELEVEN),
            422,
            "missing",
            Some("key"),
        ),
        (
            "test-drives",
            drive("a", "13900000001", "noon"),
            422,
            "wrongField",
            Some("startsAt"),
        ),
        (
            "test-drives",
            drive("a", "13900000001", "2026-11-22T09:00:00+08:00"),
            422,
            "inPast",
            Some("startsAt"),
        ),
        (
            "test-drives",
            drive("a", "13900000001", "2026-11-22T20:00:00+08:00"),
            422,
            "shut",
            Some("startsAt"),
        ),
        (
            "test-drives",
            drive("a", "13900000001", "2027-11-22T11:00:00+08:00"),
            422,
            "tooFarAhead",
            Some("startsAt"),
        ),
        (
            "service",
            service("a", "京A1", "2026-11-23T09:00:00+08:00"),
            422,
            "plateWrong",
            Some("plate"),
        ),
        (
            "service",
            service("a", "", "2026-11-23T09:00:00+08:00"),
            422,
            "missing",
            Some("plate"),
        ),
        (
            "service",
            service("a", "京A12345", "2026-11-23T12:30:00+08:00"),
            422,
            "shut",
            Some("startsAt"),
        ),
        ("service", json!({"key": "a"}), 422, "wrongField", None),
        (
            "orders",
            json!({"key": "a", "name": "赵敏", "mobile": "13900000001"}),
            422,
            "missing",
            Some("wanted"),
        ),
    ] {
        let (found, problem) = outside.post(path, &body).await;
        assert_eq!(
            (found, problem["code"].as_str(), problem["field"].as_str()),
            (status, Some(code), field),
            "{path} {body}: {problem}"
        );
    }
    for (path, status, code) in [
        ("test-drives/free", 400, "malformed"),
        ("test-drives/free?from=soon", 422, "wrongField"),
        (
            "test-drives/free?from=2026-11-22&until=2026-12-22",
            422,
            "tooMuch",
        ),
        (
            "test-drives/free?from=2026-11-22&car=none",
            422,
            "wrongField",
        ),
        (
            "service/free?from=2026-11-22&operations=NONE",
            409,
            "notOffered",
        ),
    ] {
        let (found, problem) = outside.get(path).await;
        assert_eq!(
            (found, problem["code"].as_str()),
            (status, Some(code)),
            "{path}: {problem}"
        );
    }
}

/// A request from an address, as the server notes it.
fn from(address: [u8; 4], mut request: Request<Body>) -> Request<Body> {
    let address = SocketAddr::from((address, 1_234));
    request.extensions_mut().insert(ConnectInfo(address));
    request
}

async fn who_asks_too_often_is_told_when_to_come_again_and_nothing_is_looked_up<E: Private>() {
    let house = House::<E>::with_a_dealership().await;
    let engine = E::again(&house.ground).await;
    let node = Arc::new(Node::by_clock(engine, || MORNING).await.expect("a node"));
    let twice = NonZeroU32::new(2).expect("two");
    let limits = Limits::new(Measures::all(twice), Before::Nobody);
    let outside = Outside::within(node, limits);
    let (shop, portal) = ([192, 0, 2, 1], [192, 0, 2, 2]);
    let asking = |path: &str| {
        Request::get(path.to_owned())
            .body(Body::empty())
            .expect("a request")
    };
    let token = || {
        Request::post("/oauth/token")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from("grant_type=refresh_token&refresh_token=guessed"))
            .expect("a request")
    };
    let list = "/public/v1/dealerships";
    for _ in 0..2 {
        let answer = outside.raw(from(shop, asking(list))).await;
        assert_eq!(answer.status(), 200);
        let answer = outside.raw(from(shop, token())).await;
        assert_eq!(answer.status(), 401);
    }
    let answer = outside.raw(from(shop, asking(list))).await;
    assert_eq!(answer.status(), 429);
    assert_eq!(
        answer.headers()[header::CONTENT_TYPE],
        "application/problem+json"
    );
    let wait: u64 = answer.headers()[header::RETRY_AFTER]
        .to_str()
        .expect("a number")
        .parse()
        .expect("a number");
    assert!((1..=30).contains(&wait), "{wait}");
    let answer = outside.raw(from(shop, token())).await;
    assert_eq!(
        answer.status(),
        429,
        "nor may codes and tokens be tried without end"
    );
    assert!(answer.headers().contains_key(header::RETRY_AFTER));
    let answer = outside.raw(from(portal, asking(list))).await;
    assert_eq!(answer.status(), 200, "nobody waits for another");
    let answer = outside.raw(from(shop, asking("/health"))).await;
    assert_eq!(
        answer.status(),
        200,
        "whoever watches the platform is not counted"
    );

    // What is larger than any request is not read.
    let large = Request::post("/public/v1/dealerships/XC/leads")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(json!({"key": "x".repeat(100_000)}).to_string()))
        .expect("a request");
    let answer = outside.raw(from(portal, large)).await;
    assert_eq!(answer.status(), 413);
}
