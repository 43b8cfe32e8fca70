//! A desk that joins begins from a snapshot: it has what the others have, whatever happens to line and program on the
//! way, and it says of the ledger what it has and what only the platform has.

use std::path::Path;

use platform::node::Snapshot;
use protocol::{snapshot::Manifest, wire};
use rusqlite::{Connection, params};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    killed::{HOME, Program, say},
    proxy::{Proxy, Weather},
    world::{Folder, JOINED_PASSPHRASE, Platform, Workstation, car, everything, vin},
};

const CARS: u64 = 200;
/// What a connection brings before the weather cuts it: its beginning, and one record of TLS, which is of use as a whole
/// only.
const LONGEST_LIFE: u64 = 24_000;
/// What a line brings beside pieces and manifest: beginnings of connections and of answers.
const BESIDE: u64 = 6_000;
/// Set for a program that is to be killed: where the platform is.
const ADDRESS: &str = "FORECOURT_KILLED_ADDRESS";

/// A dealership with some cars at a platform that gives snapshots, and its first desk.
fn a_house() -> (Platform, Workstation) {
    let platform = Platform::with_snapshots();
    let first = Workstation::with_dealership();
    first.bring_to(&platform);
    for number in 0..CARS {
        first.give(somewhere(&vin(number)));
    }
    first.is_level();
    (platform, first)
}

/// A car with so many strange names that it cannot be compressed away.
fn somewhere(vin: &str) -> Value {
    let mut car = car(vin);
    for field in ["location", "keysWith", "certificateWith"] {
        let name: String = (0..6)
            .map(|_| Uuid::now_v7().simple().to_string())
            .collect();
        car[field] = name.into();
    }
    car
}

/// The snapshot that desks are given now.
fn made(platform: &Platform) -> Manifest {
    let lane = platform.lanes()[0];
    let schema = u32::try_from(store::SCHEMA_VERSION).expect("a small number");
    match platform.block_on(platform.node.snapshot(lane, schema)) {
        Ok(Snapshot::There(manifest)) => *manifest,
        other => panic!("no snapshot: {other:?}"),
    }
}

fn bytes_of_pieces(manifest: &Manifest) -> Vec<u64> {
    manifest.pieces().map(|(_, piece)| piece.bytes).collect()
}

/// How many entries the ledger of the one dealership has, all of which hold at the platform.
fn entries(platform: &Platform) -> u64 {
    let proof = platform.proof(platform.lanes()[0]);
    assert_eq!(proof.broken, None);
    proof.entries
}

/// Both desks show the same, and the ledger of the one that joined holds as far as it has it.
fn are_alike(platform: &Platform, first: &Workstation, joined: &Workstation) -> Value {
    first.is_level();
    joined.is_level();
    let followed = joined.ask("sync.state", json!({}))["followed"].clone();
    assert_eq!(followed, json!(entries(platform)));
    let alike = |name: &str, arguments: Value| {
        let here = joined.ask(name, arguments.clone());
        assert_eq!(here, first.ask(name, arguments), "{name}");
    };
    alike("vehicles.list", everything());
    alike("customers.list", everything());
    let text = json!({"text": vin(7), "limit": 5});
    let found = joined.ask("search.all", text.clone());
    assert!(found.to_string().contains(&vin(7)), "it is found: {found}");
    alike("search.all", text);
    let proof = joined.ask("audit.verify", json!({"work": "proof"}));
    let ledger = proof["ledger"].clone();
    assert_eq!(proof["broken"], json!(null));
    assert_eq!(ledger["broken"], json!(null));
    let proved = ledger["verified"].as_u64().zip(ledger["before"].as_u64());
    let (verified, before) = proved.expect("counts");
    assert_eq!(verified + before, entries(platform));
    ledger
}

#[test]
fn a_desk_that_joins_begins_from_a_snapshot_and_has_what_the_others_have() {
    let (platform, first) = a_house();
    let mut second = Workstation::joined(&platform, &first, "B");
    let ledger = are_alike(&platform, &first, &second);
    assert!(ledger["before"].as_u64() > Some(CARS), "it began late");
    let beginning = second.ask("audit.beginning", json!({}));
    assert_eq!(beginning["after"], ledger["before"]);

    let old = second.stock()["rows"][0]["id"].clone();
    let late = car(&vin(CARS));
    second.give(late.clone());
    first.waits_for("vehicles.list", &everything(), |list| {
        list["total"] == CARS + 1
    });
    second.is_level();
    let of = |vehicle: &Value| json!({"kind": "vehicle", "id": vehicle});
    let history = second.ask("audit.history", of(&late["vehicle"]));
    assert_eq!(history[0]["signature"], "holds");
    assert_eq!(second.ask("audit.history", of(&old)), json!([]));

    // It is a desk like any other when it was closed and opened again.
    second = second.restarted(JOINED_PASSPHRASE);
    are_alike(&platform, &first, &second);
}

#[test]
fn what_was_refused_before_a_desk_joined_can_be_given_again_there() {
    let mut platform = Platform::with_snapshots();
    let first = Workstation::with_dealership();
    first.bring_to(&platform);
    let second = Workstation::joined(&platform, &first, "B");
    platform.pull_the_plug();
    let vin = "LFV3A23C1T3000001";
    first.give(car(vin));
    second.give(car(vin));
    platform.plug_in();
    for desk in [&first, &second] {
        desk.ask("sync.retry", json!({}));
        desk.is_level();
    }
    let third = Workstation::joined(&platform, &first, "C");
    let list = third.waits_for("attentions.list", &json!({}), |list| {
        list["open"][0]["given"].is_object()
    });
    let refused = &list["open"][0];
    let mut changed = refused["given"].clone();
    changed["vin"] = "LFV3A23C8T3000013".into();
    third.ask(
        "attentions.give_again",
        json!({"attention": refused["attention"]["id"], "command": changed}),
    );
    first.waits_for("vehicles.list", &everything(), |list| list["total"] == 2);
}

#[test]
fn a_snapshot_whose_line_is_cut_goes_on_where_it_was_cut() {
    let (platform, first) = a_house();
    let line = Proxy::to(platform.port(), 1);
    // No connection brings the largest piece whole.
    line.has(Weather::Cuts {
        lines: u32::MAX,
        after: LONGEST_LIFE,
    });
    let pieces = bytes_of_pieces(&made(&platform));
    assert!(pieces.iter().max() > Some(&LONGEST_LIFE), "{pieces:?}");
    let second = Workstation::joined_through(&line.address(), &first, "B");
    assert_ne!(line.broken(), 0, "it was cut");
    line.has(Weather::Fine);
    let ledger = are_alike(&platform, &first, &second);
    assert!(ledger["before"].as_u64() > Some(CARS), "from the snapshot");
}

/// Joins until it is killed, and says how far it has come.
fn join_and_say(home: &Path) -> ! {
    let address = std::env::var(ADDRESS).expect("an address");
    let desk = Workstation::over(home);
    let (_, shown) = desk.asks_to_join(&address);
    say(shown["userCode"].as_str().expect("a code"));
    desk.waits_for("sync.join_state", &json!({}), |state| {
        let (done, total) = (state["done"].as_u64(), state["total"].as_u64());
        done > Some(0) && done < total
    });
    say("in the middle");
    desk.waits_for("session.state", &json!({}), |state| {
        state["stage"] == "signIn"
    });
    unreachable!("it was to be killed before everything was there")
}

#[test]
fn a_desk_that_is_killed_while_it_joins_goes_on_when_it_is_started_again() {
    if let Some(home) = std::env::var_os(HOME) {
        join_and_say(Path::new(&home));
    }
    let test = "first_sync::a_desk_that_is_killed_while_it_joins_goes_on_when_it_is_started_again";
    let (platform, first) = a_house();
    // The line brings about half of it and then nothing, so that there is a middle.
    let line = Proxy::to(platform.port(), 1);
    let manifest = made(&platform);
    let pieces = bytes_of_pieces(&manifest);
    let half = pieces.iter().sum::<u64>() / 2;
    assert!(pieces[0] < half && half > 2 * BESIDE, "{pieces:?}");
    let folder = Folder::new();
    let environment = [
        (HOME, folder.0.display().to_string()),
        (ADDRESS, line.address()),
    ];
    let program = Program::start(test, &environment);
    let code = program.hears();
    line.has(Weather::Stalls(
        wire::write(&manifest).len() as u64 + BESIDE + half,
    ));
    first.ask("desks.approve", json!({"userCode": code, "deskCode": "B"}));
    assert_eq!(program.hears(), "in the middle");
    program.kill();
    line.has(Weather::Fine);
    // Whoever began anew would miss it, and follow the ledger instead.
    let forgotten = Connection::open(platform.file())
        .expect("its file")
        .execute(
            "delete from note where kind = 'snapshot-piece'
             and key = (select min(key) from note where kind = 'snapshot-piece')",
            [],
        );
    assert_eq!(forgotten.expect("it is forgotten"), 1);
    let given = car(&vin(CARS));
    first.give(given);
    first.is_level();

    let second = Workstation::begun_again_unfinished(folder);
    let state = second.ask("session.state", json!({}));
    assert_eq!(state["stage"], "passphrase");
    second.ask("store.unlock", json!({"passphrase": JOINED_PASSPHRASE}));
    second.waits_for("session.state", &json!({}), |state| {
        state["stage"] == "signIn"
    });
    second.sign_in("admin");
    let ledger = are_alike(&platform, &first, &second);
    assert!(ledger["before"].as_u64() > Some(CARS), "from the snapshot");
    assert_eq!(second.stock()["total"], CARS + 1);
}

#[test]
fn altered_pieces_are_refused_and_the_ledger_is_followed_from_its_beginning() {
    let (platform, first) = a_house();
    made(&platform);
    // Somebody alters a bit of a piece in the platform's own store.
    let connection = Connection::open(platform.file()).expect("its file");
    let (key, mut piece): (Vec<u8>, Vec<u8>) = connection
        .query_row(
            "select key, value from note where kind = 'snapshot-piece' order by key limit 1 offset 2",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .expect("a piece");
    let last = piece.len() - 1;
    piece[last] ^= 1;
    connection
        .execute(
            "update note set value = ?2 where kind = 'snapshot-piece' and key = ?1",
            params![key, piece],
        )
        .expect("it is altered");
    let second = Workstation::joined(&platform, &first, "B");
    let ledger = are_alike(&platform, &first, &second);
    assert_eq!(ledger["before"], 0, "it proved every entry instead");
}
