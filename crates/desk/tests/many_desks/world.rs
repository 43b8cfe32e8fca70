//! A real platform over TLS on a loopback port and real workstations without a window, for tests. Waiting
//! ends with what is waited for: every desk says when something changed.

use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    sync::{Arc, Condvar, Mutex},
    time::{Duration, Instant},
};

use desk::{Changed, Desk, RpcError, Shell, WorkProgress, dispatch};
use platform::{
    certificates::{self, Certificates},
    lanes::Sqlite,
    node::{Node, WORTH_A_SNAPSHOT},
    server,
};
use rcgen::{CertificateParams, ExtendedKeyUsagePurpose, Issuer, KeyPair};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

/// Protects the store of a desk that joined.
pub const JOINED_PASSPHRASE: &str = "another passphrase for tests";
pub const PASSWORD: &str = "Correct-Horse-9";
/// Whatever is waited for has come long before, or never comes.
const PATIENCE: Duration = Duration::from_secs(30);

/// A folder that goes with the test.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("forecourt-many-{}", uuid::Uuid::now_v7()));
        std::fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left behind is in the system's folder for what is temporary.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub struct Platform {
    runtime: Runtime,
    serving: Option<server::Serving>,
    pub node: Arc<Node<Sqlite>>,
    port: u16,
    folder: Folder,
}

impl Platform {
    pub fn new() -> Self {
        Self::over(WORTH_A_SNAPSHOT)
    }

    /// One whose desks begin from a snapshot however short the ledger is.
    pub fn with_snapshots() -> Self {
        Self::over(1)
    }

    fn over(snapshots_from: u64) -> Self {
        let folder = Folder::new();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("a runtime");
        let engine = Sqlite::open(&folder.0.join("platform.db"), 1).expect("an engine");
        let node = runtime.block_on(Node::new(engine)).expect("a node");
        let node = Arc::new(node.with_snapshots_from(snapshots_from));
        let mut platform = Self {
            runtime,
            serving: None,
            node,
            port: 0,
            folder,
        };
        platform.plug_in();
        platform
    }

    /// Listens, on the same port as before.
    pub fn plug_in(&mut self) {
        let names = certificates::local_names([127, 0, 0, 1].into());
        let certificates =
            certificates::own(&self.folder.0.join("certificates"), &names).expect("certificates");
        self.plug_in_showing(&certificates);
    }

    /// The same, with these certificates.
    pub fn plug_in_showing(&mut self, certificates: &Certificates) {
        let listener = TcpListener::bind(("127.0.0.1", self.port)).expect("a port");
        self.port = listener.local_addr().expect("an address").port();
        let serving = self.runtime.block_on(server::serve(
            Arc::clone(&self.node),
            listener,
            certificates,
            &format!("https://127.0.0.1:{}", self.port),
        ));
        self.serving = Some(serving.expect("it serves"));
    }

    /// A certificate under this platform's authority, for these names and until this year.
    pub fn certificate(&self, folder: &str, names: &[String], until: i32) -> Certificates {
        let own = self.folder.0.join("certificates");
        let text = |name: &str| std::fs::read_to_string(own.join(name)).expect("a file");
        let key = KeyPair::from_pem(&text("ca.key")).expect("a key");
        let issuer = Issuer::from_ca_cert_pem(&text("ca.pem"), key).expect("an authority");
        let mut parameters = CertificateParams::new(names.to_vec()).expect("names");
        parameters.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        parameters.not_before = rcgen::date_time_ymd(2020, 1, 1);
        parameters.not_after = rcgen::date_time_ymd(until, 1, 1);
        let key = KeyPair::generate().expect("a key");
        let made = parameters.signed_by(&key, &issuer).expect("a certificate");
        let folder = self.folder.0.join(folder);
        std::fs::create_dir_all(&folder).expect("a folder");
        let file = |name: &str, text: String| {
            let file = folder.join(name);
            std::fs::write(&file, text).expect("a file");
            file
        };
        Certificates {
            chain: file("server.pem", made.pem()),
            key: file("server.key", key.serialize_pem()),
            authority: Some(own.join("ca.pem")),
        }
    }

    /// Where everything of this platform is.
    pub fn file(&self) -> PathBuf {
        self.folder.0.join("platform.db")
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// Nobody answers any more.
    pub fn pull_the_plug(&mut self) {
        if let Some(serving) = self.serving.take() {
            self.runtime.block_on(serving.stop_now()).expect("it stops");
        }
    }

    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    pub fn founding_code(&self) -> String {
        self.runtime
            .block_on(self.node.founding_code())
            .expect("a code")
    }

    /// Posts JSON to a public route; says the status and the answer. Whom this client trusts does not matter.
    pub fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        let url = format!("https://{}{path}", self.address());
        self.runtime.block_on(async {
            let client = reqwest::Client::builder()
                .tls_danger_accept_invalid_certs(true)
                .build()
                .expect("a client");
            let response = client.post(url).json(body).send().await.expect("an answer");
            let status = response.status().as_u16();
            (status, response.json().await.unwrap_or(Value::Null))
        })
    }

    pub fn block_on<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// Gives every dealership the rules of law that it does not have, as a node does of itself now and then.
    pub fn give_rules(&self) {
        self.block_on(self.node.give_rules())
            .expect("they are given");
    }

    pub fn proof(&self, lane: domain::ids::LaneId) -> platform::verify::Proof {
        self.block_on(platform::verify::lane(&self.node, lane))
            .expect("it can be walked")
    }

    /// Puts the dealerships with these codes into one group; the first keeps what they share.
    pub fn join_in_a_group(&self, codes: &[&str]) {
        self.block_on(async {
            let founded = self.node.found_group("宏远集团").await.expect("a group");
            let domain::Command::FoundGroup(founding) = founded.given else {
                unreachable!("it is the founding")
            };
            let stores = self.node.dealerships().await.expect("the dealerships");
            for store in stores.iter().filter(|store| codes.contains(&&*store.code)) {
                let part = if codes.first() == Some(&&*store.code) {
                    domain::groups::StorePart::Keeps
                } else {
                    domain::groups::StorePart::Belongs
                };
                let joined = self.node.join_group(store.id, founding.group, part).await;
                let accepted = protocol::ledger::Verdict::Accepted(Vec::new());
                assert_eq!(joined.expect("an answer").verdict, accepted);
            }
        });
    }

    /// Takes the dealership with this code out of its group.
    pub fn leave_the_group(&self, code: &str) {
        self.block_on(async {
            let stores = self.node.dealerships().await.expect("the dealerships");
            let store = stores.into_iter().find(|store| store.code == code);
            let store = store.expect("a dealership").id;
            let group = self.node.group_of(store.lane()).await.expect("an answer");
            let left = self.node.leave_group(store, group.expect("a group")).await;
            let accepted = protocol::ledger::Verdict::Accepted(Vec::new());
            assert_eq!(left.expect("an answer").verdict, accepted);
        });
    }

    pub fn lanes(&self) -> Vec<domain::ids::LaneId> {
        use platform::lanes::Engine;
        self.runtime
            .block_on(self.node.engine.lanes())
            .expect("lanes")
            .into_iter()
            .map(|(lane, _)| lane)
            .collect()
    }
}

/// Counts what a desk says, for whoever waits.
#[derive(Default)]
struct Heard(Mutex<u64>, Condvar);

impl Heard {
    fn something(&self) {
        *self.0.lock().expect("unpoisoned") += 1;
        self.1.notify_all();
    }
}

struct Ear(Arc<Heard>);

impl Shell for Ear {
    fn changed(&self, _: &Changed) {
        self.0.something();
    }
    fn work(&self, _: &WorkProgress) {
        self.0.something();
    }
    fn session(&self) {
        self.0.something();
    }
    fn interactive(&self) {}
    fn open_window(&self, _: &str) -> Result<(), RpcError> {
        Ok(())
    }
}

pub struct Workstation {
    /// Absent only while the program is being started again.
    desk: Option<Arc<Desk>>,
    heard: Arc<Heard>,
    home: Option<Folder>,
}

impl Workstation {
    pub fn new() -> Self {
        Self::on(Folder::new())
    }

    fn on(home: Folder) -> Self {
        let mut station = Self::over(&home.0);
        station.home = Some(home);
        station
    }

    /// One over a folder that is somebody else's to remove.
    pub fn over(home: &Path) -> Self {
        let heard = Arc::new(Heard::default());
        let desk = Arc::new(Desk::start(home, Box::new(Ear(Arc::clone(&heard)))));
        desk.follow();
        Self {
            desk: Some(desk),
            heard,
            home: None,
        }
    }

    fn desk(&self) -> &Arc<Desk> {
        self.desk.as_ref().expect("running")
    }

    /// A dealership of its own, whose administrator is signed in.
    pub fn with_dealership() -> Self {
        Self::with_dealership_called("宏远汽车销售服务有限公司", "HY")
    }

    /// The same with a name and a code of its own.
    pub fn with_dealership_called(name: &str, code: &str) -> Self {
        let station = Self::new();
        station.ask(
            "store.create",
            json!({
                "name": name,
                "code": code,
                "passphrase": "a passphrase for tests",
                "administrator": {
                    "name": "陈管理",
                    "signInName": "admin",
                    "password": PASSWORD,
                },
            }),
        );
        station
    }

    pub fn call(&self, name: &str, arguments: Value) -> Result<Value, Value> {
        match dispatch(self.desk(), name, arguments) {
            Ok(text) => Ok(serde_json::from_str(&text).expect("an answer is JSON")),
            Err(error) => Err(serde_json::to_value(error).expect("an error is JSON")),
        }
    }

    pub fn ask(&self, name: &str, arguments: Value) -> Value {
        self.call(name, arguments)
            .unwrap_or_else(|error| panic!("{name} was refused: {error}"))
    }

    pub fn give(&self, command: Value) -> Value {
        self.ask("submit", json!({ "command": command }))
    }

    /// Waits until a question is answered so.
    pub fn waits_for(
        &self,
        name: &str,
        arguments: &Value,
        until: impl Fn(&Value) -> bool,
    ) -> Value {
        let began = Instant::now();
        loop {
            let before = *self.heard.0.lock().expect("unpoisoned");
            let answer = self
                .call(name, arguments.clone())
                .unwrap_or_else(|error| error);
            if until(&answer) {
                return answer;
            }
            let left = PATIENCE.checked_sub(began.elapsed()).unwrap_or_else(|| {
                let state = self.call("sync.state", json!({}));
                panic!("{name} never answered what was waited for; at last: {answer:#}\n{state:#?}")
            });
            let guard = self.heard.0.lock().expect("unpoisoned");
            if *guard == before {
                drop(self.heard.1.wait_timeout(guard, left).expect("unpoisoned"));
            }
        }
    }

    /// Waits until both sides have what the other has.
    pub fn is_level(&self) {
        self.waits_for("sync.state", &json!({}), |state| {
            state["phase"] == "level" && state["waiting"] == 0
        });
    }

    pub fn bring_to(&self, platform: &Platform) {
        self.bring_through(platform, &platform.address());
    }

    /// The same over a line that leads there.
    pub fn bring_through(&self, platform: &Platform, address: &str) {
        self.bring_with(address, &platform.founding_code());
    }

    /// The same, with a code that lets a dealership come.
    pub fn bring_with(&self, address: &str, founding_code: &str) {
        let found = self.ask("sync.look", json!({"address": address}));
        self.ask(
            "sync.bring",
            json!({
                "url": found["url"],
                "authority": found["authority"],
                "foundingCode": founding_code,
                "deskName": "展厅前台",
            }),
        );
        self.is_level();
    }

    /// A desk that shows its code at this platform and is let in by the other.
    pub fn joined(platform: &Platform, other: &Self, desk_code: &str) -> Self {
        Self::joined_through(&platform.address(), other, desk_code)
    }

    /// The same over a line that leads there.
    pub fn joined_through(address: &str, other: &Self, desk_code: &str) -> Self {
        Self::joined_timed(address, other, desk_code).0
    }

    /// The same, and how long it took from being let in until it had everything.
    pub fn joined_timed(address: &str, other: &Self, desk_code: &str) -> (Self, Duration) {
        let station = Self::new();
        let (found, shown) = station.asks_to_join(address);
        let there = other.ask("desks.list", json!({}));
        assert_eq!(
            found["fingerprint"], there["fingerprint"],
            "what people compare"
        );
        let began = Instant::now();
        other.ask(
            "desks.approve",
            json!({"userCode": shown["userCode"], "deskCode": desk_code}),
        );
        station.waits_for("session.state", &json!({}), |state| {
            state["stage"] == "signIn"
        });
        let took = began.elapsed();
        station.sign_in("admin");
        station.is_level();
        (station, took)
    }

    /// Asks a platform for a code; says what it found there, and what it shows.
    pub fn asks_to_join(&self, address: &str) -> (Value, Value) {
        let found = self.ask("sync.look", json!({"address": address}));
        let shown = self.ask(
            "sync.join",
            json!({
                "url": found["url"],
                "authority": found["authority"],
                "deskName": "销售部",
                "passphrase": JOINED_PASSPHRASE,
            }),
        );
        (found, shown)
    }

    pub fn sign_in(&self, sign_in_name: &str) {
        let state = self.ask("session.state", json!({}));
        let person = state["people"]
            .as_array()
            .and_then(|people| {
                people
                    .iter()
                    .find(|person| person["signInName"] == sign_in_name)
            })
            .unwrap_or_else(|| panic!("nobody signs in as {sign_in_name}"))["id"]
            .clone();
        self.ask(
            "session.sign_in",
            json!({"person": person, "password": PASSWORD}),
        );
    }

    pub fn stock(&self) -> Value {
        self.ask("vehicles.list", everything())
    }

    /// The program ends; its folder stays.
    pub fn ended(mut self) -> Folder {
        self.desk().end();
        self.desk = None;
        self.home.take().expect("a home")
    }

    /// The program ends and starts again on the same folder.
    pub fn started_again(self) -> Self {
        Self::on(self.ended())
    }

    /// The same, and its administrator signs in.
    pub fn restarted(self, passphrase: &str) -> Self {
        Self::begun_again(self.ended(), passphrase)
    }

    /// The program starts on the folder of one that was killed before anybody could sign in there.
    pub fn begun_again_unfinished(home: Folder) -> Self {
        Self::on(home)
    }

    /// The program starts on the folder of one that ended or was killed, and its administrator signs in.
    pub fn begun_again(home: Folder, passphrase: &str) -> Self {
        let station = Self::on(home);
        station.ask("store.unlock", json!({"passphrase": passphrase}));
        station.sign_in("admin");
        station
    }

    /// Another machine with a copy of this one's disk.
    pub fn cloned(&self, passphrase: &str) -> Self {
        let home = Folder::new();
        copy(self.home(), &home.0);
        let station = Self::on(home);
        station.ask("store.unlock", json!({"passphrase": passphrase}));
        station.sign_in("admin");
        station
    }

    pub fn home(&self) -> &std::path::Path {
        &self.home.as_ref().expect("a home").0
    }
}

impl Drop for Workstation {
    fn drop(&mut self) {
        if let Some(desk) = &self.desk {
            desk.end();
        }
    }
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            std::fs::create_dir_all(&target).expect("a folder");
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

pub fn everything() -> Value {
    json!({"filters": {}, "text": "", "sort": null, "offset": 0, "limit": 50})
}

/// Vehicle identification numbers with a check character that fits.
pub fn vin(number: u64) -> String {
    "0123456789X"
        .chars()
        .map(|check| format!("LFV3A23C{check}T3{number:06}"))
        .find(|vin| domain::identifiers::Vin::parse(vin).is_ok())
        .expect("one of eleven fits")
}

pub fn car(vin: &str) -> Value {
    json!({
        "type": "TakeIntoStock",
        "vehicle": uuid::Uuid::now_v7(),
        "vin": vin,
        "description": "一汽-大众 迈腾 2026款 380TSI",
        "purpose": "forSale",
        "source": "maker",
        "arrivedOn": "2026-01-05",
        "certificate": "inHouse",
        "guidePrice": 21_990_000,
        "cost": {"purchasePrice": 18_000_000},
    })
}
