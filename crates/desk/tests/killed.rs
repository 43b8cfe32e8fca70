//! The workstation is killed in the middle of work, without a window: what it confirmed is there
//! afterwards, what it had not confirmed is there whole or not at all.
//!
//! One round by default; `cargo xtask prove` sets `FORECOURT_ROUNDS`.

mod house;

use std::{
    io::{BufRead, BufReader, Write},
    process::{Command, Stdio},
    sync::mpsc,
    time::Duration,
};

use house::{House, take_into_stock};
use serde_json::json;

/// Set for the program that is to be killed: the number of the first car that it takes in.
const FIRST: &str = "FORECOURT_KILLED_FROM";
const HOME: &str = "FORECOURT_KILLED_HOME";
const TEST: &str = "what_was_confirmed_before_a_kill_is_there_and_nothing_half_written_is";

fn rounds() -> u32 {
    std::env::var("FORECOURT_ROUNDS")
        .ok()
        .and_then(|rounds| rounds.parse().ok())
        .unwrap_or(1)
}

fn vin(number: u64) -> String {
    "0123456789X"
        .chars()
        .map(|check| format!("LFV3A23C{check}T3{number:06}"))
        .find(|vin| domain::identifiers::Vin::parse(vin).is_ok())
        .expect("one of eleven fits")
}

fn stock(house: &House) -> u64 {
    house.ask(
        "vehicles.list",
        json!({"filters": {}, "text": "", "sort": null, "offset": 0, "limit": 1}),
    )["total"]
        .as_u64()
        .expect("a count")
}

/// Takes cars in until it is killed, and says each one that was confirmed.
fn work(first: u64) -> ! {
    let home = std::env::var_os(HOME).expect("a home");
    let house = House::at(std::path::Path::new(&home));
    house.unlock().expect("the passphrase fits");
    house.sign_in("store");
    for number in first.. {
        house.give(take_into_stock(&vin(number)));
        let mut out = std::io::stdout();
        writeln!(out, "confirmed {number}")
            .and_then(|()| out.flush())
            .expect("somebody listens");
    }
    unreachable!("numbers do not end")
}

#[test]
fn what_was_confirmed_before_a_kill_is_there_and_nothing_half_written_is() {
    if let Some(first) = std::env::var(FIRST)
        .ok()
        .and_then(|first| first.parse().ok())
    {
        work(first);
    }
    let mut house = House::training();
    let mut there = 0;
    for round in 0..rounds() {
        house.close();
        // Some are killed early, some in the middle of a long run.
        let confirmed_before_kill = 1 + u64::from(round) * 7 % 23;
        let confirmed = killed_after(&house, there, confirmed_before_kill);
        house.open();
        house.unlock().expect("it opens after a kill");
        house.sign_in("admin");
        let now = stock(&house);
        // The one that was being taken in may have been finished without anybody having heard of it.
        assert!(
            now == there + confirmed || now == there + confirmed + 1,
            "{there} were there, {confirmed} were confirmed, and now there are {now}"
        );
        let proof = house.ask("audit.verify", json!({"work": "proof"}));
        assert_eq!(proof["broken"], json!(null), "{proof}");
        let found = house.ask(
            "search.all",
            json!({"text": vin(there + confirmed - 1), "limit": 5}),
        );
        assert_eq!(found["hits"].as_array().map(Vec::len), Some(1), "{found}");
        there = now;
    }
    // A backup is proved page by page, so the file is whole in all its parts.
    assert_eq!(
        house.ask("backups.make", json!({"work": "proof"}))["state"],
        "verified"
    );
}

/// Starts a program that takes cars in, kills it in the middle of one, and says how many it confirmed.
fn killed_after(house: &House, first: u64, confirmations: u64) -> u64 {
    let mut program = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", TEST, "--nocapture", "--test-threads=1"])
        .env(FIRST, first.to_string())
        .env(HOME, house.home())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("started");
    let (said, heard) = mpsc::channel();
    let out = program.stdout.take().expect("its output");
    let listener = std::thread::spawn(move || {
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            // The runner's own line may stand before the first.
            if line.contains("confirmed ") && said.send(()).is_err() {
                break;
            }
        }
    });
    let mut confirmed = 0;
    while confirmed < confirmations {
        heard
            .recv_timeout(Duration::from_mins(2))
            .expect("the program works");
        confirmed += 1;
    }
    program.kill().expect("killed");
    program.wait().expect("ended");
    listener.join().expect("listened");
    confirmed + heard.try_iter().count() as u64
}
