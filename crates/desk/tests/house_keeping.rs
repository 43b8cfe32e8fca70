//! The house itself: backups that are proved, a restore that can be undone, an audit that tells and
//! proves, people and their passwords.

mod house;

use house::{House, taken_into_stock};
use serde_json::json;

const FIRST: &str = "LFV3A23C1T3000001";
const SECOND: &str = "LFV3A23C3T3000002";

fn stock(house: &House) -> u64 {
    house.ask(
        "vehicles.list",
        json!({"filters": {}, "text": "", "sort": null, "offset": 0, "limit": 50}),
    )["total"]
        .as_u64()
        .expect("a count")
}

#[test]
fn a_backup_made_while_working_brings_back_the_moment_it_was_made() {
    let house = House::training();
    house.sign_in("admin");
    taken_into_stock(&house, FIRST);
    let made = house.ask("backups.make", json!({"work": "one"}));
    assert_eq!(made["state"], "verified");
    assert!(made["commands"].as_u64().is_some_and(|n| n >= 10));
    taken_into_stock(&house, SECOND);
    assert_eq!(stock(&house), 2);

    house.ask("backups.restore", json!({"name": made["name"]}));
    assert_eq!(house.ask("session.state", json!({}))["stage"], "signIn");
    house.sign_in("admin");
    assert_eq!(stock(&house), 1);
    assert_eq!(
        house.ask("audit.verify", json!({"work": "two"}))["broken"],
        json!(null)
    );
}

#[test]
fn a_backup_that_was_altered_is_not_restored_and_the_live_store_stays() {
    let house = House::training();
    house.sign_in("admin");
    taken_into_stock(&house, FIRST);
    let made = house.ask("backups.make", json!({"work": "one"}));
    let folder = house.ask("backups.list", json!({}))["folder"]
        .as_str()
        .expect("a folder")
        .to_owned();
    let file = std::path::Path::new(&folder)
        .join(made["name"].as_str().expect("a name"))
        .join("store.db");
    let mut bytes = std::fs::read(&file).expect("the backup");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&file, bytes).expect("altered");

    let refusal = house.refused("backups.restore", json!({"name": made["name"]}));
    assert_eq!(refusal["code"], "backupAltered");
    assert_eq!(stock(&house), 1);
}

#[test]
fn the_audit_of_a_car_tells_old_and_new_values_and_who() {
    let house = House::training();
    house.sign_in("manager");
    let vehicle = taken_into_stock(&house, FIRST);
    let lines = house.ask("audit.history", json!({"kind": "vehicle", "id": vehicle}));
    assert_eq!(lines[0]["what"], "TakeIntoStock");
    assert_eq!(lines[0]["who"], "李经理");
    assert!(
        lines[0]["changes"]
            .as_array()
            .expect("changes")
            .iter()
            .any(|change| { change["field"] == "description" && change["before"].is_null() })
    );
}

#[test]
fn who_may_not_see_the_audit_or_restore_is_refused() {
    let house = House::training();
    house.sign_in("sales");
    assert_eq!(
        house.refused("audit.verify", json!({"work": "w"}))["code"],
        "missingRight"
    );
    assert_eq!(
        house.refused("backups.list", json!({}))["code"],
        "missingRight"
    );
}

#[test]
fn a_changed_password_opens_and_the_old_one_does_not() {
    let house = House::training();
    house.sign_in("sales");
    let refusal = house.refused(
        "people.change_password",
        json!({"old": "training", "new": "short"}),
    );
    assert_eq!(
        (&refusal["code"], &refusal["field"]),
        (&json!("passwordTooShort"), &json!("new"))
    );
    house.ask(
        "people.change_password",
        json!({"old": "training", "new": "Blue horse 7 runs"}),
    );
    assert_eq!(
        house.refused_sign_in("sales", "training")["code"],
        "wrongPassword"
    );
}

#[test]
fn nobody_takes_their_own_last_right_to_edit_people() {
    let house = House::training();
    house.sign_in("admin");
    let state = house.ask("session.state", json!({}));
    let refusal = house.refused(
        "submit",
        json!({"command": {"type": "ChangePerson", "person": state["person"]["id"], "state": "left"}}),
    );
    assert_eq!(refusal["code"], "lastAdministrator");
}
