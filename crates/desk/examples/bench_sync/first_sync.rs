//! A desk that joins fetches everything over loopback TLS into its encrypted, indexed, searchable store, from a
//! snapshot; beside it the same pieces from memory into such a store, without network and without a search.
//!
//! `bench_sync first-sync [ROWS]` adds rows to the platform's own store until it has so many: cars that no command
//! brought, which only a measure may do.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use platform::node::Snapshot;
use protocol::snapshot::Manifest;
use rusqlite::Connection;
use serde_json::json;
use store::{
    Key, Store, StoreError,
    following::{Gathering, TakingError},
};

use crate::{
    benching::{Dice, Figures},
    world::{Folder, Platform, Workstation, car, vin},
};

/// Each makes a car, its cost and the line of its cost.
const COMMANDS: u64 = 17_000;
/// So many come before the rows that are added: a ledger that is worth a snapshot.
const SOME_COMMANDS: u64 = 2_500;
/// What differs from car to car; of the rest all have the same.
const OF_EACH_CAR: [&str; 11] = [
    "id",
    "vin",
    "stock_number",
    "description",
    "exterior_colour",
    "location",
    "engine_number",
    "certificate_number",
    "key_number",
    "odometer_km",
    "guide_price",
];
const MODELS: [&str; 6] = [
    "一汽-大众 迈腾",
    "一汽-大众 速腾",
    "别克 君越",
    "比亚迪 汉",
    "广汽丰田 凯美瑞",
    "红旗 H5",
];
const VERSIONS: [&str; 5] = [
    "380TSI 豪华型",
    "1.5T 舒适版",
    "EV 610KM",
    "2.0L 精英版",
    "330TSI 尊贵型",
];
const COLOURS: [&str; 6] = ["珠光白", "极光黑", "星空蓝", "皓月银", "赤焰红", "岩石灰"];
/// How often it is looked whether the sign-in is open.
const LOOKS: Duration = Duration::from_millis(2);
const MEBIBYTE: f64 = 1024.0 * 1024.0;

pub fn measure(figures: &mut Figures, rows: Option<u64>) {
    let platform = Platform::new();
    let first = prepared(&platform, rows);
    let began = Instant::now();
    let manifest = manifest(&platform);
    figures.add("made_in_s", began.elapsed().as_secs_f64(), "s");
    let rows = manifest.rows();
    let (sent, over_tables) = bytes(&platform, &manifest);
    let local = without_network(&platform, &manifest);
    forget_peak();
    let seconds = joins(&platform.address(), &first, "B").as_secs_f64();
    let peak = peak();
    figures.add("rows", rows as f64, "rows");
    figures.add("pieces", manifest.pieces().count() as f64, "pieces");
    figures.add("s_all", seconds, "s");
    figures.add("s_50k", seconds * 50_000.0 / rows as f64, "s");
    figures.add("first_screen_s", seconds, "s");
    figures.add("local_s", local, "s");
    figures.compared(
        "x_local",
        seconds / local,
        "",
        "the same load without network and search",
        seconds / local,
    );
    figures.compared(
        "bytes_ratio",
        sent / over_tables,
        "",
        "zstd-3 of each table's rows in one go",
        sent / over_tables,
    );
    figures.add("bytes_per_row", sent / rows as f64, "bytes");
    // The platform and the first desk are in the same program.
    figures.add("memory_mb", peak / MEBIBYTE, "MB");
}

/// The desk of a dealership with as many rows, or with what some thousand commands make.
pub fn prepared(platform: &Platform, rows: Option<u64>) -> Workstation {
    let first = Workstation::with_dealership();
    first.bring_to(platform);
    let commands = if rows.is_some() {
        SOME_COMMANDS
    } else {
        COMMANDS
    };
    eprintln!("a desk takes {commands} cars into stock …");
    for number in 0..commands {
        first.give(car(&vin(number)));
        if number % 500 == 0 {
            first.is_level();
        }
    }
    first.is_level();
    if let Some(rows) = rows {
        eprintln!("cars are added until there are {rows} rows …");
        add_cars(&platform.file(), rows);
    }
    first
}

/// Rows that no command brought, as many cars as are missing until there are so many.
fn add_cars(file: &Path, rows: u64) {
    let connection = Connection::open(file).expect("the platform's file");
    connection
        .busy_timeout(Duration::from_secs(10))
        .expect("patience");
    let there: i64 = domain::TABLES
        .iter()
        .map(|table| {
            let words = format!("select count(*) from {}", table.name);
            connection
                .query_row(&words, [], |row| row.get::<_, i64>(0))
                .expect("a count")
        })
        .sum();
    let vehicle = domain::table("vehicle").expect("the table of cars");
    let others: Vec<&str> = vehicle
        .columns
        .iter()
        .map(|column| column.name)
        .filter(|name| !OF_EACH_CAR.contains(name))
        .collect();
    let (own, others) = (OF_EACH_CAR.join(", "), others.join(", "));
    let transaction = connection.unchecked_transaction().expect("a transaction");
    let template: Vec<u8> = transaction
        .query_row("select id from vehicle order by id limit 1", [], |row| {
            row.get(0)
        })
        .expect("a car");
    let mut insert = transaction
        .prepare(&format!(
            "insert into vehicle (lane, seq, {own}, {others})
             select lane, seq, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, {others}
             from vehicle where id = ?1"
        ))
        .expect("a statement");
    let missing = rows.saturating_sub(u64::try_from(there).expect("a count"));
    let mut dice = Dice(1);
    for number in 0..missing {
        let model = MODELS[dice.below(MODELS.len())];
        let version = VERSIONS[dice.below(VERSIONS.len())];
        let row = ["A", "B", "C"][dice.below(3)];
        insert
            .execute(rusqlite::params![
                template,
                uuid::Uuid::now_v7().as_bytes(),
                vin(SOME_COMMANDS + number),
                format!("RKX-{number:08}"),
                format!("{model} 2026款 {version}"),
                COLOURS[dice.below(COLOURS.len())],
                format!("{row} 区 {}", dice.below(80)),
                format!("DPL{:06}", dice.below(1_000_000)),
                format!("WAC{:012}", dice.below(1_000_000_000_000)),
                format!("{:04}", dice.below(10_000)),
                dice.below(60) as i64,
                (80_000 + dice.below(300_000) as i64 / 1_000 * 1_000) * 100,
            ])
            .expect("a car more");
    }
    drop(insert);
    transaction.commit().expect("they are kept");
}

pub fn manifest(platform: &Platform) -> Manifest {
    let lane = platform.lanes()[0];
    let schema = u32::try_from(store::SCHEMA_VERSION).expect("a small number");
    loop {
        let snapshot = platform.block_on(platform.node.snapshot(lane, schema));
        match snapshot.expect("an answer") {
            Snapshot::There(manifest) => return *manifest,
            Snapshot::BeingMade => {}
            Snapshot::None => panic!("the ledger is too short"),
        }
    }
}

fn piece(platform: &Platform, manifest: &Manifest, place: usize) -> Vec<u8> {
    let found = platform
        .node
        .snapshot_piece(manifest.lane, manifest.id, place as u64);
    platform.block_on(found).expect("read").expect("a piece")
}

/// What is sent, and what each table compressed in one go would be.
pub fn bytes(platform: &Platform, manifest: &Manifest) -> (f64, f64) {
    let sent: u64 = manifest.pieces().map(|(_, piece)| piece.bytes).sum();
    let mut whole = 0;
    let mut place = 0;
    for table in &manifest.tables {
        let mut rows = Vec::new();
        for _ in &table.pieces {
            let sent = piece(platform, manifest, place);
            zstd::stream::copy_decode(&sent[..], &mut rows).expect("it is whole");
            place += 1;
        }
        whole += zstd::encode_all(&rows[..], 3).expect("it compresses").len();
    }
    (sent as f64, whole as f64)
}

/// How long the same pieces take into a plain encrypted store.
fn without_network(platform: &Platform, manifest: &Manifest) -> f64 {
    let count = manifest.pieces().count();
    let sent: Vec<_> = (0..count)
        .map(|place| piece(platform, manifest, place))
        .collect();
    let folder = Folder::new();
    let store =
        Store::create(&folder.0.join("store"), Key([7; 32]), Box::new(())).expect("a store");
    let began = Instant::now();
    let mut under_way = store
        .write::<_, TakingError>(|writing| writing.begin_from_snapshot(manifest))
        .expect("it begins");
    for sent in &sent {
        store
            .write::<_, TakingError>(|writing| writing.take_piece(&mut under_way, sent))
            .expect("it is taken in");
    }
    let finished: Result<(), StoreError> = store.finish_snapshot(manifest, Gathering::default());
    finished.expect("it is finished");
    began.elapsed().as_secs_f64()
}

/// From the moment in which the desk is let in until somebody can sign in there.
pub fn joins(address: &str, other: &Workstation, desk_code: &str) -> Duration {
    let station = Workstation::new();
    let (_, shown) = station.asks_to_join(address);
    other.ask(
        "desks.approve",
        json!({"userCode": shown["userCode"], "deskCode": desk_code}),
    );
    let stage = |name: &str| station.ask(name, json!({}))["stage"].clone();
    // It asks every other second whether it was let in.
    while stage("sync.join_state") == "shown" {
        std::thread::sleep(LOOKS);
    }
    let began = Instant::now();
    while stage("session.state") != "signIn" {
        assert_ne!(stage("sync.join_state"), "failed");
        std::thread::sleep(LOOKS);
    }
    let took = began.elapsed();
    station.sign_in("admin");
    station.is_level();
    took
}

/// The most memory that this program had at once since [`forget_peak`], in bytes; nothing where the system does not
/// tell.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) * 1024.0
}

pub fn forget_peak() {
    // Where the system does not let us, the peak is that of the whole run.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}
