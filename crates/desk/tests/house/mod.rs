//! A dealership in a folder of its own, for tests: the real workstation without a window, over a
//! real encrypted store behind a passphrase.

use std::path::{Path, PathBuf};

use desk::{Changed, Desk, RpcError, Shell, WorkProgress, dispatch};
use serde_json::{Value, json};

const PASSPHRASE: &str = "a passphrase for tests";

/// A shell that shows nothing.
struct Silent;

impl Shell for Silent {
    fn changed(&self, _: &Changed) {}
    fn work(&self, _: &WorkProgress) {}
    fn session(&self) {}
    fn interactive(&self) {}
    fn open_window(&self, _: &str) -> Result<(), RpcError> {
        Ok(())
    }
}

pub struct House {
    desk: Option<Desk>,
    home: PathBuf,
}

#[allow(dead_code)] // Each test binary uses the part it needs.
impl House {
    pub fn training() -> Self {
        Self::heard_by(Box::new(Silent))
    }

    /// The same with a shell that the test listens through.
    pub fn heard_by(shell: Box<dyn Shell>) -> Self {
        let house = Self::started(&std::env::temp_dir(), shell);
        house.ask("store.create_training", Self::training_store());
        house
    }

    /// The program before its first store, in a new folder under this one.
    pub fn first_start(under: &Path) -> Self {
        Self::started(under, Box::new(Silent))
    }

    fn started(under: &Path, shell: Box<dyn Shell>) -> Self {
        let home = under.join(format!("forecourt-test-{}", uuid::Uuid::new_v4()));
        let desk = Desk::start(&home, shell);
        Self {
            desk: Some(desk),
            home,
        }
    }

    /// The program on a folder that is another's to remove.
    pub fn at(home: &Path) -> Self {
        Self {
            desk: Some(Desk::start(home, Box::new(Silent))),
            home: home.join("of another"),
        }
    }

    pub fn home(&self) -> &Path {
        &self.home
    }

    pub fn training_store() -> Value {
        json!({"language": "zh-CN", "passphrase": PASSPHRASE})
    }

    /// Where the files of the training store lie.
    pub fn folder(&self) -> PathBuf {
        self.home.join("stores/training")
    }

    /// The program ends; its files can be looked at.
    pub fn close(&mut self) {
        drop(self.desk.take());
    }

    /// The program starts on the same folder and waits for the passphrase.
    pub fn open(&mut self) {
        self.desk = Some(Desk::start(&self.home, Box::new(Silent)));
    }

    /// A second program on the same folder.
    pub fn second(&self) -> Self {
        Self::at(&self.home)
    }

    pub fn unlock(&self) -> Result<Value, Value> {
        self.call("store.unlock", json!({"passphrase": PASSPHRASE}))
    }

    /// The program ends and starts again on the same folder.
    pub fn restarted(mut self) -> Self {
        drop(self.desk.take());
        let desk = Desk::start(&self.home, Box::new(Silent));
        self.desk = Some(desk);
        self.ask("store.unlock", json!({"passphrase": PASSPHRASE}));
        self
    }

    pub fn desk(&self) -> &Desk {
        self.desk.as_ref().expect("running")
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

    pub fn refused(&self, name: &str, arguments: Value) -> Value {
        match self.call(name, arguments) {
            Err(error) => error,
            Ok(answer) => panic!("{name} should have been refused and answered {answer}"),
        }
    }

    fn person(&self, sign_in_name: &str) -> Value {
        let state = self.ask("session.state", json!({}));
        state["people"]
            .as_array()
            .and_then(|people| people.iter().find(|p| p["signInName"] == sign_in_name))
            .unwrap_or_else(|| panic!("nobody signs in as {sign_in_name}"))["id"]
            .clone()
    }

    pub fn sign_in(&self, sign_in_name: &str) {
        let person = self.person(sign_in_name);
        self.ask(
            "session.sign_in",
            json!({"person": person, "password": "training"}),
        );
    }

    pub fn refused_sign_in(&self, sign_in_name: &str, password: &str) -> Value {
        let person = self.person(sign_in_name);
        self.refused(
            "session.sign_in",
            json!({"person": person, "password": password}),
        )
    }

    pub fn give(&self, command: Value) -> Value {
        self.ask("submit", json!({ "command": command }))
    }
}

impl Drop for House {
    fn drop(&mut self) {
        drop(self.desk.take());
        let _ = std::fs::remove_dir_all(&self.home);
    }
}

#[allow(dead_code)]
pub fn take_into_stock(vin: &str) -> Value {
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

#[allow(dead_code)]
pub fn taken_into_stock(house: &House, vin: &str) -> Value {
    let command = take_into_stock(vin);
    house.give(command.clone());
    command["vehicle"].clone()
}
