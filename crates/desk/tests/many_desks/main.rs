//! Many desks, one truth: real workstations over TLS at a real platform.

mod bad_lines;
mod distance;
mod first_sync;
mod groups;
mod groups_by_right;
mod killed;
mod outside;
mod proxy;
mod rules;
mod transfer_notes;
mod world;

use serde_json::json;
use world::{Platform, Workstation, car, everything};

const FIRST: &str = "LFV3A23C1T3000001";

#[test]
fn a_dealership_comes_to_its_platform_and_a_second_desk_is_let_in_and_both_see_each_others_work() {
    let platform = Platform::new();
    let first = Workstation::with_dealership();
    // What was done before there was a platform comes along.
    first.give(car(FIRST));
    first.bring_to(&platform);

    let second = Workstation::joined(&platform, &first, "B");
    assert_eq!(second.stock()["rows"][0]["vin"], FIRST);

    let command = car("LFV3A23C8T3000013");
    second.give(command.clone());
    let list = first.waits_for("vehicles.list", &everything(), |list| list["total"] == 2);
    let number = list["rows"]
        .as_array()
        .and_then(|rows| rows.iter().find(|row| row["vin"] == command["vin"]))
        .map(|row| row["stockNumber"].as_str().unwrap_or_default().to_owned())
        .expect("the second desk's car");
    assert!(
        number.starts_with("RKB-"),
        "numbers carry the desk: {number}"
    );
    second.is_level();

    let history = first.ask(
        "audit.history",
        json!({"kind": "vehicle", "id": command["vehicle"]}),
    );
    assert_eq!(
        history[0]["what"], "TakeIntoStock",
        "who did it at another desk is told, too"
    );
    assert_eq!(
        (&history[0]["desk"], &history[0]["line"]),
        (&json!("B"), &json!("confirmed"))
    );

    assert_eq!(history[0]["signature"], "holds");
    assert!(history[0]["seq"].as_u64().is_some_and(|seq| seq > 1));

    let lanes = platform.lanes();
    let proof = platform.proof(lanes[0]);
    assert_eq!(proof.broken, None);
    assert!(proof.entries >= 5);
    // What the platform proves, each desk proves as well, of what every desk gave.
    let here = first.ask("audit.verify", json!({"work": "proof"}));
    assert_eq!(here["ledger"]["broken"], json!(null));
    assert_eq!(here["ledger"]["verified"], json!(proof.entries));
}

#[test]
fn without_a_line_both_work_on_and_of_two_who_claim_the_same_the_later_hears_why_not() {
    let mut platform = Platform::new();
    let first = Workstation::with_dealership();
    first.bring_to(&platform);
    let second = Workstation::joined(&platform, &first, "B");

    platform.pull_the_plug();
    first.give(car(FIRST));
    second.give(car(FIRST));
    second.give(car("LFV3A23C8T3000013"));
    second.waits_for("sync.state", &json!({}), |state| {
        state["phase"] == "noLine" && state["waiting"] == 2
    });

    platform.plug_in();
    first.ask("sync.retry", json!({}));
    first.is_level();
    second.ask("sync.retry", json!({}));
    second.is_level();
    first.waits_for("vehicles.list", &everything(), |list| list["total"] == 2);
    assert_eq!(second.stock()["total"], 2, "one of the two claims holds");

    let list = second.ask("attentions.list", json!({}));
    let refused = &list["open"][0];
    assert_eq!(refused["attention"]["name"], "TakeIntoStock");
    assert_eq!(refused["attention"]["reasons"][0]["code"], "vinInStock");
    assert_eq!(refused["given"]["vin"], FIRST);
    assert_eq!(refused["deskCode"], "B");

    second.give(json!({
        "type": "SettleAttention",
        "attention": refused["attention"]["id"],
        "way": "discarded",
    }));
    first.waits_for("attentions.list", &json!({}), |list| {
        list["open"].as_array().is_some_and(Vec::is_empty)
            && list["settled"][0]["attention"]["way"] == "discarded"
    });
}

#[test]
fn a_refused_command_is_given_again_changed_and_the_old_one_is_settled_with_it() {
    let mut platform = Platform::new();
    let first = Workstation::with_dealership();
    first.bring_to(&platform);
    let second = Workstation::joined(&platform, &first, "B");
    platform.pull_the_plug();
    first.give(car(FIRST));
    second.give(car(FIRST));
    platform.plug_in();
    first.ask("sync.retry", json!({}));
    first.is_level();
    second.ask("sync.retry", json!({}));
    second.is_level();

    let list = second.waits_for("attentions.list", &json!({}), |list| {
        list["open"][0]["given"].is_object()
    });
    let refused = &list["open"][0];
    let mut changed = refused["given"].clone();
    changed["vin"] = "LFV3A23C8T3000013".into();
    let again = second.ask(
        "attentions.give_again",
        json!({"attention": refused["attention"]["id"], "command": changed}),
    );
    let list = first.waits_for("attentions.list", &json!({}), |list| {
        list["settled"]
            .as_array()
            .is_some_and(|settled| !settled.is_empty())
    });
    let settled = &list["settled"][0]["attention"];
    assert_eq!(settled["way"], "sentAgain");
    assert_eq!(settled["successor"], again["commandId"]);
    first.waits_for("vehicles.list", &everything(), |list| list["total"] == 2);
}

#[test]
fn a_desk_that_is_shut_out_stops_at_once_hands_in_its_work_and_cannot_be_opened_again() {
    let mut platform = Platform::new();
    let first = Workstation::with_dealership();
    first.bring_to(&platform);
    let second = Workstation::joined(&platform, &first, "B");
    platform.pull_the_plug();
    second.give(car(FIRST));
    second.waits_for("sync.state", &json!({}), |state| state["phase"] == "noLine");
    let desks = first.ask("desks.list", json!({}));
    let other = desks["desks"]
        .as_array()
        .and_then(|desks| desks.iter().find(|row| row["own"] == false))
        .expect("the second desk")["desk"]["id"]
        .clone();
    first.give(json!({"type": "RevokeDesk", "desk": other, "reason": "笔记本丢失"}));
    platform.plug_in();
    first.ask("sync.retry", json!({}));
    first.is_level();
    second.ask("sync.retry", json!({}));
    let state = second.waits_for("session.state", &json!({}), |state| {
        state["stage"] == "failed"
    });
    assert_eq!(state["failure"]["code"], "deskRevoked");
    let left = second.home().join("stores/dealership");
    assert!(left.join("outbox.sealed").exists());
    assert!(!left.join("store.key").exists(), "the key is destroyed");
    assert_eq!(first.stock()["total"], 0, "nothing of it counts");
    let list = first.waits_for("attentions.list", &json!({}), |list| {
        list["open"][0]["given"].is_object()
    });
    let left_behind = &list["open"][0]["attention"];
    assert_eq!(left_behind["reasons"][0]["code"], "leftBehind");
    first.ask(
        "attentions.give_again",
        json!({"attention": left_behind["id"]}),
    );
    first.waits_for("vehicles.list", &everything(), |list| list["total"] == 1);
    let state = second.started_again().ask("session.state", json!({}));
    assert_eq!(
        state["failure"]["code"], "deskRevoked",
        "also the next time"
    );
}

#[test]
fn what_was_given_and_not_sent_is_sent_after_the_program_was_started_again() {
    let mut platform = Platform::new();
    let first = Workstation::with_dealership();
    first.bring_to(&platform);
    platform.pull_the_plug();
    first.give(car(FIRST));
    let first = first.restarted("a passphrase for tests");
    first.waits_for("sync.state", &json!({}), |state| {
        state["phase"] == "noLine" && state["waiting"] == 1
    });
    platform.plug_in();
    first.ask("sync.retry", json!({}));
    first.is_level();
    let second = Workstation::joined(&platform, &first, "C");
    assert_eq!(second.stock()["total"], 1);
}

#[test]
fn an_online_lead_lands_at_the_desk_live_and_once_however_often_it_is_sent() {
    let platform = Platform::new();
    let first = Workstation::with_dealership();
    first.bring_to(&platform);
    let lead = json!({
        "key": "shop-1",
        "name": "刘志远",
        "mobile": "13800000034",
        "wanted": "迈腾 380TSI",
    });
    let path = "/public/v1/dealerships/HY/leads";
    let (status, answer) = platform.post(path, &lead);
    assert_eq!(status, 202, "{answer}");
    let list = first.waits_for("leads.list", &everything(), |list| list["total"] == 1);
    assert_eq!(list["rows"][0]["channel"], "ownShop");
    let (status, again) = platform.post(path, &lead);
    assert_eq!(
        (status, again),
        (202, answer),
        "the same answer, and no second lead"
    );

    // Another wish of somebody whose lead is open is not told apart.
    let (status, _) = platform.post(
        path,
        &json!({
            "key": "shop-2", "name": "刘志远", "mobile": "13800000034",
        }),
    );
    assert_eq!(status, 202);
    first.is_level();
    assert_eq!(first.ask("leads.list", everything())["total"], 1);

    let (status, wrong) = platform.post(
        path,
        &json!({
            "key": "shop-3", "name": "刘志远", "mobile": "12345",
        }),
    );
    assert_eq!((status, wrong["field"].as_str()), (422, Some("mobile")));
    let (status, _) = platform.post("/public/v1/dealerships/NONE/leads", &lead);
    assert_eq!(status, 404);
    assert_eq!(platform.proof(platform.lanes()[0]).broken, None);
}

#[test]
fn a_desk_whose_disk_was_cloned_is_enrolled_anew_and_what_it_gave_is_sent_under_its_new_name() {
    let mut platform = Platform::new();
    let first = Workstation::with_dealership();
    first.bring_to(&platform);
    let second = Workstation::joined(&platform, &first, "B");
    platform.pull_the_plug();
    let clone = second.cloned("another passphrase for tests");
    second.give(car(FIRST));
    clone.give(car("LFV3A23C8T3000013"));
    platform.plug_in();
    second.ask("sync.retry", json!({}));
    second.is_level();
    clone.ask("sync.retry", json!({}));
    clone.waits_for("sync.state", &json!({}), |state| state["phase"] == "cloned");
    assert_eq!(
        clone.ask("sync.state", json!({}))["waiting"],
        1,
        "nothing is lost"
    );

    let shown = clone.ask("sync.enrol_anew", json!({"deskName": "备用机"}));
    first.ask(
        "desks.approve",
        json!({"userCode": shown["userCode"], "deskCode": "D"}),
    );
    clone.waits_for("session.state", &json!({}), |state| {
        state["stage"] == "signIn"
    });
    clone.sign_in("admin");
    clone.is_level();
    first.waits_for("vehicles.list", &everything(), |list| list["total"] == 2);
    clone.give(car("LFV3A23C5T3000017"));
    clone.is_level();
    let list = first.waits_for("vehicles.list", &everything(), |list| list["total"] == 3);
    let numbers = list["rows"].to_string();
    assert!(
        numbers.contains("RKD-"),
        "it prints under its own code now: {numbers}"
    );
}

#[test]
fn of_two_cars_and_two_customers_the_ones_that_wait_say_so_until_the_platform_has_confirmed_them() {
    let mut platform = Platform::new();
    let first = Workstation::with_dealership();
    first.bring_to(&platform);
    let customer = |mobile: &str| {
        json!({
            "type": "AddCustomer", "customer": uuid::Uuid::now_v7(),
            "details": {"kind": "person", "name": "王小明", "mobile": mobile},
        })
    };
    let (known, waiting) = (customer("13800000034"), customer("13800000035"));
    first.give(car(FIRST));
    first.give(known.clone());
    first.is_level();
    platform.pull_the_plug();
    let other = car("LFV3A23C8T3000013");
    first.give(other.clone());
    first.give(waiting.clone());
    let marked = |name: &str| -> Vec<serde_json::Value> {
        let list = first.ask(name, everything());
        assert_eq!(list["total"], 2, "{list}");
        let rows = list["rows"].as_array().expect("rows").iter();
        rows.filter(|row| row["pending"] == true)
            .map(|row| row["id"].clone())
            .collect()
    };
    assert_eq!(marked("vehicles.list"), [other["vehicle"].clone()]);
    assert_eq!(marked("customers.list"), [waiting["customer"].clone()]);

    platform.plug_in();
    first.ask("sync.retry", json!({}));
    first.is_level();
    for name in ["vehicles.list", "customers.list"] {
        first.waits_for(name, &everything(), |list| {
            list["rows"]
                .as_array()
                .is_some_and(|rows| rows.iter().all(|row| row["pending"] == false))
        });
    }
}
