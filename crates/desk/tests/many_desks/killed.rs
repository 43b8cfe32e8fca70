//! Desk and platform are killed under load, over real sockets and on both stores: what was confirmed to a
//! person arrives once, whatever was in the middle of something.
//!
//! A few kills by default; `cargo xtask prove kills` sets `FORECOURT_ROUNDS`.

use std::{
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    sync::{Arc, mpsc},
    time::Duration,
};

use platform::{
    certificates,
    lanes::{Engine, Postgres, Sqlite},
    node::Node,
    server, verify,
};
use private_postgres::{Place, PrivatePostgres};
use serde_json::json;
use tokio::runtime::Runtime;

use crate::world::{Folder, Platform, Workstation, car, everything, vin};

const PASSPHRASE: &str = "a passphrase for tests";
/// Set for a program that is to be killed: its folder.
pub const HOME: &str = "FORECOURT_KILLED_HOME";
const PORT: &str = "FORECOURT_KILLED_PORT";
const DATABASE: &str = "FORECOURT_KILLED_DATABASE";
const FIRST: &str = "FORECOURT_KILLED_FROM";

fn rounds() -> u64 {
    std::env::var("FORECOURT_ROUNDS")
        .ok()
        .and_then(|rounds| rounds.parse().ok())
        .unwrap_or(4)
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime")
}

pub fn say(words: &str) {
    let mut out = std::io::stdout();
    // Whoever listened may have killed this program already.
    let _ = writeln!(out, "\nsaid {words}").and_then(|()| out.flush());
}

/// This program once more, playing one test that finds in its environment that it is to be killed.
pub struct Program {
    process: Child,
    said: mpsc::Receiver<String>,
}

impl Program {
    pub fn start(test: &str, environment: &[(&str, String)]) -> Self {
        let mut process = Command::new(std::env::current_exe().expect("this program"))
            .args(["--exact", test, "--nocapture", "--test-threads=1"])
            .envs(environment.iter().map(|(name, value)| (*name, value)))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("started");
        let (say, said) = mpsc::channel();
        let out = process.stdout.take().expect("its output");
        std::thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                if let Some(words) = line.strip_prefix("said ")
                    && say.send(words.to_owned()).is_err()
                {
                    break;
                }
            }
        });
        Self { process, said }
    }

    pub fn hears(&self) -> String {
        self.said
            .recv_timeout(Duration::from_mins(1))
            .expect("the program works")
    }

    pub fn kill(mut self) -> Vec<String> {
        self.process.kill().expect("killed");
        self.process.wait().expect("ended");
        self.said.iter().collect()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Serves until it is killed, and says its founding code.
fn serve(home: &Path) -> ! {
    let port = std::env::var(PORT).ok().and_then(|port| port.parse().ok());
    let port: u16 = port.expect("a port");
    let runtime = runtime();
    if let Ok(address) = std::env::var(DATABASE) {
        let engine = runtime.block_on(Postgres::open(&address, 1));
        serve_over(&runtime, engine.expect("a database"), home, port)
    }
    let engine = Sqlite::open(&home.join("platform.db"), 1);
    serve_over(&runtime, engine.expect("a file"), home, port)
}

fn serve_over<E: Engine + 'static>(runtime: &Runtime, engine: E, home: &Path, port: u16) -> ! {
    let listener = TcpListener::bind(("127.0.0.1", port)).expect("the port");
    let names = certificates::local_names([127, 0, 0, 1].into());
    let own = certificates::own(&home.join("certificates"), &names).expect("certificates");
    runtime.block_on(async {
        let node = Arc::new(Node::new(engine).await.expect("a node"));
        let url = format!("https://127.0.0.1:{port}");
        let mut serving = server::serve(Arc::clone(&node), listener, &own, &url)
            .await
            .expect("it serves");
        say(&node.founding_code().await.expect("a code"));
        serving.ended().await.expect("it serves until it is killed");
    });
    unreachable!("it was killed")
}

/// A port that is free now.
fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    listener.local_addr().expect("an address").port()
}

fn a_killed_platform(test: &str, database: Option<String>) {
    if let Some(home) = std::env::var_os(HOME) {
        serve(Path::new(&home));
    }
    let folder = Folder::new();
    let port = free_port();
    let mut environment = vec![
        (HOME, folder.0.display().to_string()),
        (PORT, port.to_string()),
    ];
    environment.extend(database.clone().map(|address| (DATABASE, address)));
    let mut served = Program::start(test, &environment);
    let founding_code = served.hears();
    let desk = Workstation::with_dealership();
    desk.bring_with(&format!("127.0.0.1:{port}"), &founding_code);
    let mut given = 0;
    for round in 0..rounds() {
        // Some are killed with the first commands, some in the middle of many.
        for _ in 0..=(round * 7 % 12) {
            desk.give(car(&vin(given)));
            given += 1;
        }
        desk.ask("sync.retry", json!({}));
        for _ in 0..round * 5 % 4 {
            desk.give(car(&vin(given)));
            given += 1;
        }
        served.kill();
        served = Program::start(test, &environment);
        served.hears();
        desk.ask("sync.retry", json!({}));
        if round % 3 == 0 {
            desk.is_level();
        }
    }
    desk.ask("sync.retry", json!({}));
    desk.is_level();
    served.kill();
    assert_eq!(desk.stock()["total"], given);
    assert_eq!(
        desk.ask("attentions.list", json!({}))["open"],
        json!([]),
        "a doubled car would be refused"
    );
    let runtime = runtime();
    let followed = desk.ask("sync.state", json!({}))["followed"].clone();
    let entries = if let Some(address) = database {
        let engine = runtime.block_on(Postgres::open(&address, 1));
        proved(&runtime, engine.expect("a database"))
    } else {
        let engine = Sqlite::open(&folder.0.join("platform.db"), 1);
        proved(&runtime, engine.expect("a file"))
    };
    assert_eq!(followed, json!(entries));
    let here = desk.ask("audit.verify", json!({"work": "proof"}));
    assert_eq!(here["ledger"]["broken"], json!(null));
    assert_eq!(here["ledger"]["verified"], json!(entries));
}

/// How many entries the platform's one lane has, all of which hold.
fn proved<E: Engine + 'static>(runtime: &Runtime, engine: E) -> u64 {
    runtime.block_on(async {
        let node = Node::new(engine).await.expect("a node");
        let lanes = node.engine.lanes().await.expect("lanes");
        assert_eq!(lanes.len(), 1);
        let proof = verify::lane(&node, lanes[0].0).await.expect("a walk");
        assert_eq!(proof.broken, None);
        proof.entries
    })
}

#[test]
fn a_platform_that_is_killed_under_load_loses_nothing_and_doubles_nothing() {
    a_killed_platform(
        "killed::a_platform_that_is_killed_under_load_loses_nothing_and_doubles_nothing",
        None,
    );
}

#[test]
fn a_platform_on_postgresql_that_is_killed_under_load_loses_nothing_and_doubles_nothing() {
    let test = "killed::a_platform_on_postgresql_that_is_killed_under_load_loses_nothing_and_doubles_nothing";
    if std::env::var_os(HOME).is_some() {
        a_killed_platform(test, None);
    }
    let own;
    let place = if let Some(place) = Place::shared() {
        place
    } else {
        own = PrivatePostgres::start().expect("PostgreSQL starts");
        own.place()
    };
    let name = format!("killed_{}", uuid::Uuid::now_v7().simple());
    let mut make = place.program("createdb");
    assert!(make.arg(&name).status().expect("it runs").success());
    a_killed_platform(test, Some(place.address(&name)));
}

/// Takes cars in until it is killed, and says each one that was confirmed.
fn work(home: &Path) -> ! {
    let desk = Workstation::over(home);
    desk.ask("store.unlock", json!({"passphrase": PASSPHRASE}));
    desk.sign_in("admin");
    let first = std::env::var(FIRST)
        .ok()
        .and_then(|first| first.parse().ok());
    let first: u64 = first.expect("the number of the first car");
    for number in first.. {
        desk.give(car(&vin(number)));
        say("confirmed");
    }
    unreachable!("numbers do not end")
}

#[test]
fn a_desk_that_is_killed_while_it_sends_loses_nothing_and_doubles_nothing() {
    if let Some(home) = std::env::var_os(HOME) {
        work(Path::new(&home));
    }
    let test = "killed::a_desk_that_is_killed_while_it_sends_loses_nothing_and_doubles_nothing";
    let platform = Platform::new();
    let desk = Workstation::with_dealership();
    desk.bring_to(&platform);
    let mut home = desk.ended();
    let (mut there, mut sure) = (0, 0);
    for round in 0..rounds() {
        let environment = [
            (HOME, home.0.display().to_string()),
            (FIRST, there.to_string()),
        ];
        let program = Program::start(test, &environment);
        let mut confirmed = 0;
        while confirmed < 1 + round * 7 % 12 {
            program.hears();
            confirmed += 1;
        }
        confirmed += program.kill().len() as u64;
        sure += confirmed;
        // The one that was being taken in may have been finished without anybody having heard of it.
        there += confirmed + 1;
        if round % 4 == 3 || round + 1 == rounds() {
            let desk = Workstation::begun_again(home, PASSPHRASE);
            desk.is_level();
            let total = desk.stock()["total"].as_u64().expect("a count");
            assert!(
                total >= sure,
                "{sure} were confirmed, and {total} are there"
            );
            assert!(total <= there, "{total} are there of {there} at most");
            let proof = platform.proof(platform.lanes()[0]);
            assert_eq!(proof.broken, None);
            let here = desk.ask("audit.verify", json!({"work": "proof"}));
            assert_eq!(here["broken"], json!(null));
            assert_eq!(here["ledger"]["verified"], json!(proof.entries));
            let list = desk.ask("attentions.list", json!({}));
            assert_eq!(list["open"], json!([]), "a doubled car would be refused");
            let list = desk.ask("vehicles.list", everything());
            assert_eq!(list["total"], total);
            home = desk.ended();
        }
    }
}
