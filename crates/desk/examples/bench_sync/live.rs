//! From the commit at one desk until the other's list shows it, beside the parts of which that is made, measured
//! in the same run: the platform's commit, three round trips, and taking a page in.

use std::time::Instant;

use chrono_tz::Asia::Shanghai;
use domain::{Command, time::Timestamp};
use protocol::{ledger::Position, wire::Exchange};
use serde_json::json;
use store::{
    Key, Store,
    following::{self, exchange},
};

use crate::{
    benching::{Figures, milliseconds, quantile},
    world::{Folder, Platform, Workstation, car, everything, vin},
    writer::{Dealership, Writer},
};

const CHANGES: i64 = 300;
const LOWEST: i64 = 20_000_000;

pub fn measure(figures: &mut Figures) {
    let platform = Platform::new();
    let first = Workstation::with_dealership();
    first.bring_to(&platform);
    let second = Workstation::joined(&platform, &first, "B");
    let taken = car(&vin(1));
    first.give(taken.clone());
    second.waits_for("vehicles.list", &everything(), |list| list["total"] == 1);
    let mut times = Vec::new();
    let mut from = json!(null);
    for number in 0..CHANGES {
        let to = json!(LOWEST + number * 1_000);
        first.give(json!({
            "type": "SetAskingPrice", "vehicle": taken["vehicle"], "from": from, "to": to,
        }));
        let began = Instant::now();
        second.waits_for("vehicles.list", &everything(), |list| {
            list["rows"][0]["askingPrice"] == to
        });
        times.push(milliseconds(began.elapsed()));
        from = to;
    }
    let at = |share| quantile(times.iter().copied(), share);
    let (p50, p95, p99) = (at(0.5), at(0.95), at(0.99));
    let parts = parts(&platform, figures);
    figures.compared("x_parts", p50 / parts, "", "its parts", p50 / parts);
    figures.add("p50", p50, "ms");
    figures.add("p95", p95, "ms");
    figures.add("p99", p99, "ms");
}

/// What cannot be spared, in milliseconds.
fn parts(platform: &Platform, figures: &mut Figures) -> f64 {
    let health = format!("https://{}/health", platform.address());
    let round_trip = platform.block_on(async {
        let client = reqwest::Client::builder()
            .tls_danger_accept_invalid_certs(true)
            .build()
            .expect("a client");
        let mut times = Vec::new();
        for _ in 0..CHANGES {
            let began = Instant::now();
            let response = client.get(&health).send().await.expect("an answer");
            response.bytes().await.expect("an answer");
            times.push(milliseconds(began.elapsed()));
        }
        quantile(times, 0.5)
    });
    let (commit, apply) = commit_and_apply(platform);
    figures.add("round_trip_ms", round_trip, "ms");
    figures.add("platform_commit_ms", commit, "ms");
    figures.add("apply_ms", apply, "ms");
    commit + 3.0 * round_trip + apply
}

/// A dealership of its own: how long the platform takes for one command, and a store for its page.
fn commit_and_apply(platform: &Platform) -> (f64, f64) {
    use platform::lanes::Engine as _;
    let house = Dealership::new();
    let mut desk = Writer::of(&house);
    let folder = Folder::new();
    let store =
        Store::create(&folder.0.join("store"), Key([7; 32]), Box::new(())).expect("a store");
    let node = &platform.node;
    let start = platform
        .block_on(node.engine.open_lane(house.lane))
        .expect("a lane");
    store
        .write::<_, store::StoreError>(|writing| {
            writing.follow(house.lane, Position::start_of(start.epoch))
        })
        .expect("it follows");
    let where_it_is = exchange::Following {
        lane: house.lane,
        zone: Shanghai,
    };
    let (mut commits, mut applied) = (Vec::new(), Vec::new());
    for number in 0..CHANGES as u64 {
        let command = if number == 0 {
            house.founding()
        } else {
            Command::parse(
                "ChangeDealership",
                json!({"phone": format!("021-5000{number:04}")}),
            )
            .expect("a command")
        };
        let envelope = desk.give(command, Timestamp(1_795_312_800_000));
        let asked = Exchange {
            first: number + 1,
            envelopes: vec![envelope],
            cursor: store.read(following::cursor).expect("a cursor"),
            schema: 0,
        };
        let began = Instant::now();
        let answer = platform
            .block_on(node.exchange(desk.desk, house.lane, asked))
            .expect("an answer");
        commits.push(milliseconds(began.elapsed()));
        let began = Instant::now();
        exchange::take(&store, where_it_is, &answer).expect("it is taken in");
        applied.push(milliseconds(began.elapsed()));
    }
    (quantile(commits, 0.5), quantile(applied, 0.5))
}
