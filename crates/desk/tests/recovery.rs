//! A store that does not open: its backups are offered, whoever restores proves their right against the
//! backup, and what was damaged is kept aside.

mod house;

use std::{fs, path::PathBuf};

use house::{House, take_into_stock};
use serde_json::{Value, json};

const FIRST: &str = "LFV3A23C1T3000001";
const SECOND: &str = "LFV3A23C3T3000002";

fn stock(house: &House) -> Value {
    house.ask(
        "vehicles.list",
        json!({"filters": {}, "text": "", "sort": null, "offset": 0, "limit": 5}),
    )["total"]
        .clone()
}

/// One car in the backup, a second one taken in since, and the program ended.
fn backed_up() -> (House, String) {
    let mut house = House::training();
    house.sign_in("store");
    house.give(take_into_stock(FIRST));
    house.sign_in("admin");
    let made = house.ask("backups.make", json!({"work": "one"}));
    house.sign_in("store");
    house.give(take_into_stock(SECOND));
    house.close();
    let name = made["name"].as_str().expect("a name").to_owned();
    (house, name)
}

/// Overwrites the header and the middle, as a failing disk does.
fn damage(house: &House) -> Vec<u8> {
    let file = house.folder().join("store.db");
    let mut bytes = fs::read(&file).expect("the store");
    let middle = bytes.len() / 2;
    bytes[..512].fill(0x5a);
    bytes[middle..middle + 8_192].fill(0xa5);
    fs::write(&file, &bytes).expect("damaged");
    bytes
}

fn proof(name: &str, who: &str, password: &str) -> Value {
    json!({"name": name, "signInName": who, "password": password})
}

fn stage(house: &House) -> Value {
    house.ask("session.state", json!({}))["stage"].clone()
}

/// What a restore put aside, by the names of the folders.
fn put_aside(house: &House) -> Vec<PathBuf> {
    fs::read_dir(house.folder().join("before-restore"))
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default()
}

#[test]
fn a_damaged_store_is_restored_by_somebody_with_the_right_and_kept_aside() {
    let (mut house, name) = backed_up();
    let damaged = damage(&house);
    house.open();
    assert_eq!(house.unlock().expect_err("damaged")["code"], "storeDamaged");
    assert_eq!(stage(&house), "failed");
    let offered = house.ask("recovery.backups", json!({}));
    assert_eq!(offered["offer"], "choose");
    assert_eq!(offered["rows"][0]["name"], json!(name));
    assert!(!offered.to_string().contains("陈管理"), "{offered}");

    house.ask("recovery.restore", proof(&name, " Admin ", "training"));
    let state = house.ask("session.state", json!({}));
    assert_eq!(state["stage"], "signIn");
    assert_eq!(state["restored"]["madeAt"], offered["rows"][0]["madeAt"]);
    assert_eq!(state["restored"]["papersLost"], 0);
    let aside = put_aside(&house);
    assert_eq!(aside.len(), 1);
    assert!(aside[0].to_string_lossy().ends_with("did-not-open"));
    assert_eq!(fs::read(aside[0].join("store.db")).expect("kept"), damaged);

    house.sign_in("admin");
    assert_eq!(
        house.ask("session.state", json!({}))["restored"],
        json!(null)
    );
    assert_eq!(stock(&house), 1);
    let proof = house.ask("audit.verify", json!({"work": "whole"}));
    assert_eq!(proof["broken"], json!(null));
    let log = house.ask("privacy.log", json!({"id": null, "offset": 0, "limit": 20}));
    assert!(log.to_string().contains("restored"), "{log}");
    // It opens again by itself from now on.
    let house = house.restarted();
    house.sign_in("store");
    assert_eq!(stock(&house), 1);
}

#[test]
fn without_name_password_and_right_nothing_is_restored() {
    let (mut house, name) = backed_up();
    let damaged = damage(&house);
    house.open();
    house.unlock().expect_err("damaged");
    let refused = |who: &str, password: &str| {
        let error = house.refused("recovery.restore", proof(&name, who, password));
        (error["code"].clone(), error["field"].clone())
    };
    assert_eq!(
        refused("sales", "training"),
        (json!("missingRight"), json!("signInName"))
    );
    assert_eq!(
        refused("admin", "trainin"),
        (json!("wrongNameOrPassword"), json!("password"))
    );
    for _ in 0..3 {
        assert_eq!(refused("nobody", "training").0, "wrongNameOrPassword");
    }
    assert_eq!(refused("admin", "trainin").0, "lockedOut");
    assert_eq!(refused("admin", "training").0, "lockedOut");
    assert_eq!(
        fs::read(house.folder().join("store.db")).expect("there"),
        damaged
    );
    assert!(!house.folder().join("store.restoring.db").exists());
    assert!(put_aside(&house).is_empty());
}

#[test]
fn a_store_whose_file_is_gone_is_no_first_start() {
    let (mut house, name) = backed_up();
    fs::remove_file(house.folder().join("store.db")).expect("gone");
    house.open();
    assert_ne!(stage(&house), "firstStart");
    assert_eq!(house.unlock().expect_err("gone")["code"], "storeGone");
    assert_eq!(
        house.refused("store.create_training", House::training_store())["code"],
        "storeExists"
    );
    house.ask("recovery.restore", proof(&name, "admin", "training"));
    house.sign_in("store");
    assert_eq!(stock(&house), 1);
}

#[test]
fn a_backup_that_was_altered_takes_no_place() {
    let (mut house, name) = backed_up();
    let damaged = damage(&house);
    let copy = house.folder().join("backups").join(&name).join("store.db");
    let mut bytes = fs::read(&copy).expect("the backup");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(copy, bytes).expect("altered");
    house.open();
    house.unlock().expect_err("damaged");
    let refusal = house.refused("recovery.restore", proof(&name, "admin", "training"));
    assert_eq!(refusal["code"], "backupAltered");
    assert_eq!(
        fs::read(house.folder().join("store.db")).expect("there"),
        damaged
    );
    assert_eq!(stage(&house), "failed");
}

#[test]
fn a_store_in_use_is_not_for_a_backup_to_mend() {
    let house = House::training();
    let second = house.second();
    second.unlock().expect_err("in use");
    assert_eq!(
        second.ask("recovery.backups", json!({}))["offer"],
        "notForThis"
    );
    assert_eq!(
        second.refused("recovery.restore", proof("any", "admin", "training"))["code"],
        "nothingToRecover"
    );
}

#[test]
fn a_damaged_copy_of_the_key_is_found_in_a_backup() {
    let (mut house, _) = backed_up();
    fs::write(house.folder().join("store.key"), b"{").expect("damaged");
    house.open();
    house
        .unlock()
        .expect("the backup has the key under the same passphrase");
    house.sign_in("store");
    assert_eq!(stock(&house), 2);
}
