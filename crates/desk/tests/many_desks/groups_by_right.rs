//! Groups that stores found, join and leave by themselves, over TLS: a code that holds for a week goes from the one
//! administrator to the other, and everything that it can be refused for is said at once.

use serde_json::{Value, json};

use crate::{
    FIRST,
    world::{PASSWORD, Platform, Workstation, car, everything},
};

fn page(station: &Workstation) -> Value {
    station.ask("groups.page", json!({}))
}

fn refused(station: &Workstation, name: &str, arguments: Value) -> Value {
    station.call(name, arguments).expect_err("it is refused")
}

/// The page of the group once this many stores stand on it.
fn with_stores(station: &Workstation, count: usize) -> Value {
    station.waits_for("groups.page", &json!({}), |page| {
        page["group"]["stores"]
            .as_array()
            .is_some_and(|stores| stores.len() == count)
    })
}

/// Two stores without a group, the first of which has founded one.
fn founded(platform: &Platform) -> (Workstation, Workstation) {
    let north = Workstation::with_dealership();
    north.bring_to(platform);
    let south = Workstation::with_dealership_called("宏远城南店", "HN");
    south.bring_to(platform);
    north.is_level();
    north.ask("groups.found", json!({"name": "宏远集团"}));
    with_stores(&north, 1);
    (north, south)
}

fn code(station: &Workstation) -> Value {
    let code = station.ask("groups.invite", json!({}))["code"].clone();
    station.is_level();
    code
}

#[test]
fn a_store_founds_a_group_and_another_comes_in_by_the_code_that_was_read_to_it() {
    let platform = Platform::new();
    let (north, south) = founded(&platform);
    let own = page(&north);
    assert_eq!(
        (&own["group"]["name"], &own["group"]["part"]),
        (&json!("宏远集团"), &json!("keeps"))
    );
    assert_eq!(page(&south), json!({"hasPlatform": true, "group": null}));

    let code = code(&north);
    let out = page(&north)["group"]["invitations"].clone();
    assert_eq!(out.as_array().map(Vec::len), Some(1));
    assert_eq!(out[0]["invitedByName"], "陈管理");
    assert!(
        !page(&north)
            .to_string()
            .contains(code.as_str().expect("a code")),
        "it is shown once"
    );
    let typed = code.as_str().expect("a code").to_lowercase();
    let joined = south.ask("groups.join", json!({"code": typed}));
    assert_eq!(joined["name"], "宏远集团");
    let theirs = with_stores(&south, 2);
    assert_eq!(theirs["group"]["part"], "belongs");
    let ours = with_stores(&north, 2);
    assert_eq!(ours["group"]["invitations"], json!([]), "it is used");

    for lane in platform.lanes() {
        assert_eq!(platform.proof(lane).broken, None);
    }
    for station in [&north, &south] {
        let proof = station.ask("audit.verify", json!({"work": "proof"}));
        assert_eq!(proof["ledger"]["broken"], json!(null));
    }
}

#[test]
fn what_a_store_cannot_do_about_groups_is_said_at_once() {
    let mut platform = Platform::new();
    let (north, south) = founded(&platform);
    let unknown = refused(&south, "groups.join", json!({"code": "BCDF-GHJK"}));
    assert_eq!(
        (&unknown["code"], &unknown["field"]),
        (&json!("invitationUnknown"), &json!("code"))
    );
    assert_eq!(
        refused(&south, "groups.invite", json!({}))["code"],
        "noGroup"
    );
    assert_eq!(
        refused(&north, "groups.found", json!({"name": "另一个"}))["code"],
        "inAGroup"
    );
    let first = code(&north);
    south.ask("groups.join", json!({"code": first}));
    with_stores(&south, 2);
    let second = code(&north);
    let again = refused(&south, "groups.join", json!({"code": second}));
    assert_eq!(
        (&again["code"], &again["values"]["group"]),
        (&json!("inAGroup"), &json!("宏远集团"))
    );
    let third = Workstation::with_dealership_called("宏远城北店", "HB");
    third.bring_to(&platform);
    let used = refused(&third, "groups.join", json!({"code": first}));
    assert_eq!(
        (&used["code"], &used["values"]["store"]),
        (&json!("invitationUsed"), &json!("宏远城南店"))
    );
    south.is_level();
    assert_eq!(
        refused(&south, "groups.invite", json!({}))["code"],
        "storeKeepsNothing"
    );

    platform.pull_the_plug();
    for (name, arguments) in [
        ("groups.found", json!({"name": "另一个"})),
        ("groups.join", json!({"code": second})),
    ] {
        assert_eq!(refused(&third, name, arguments)["code"], "noLine", "{name}");
    }
    assert_eq!(
        refused(&north, "groups.invite", json!({}))["code"],
        "noLine"
    );
    let alone = Workstation::with_dealership_called("独立店", "DL");
    assert_eq!(page(&alone), json!({"hasPlatform": false, "group": null}));
    assert_eq!(
        refused(&alone, "groups.found", json!({"name": "另一个"}))["code"],
        "noPlatform"
    );

    // Whoever may not run the group sees nothing of this.
    north.ask(
        "people.add",
        json!({"name": "李薇", "signInName": "li.wei", "password": PASSWORD, "roles": []}),
    );
    north.ask("session.sign_out", json!({}));
    north.sign_in("li.wei");
    for (name, arguments) in [
        ("groups.page", json!({})),
        ("groups.invite", json!({})),
        ("groups.leave", json!({})),
    ] {
        assert_eq!(
            refused(&north, name, arguments)["code"],
            "missingRight",
            "{name}"
        );
    }
}

#[test]
fn the_page_shows_cars_and_people_between_the_stores_and_a_store_leaves_when_none_is_under_way() {
    let platform = Platform::new();
    let (north, south) = founded(&platform);
    south.ask("groups.join", json!({"code": code(&north)}));
    let shown = with_stores(&south, 2);
    with_stores(&north, 2);
    let store = |code: &str| {
        let stores = shown["group"]["stores"].as_array().expect("stores");
        let found = stores.iter().find(|store| store["code"] == code);
        found.expect("the store")["id"].clone()
    };
    north.ask("catalogue.load_training", json!({}));
    let published = north.ask("catalogue.publish_to_group", json!({}));
    let sent = car(FIRST);
    north.give(sent.clone());
    north.give(json!({
        "type": "SendCarToStore", "transfer": uuid::Uuid::now_v7(), "vehicle": sent["vehicle"],
        "store": store("HN"),
    }));
    north.ask(
        "people.add",
        json!({"name": "李薇", "signInName": "li.wei", "password": PASSWORD, "roles": []}),
    );
    let known = north.ask("people.list", json!({}));
    let people = known["people"].as_array().expect("people");
    let person = people.iter().find(|person| person["name"] == "李薇");
    north.give(json!({
        "type": "PostPerson", "person": person.expect("the colleague")["id"],
        "store": store("HN"), "signInName": "li.wei.hy",
    }));
    north.is_level();
    let theirs = south.waits_for("groups.page", &json!({}), |page| {
        page["group"]["posted"][0]["name"] == "李薇"
            && page["group"]["cars"][0]["transfer"]["way"] == "in"
            && page["group"]["catalogue"][0]["versions"] == published["versions"]
    });
    assert_eq!(theirs["group"]["posted"][0]["way"], "here");
    let ours = page(&north)["group"].clone();
    assert_eq!(ours["posted"][0]["way"], "fromHere");
    assert_eq!(ours["cars"][0]["storeName"], "宏远城南店");
    assert_eq!(ours["cars"][0]["description"], sent["description"]);

    let number = &theirs["group"]["cars"][0]["transfer"]["number"];
    let held = refused(&south, "groups.leave", json!({}));
    assert_eq!(
        (&held["code"], &held["values"]["numbers"]),
        (&json!("carsBetweenStores"), number)
    );
    let list = south.ask("vehicles.list", everything());
    let coming = south.ask("vehicles.card", json!({"id": list["rows"][0]["id"]}));
    let coming = &coming["transfer"]["transfer"];
    south.give(json!({
        "type": "ReceiveCarFromStore", "transfer": coming["id"], "store": coming["store"],
        "arrivedOn": "2026-01-07", "odometerKm": 30,
    }));
    south.ask("groups.leave", json!({}));
    south.is_level();
    assert_eq!(page(&south)["group"], json!(null));
    let left = with_stores(&north, 1);
    assert_eq!(left["group"]["posted"], json!([]));
    for lane in platform.lanes() {
        assert_eq!(platform.proof(lane).broken, None);
    }
}
