//! Two stores of a group with a workstation each, over TLS: they hear of each other live, and a car goes from one to the
//! other, also when the line was away when it set out.

use serde_json::{Value, json};

use crate::{
    FIRST,
    world::{PASSWORD, Platform, Workstation, car, everything},
};

fn card(station: &Workstation, id: &Value) -> Value {
    station.ask("vehicles.card", json!({ "id": id }))
}

/// How many cars the list of stock shows on this side of a transfer.
fn between(station: &Workstation, way: &str) -> u64 {
    let mut asked = everything();
    asked["filters"] = json!({ "transfer": [way] });
    let list = station.ask("vehicles.list", asked);
    list["total"].as_u64().expect("a count")
}

/// Two stores of one group on a platform, of which the first keeps what they share.
pub fn two_stores(platform: &Platform) -> (Workstation, Workstation) {
    let north = Workstation::with_dealership();
    north.bring_to(platform);
    let south = Workstation::with_dealership_called("宏远城南店", "HN");
    south.bring_to(platform);
    platform.join_in_a_group(&["HY", "HN"]);
    for station in [&north, &south] {
        station.waits_for("groups.own", &json!({}), |group| {
            group["others"]
                .as_array()
                .is_some_and(|others| others.len() == 1)
        });
    }
    (north, south)
}

#[test]
fn a_car_that_set_out_without_a_line_comes_to_the_other_store_and_is_there_alone() {
    let mut platform = Platform::new();
    let north = Workstation::with_dealership();
    north.bring_to(&platform);
    let south = Workstation::with_dealership_called("宏远城南店", "HN");
    south.bring_to(&platform);
    let sent = car(FIRST);
    north.give(sent.clone());
    let id = &sent["vehicle"];
    assert_eq!(
        card(&north, id)["stores"],
        json!([]),
        "it is of no group yet"
    );

    platform.join_in_a_group(&["HY", "HN"]);
    let shown = north.waits_for("vehicles.card", &json!({ "id": id }), |card| {
        card["stores"][0]["code"] == "HN"
    });
    let store = &shown["stores"][0];
    assert_eq!(store["name"], "宏远城南店");
    north.is_level();

    platform.pull_the_plug();
    north.give(json!({
        "type": "SendCarToStore", "transfer": uuid::Uuid::now_v7(), "vehicle": id, "store": store["id"],
    }));
    let shown = card(&north, id);
    assert_eq!(shown["vehicle"]["state"], "transferring");
    assert_eq!(between(&north, "out"), 1);
    assert_eq!(shown["transfer"]["storeName"], "宏远城南店");
    let back = north.call(
        "submit",
        json!({"command": {
            "type": "ComeBack", "vehicle": id, "on": "2026-01-06", "odometerKm": 10,
        }}),
    );
    assert_eq!(
        back.expect_err("the transfer is ended first")["code"],
        "betweenStores"
    );

    platform.plug_in();
    north.ask("sync.retry", json!({}));
    north.is_level();
    south.ask("sync.retry", json!({}));
    let list = south.waits_for("vehicles.list", &everything(), |list| list["total"] == 1);
    let coming = &list["rows"][0];
    assert_eq!(
        (&coming["state"], &coming["vin"]),
        (&json!("inTransit"), &json!(FIRST))
    );
    let shown = card(&south, &coming["id"]);
    assert_eq!(shown["transfer"]["transfer"]["way"], "in");
    assert_eq!((between(&south, "in"), between(&south, "out")), (1, 0));
    south.give(json!({
        "type": "ReceiveCarFromStore", "transfer": shown["transfer"]["transfer"]["id"],
        "store": shown["transfer"]["transfer"]["store"], "arrivedOn": "2026-01-07", "odometerKm": 30,
    }));
    north.waits_for("vehicles.card", &json!({ "id": id }), |card| {
        card["vehicle"]["state"] == "gone"
    });
    assert_eq!(card(&south, &coming["id"])["vehicle"]["state"], "inStock");
    assert_eq!((between(&south, "in"), between(&north, "out")), (0, 0));

    // Who received it is told where it was sent from, and proved there.
    let history = north.ask("audit.history", json!({"kind": "vehicle", "id": id}));
    assert_eq!(
        (
            &history[0]["what"],
            &history[0]["who"],
            &history[0]["signature"]
        ),
        (
            &json!("ReceiveCarFromStore"),
            &json!("陈管理"),
            &json!("holds")
        )
    );
    for lane in platform.lanes() {
        assert_eq!(platform.proof(lane).broken, None);
    }
    for station in [&north, &south] {
        let proof = station.ask("audit.verify", json!({"work": "proof"}));
        assert_eq!(proof["ledger"]["broken"], json!(null));
    }
}

#[test]
fn what_a_store_publishes_to_its_group_stands_once_in_every_catalogue_and_cars_keep_their_version()
{
    let platform = Platform::new();
    let (north, south) = two_stores(&platform);
    north.ask("catalogue.load_training", json!({}));
    let own = north.ask("catalogue.list", everything());
    let model = &own["rows"][0]["id"];
    let sheet = |station: &Workstation, model: &Value| {
        let card = station.ask("catalogue.card", json!({ "id": model }));
        (
            card["groups"].clone(),
            card["name"].clone(),
            card["stock"].clone(),
        )
    };
    let before = sheet(&north, model);

    let published = north.ask("catalogue.publish_to_group", json!({}));
    assert_eq!(published["versions"], own["total"]);
    assert_eq!(north.ask("catalogue.list", everything()), own, "once each");
    assert_eq!(sheet(&north, model), before);
    let again = north.ask("catalogue.publish_to_group", json!({}));
    assert_eq!(again["versions"], 0);
    north.is_level();
    let theirs = south.waits_for("catalogue.list", &everything(), |list| {
        list["total"] == own["total"]
    });
    assert_ne!(theirs["rows"][0]["id"], own["rows"][0]["id"]);
    let refused = south.call("catalogue.publish_to_group", json!({}));
    assert_eq!(
        refused,
        Ok(json!({ "versions": 0 })),
        "it has none of its own"
    );
    south.ask("catalogue.load_training", json!({}));
    let theirs = south.ask("catalogue.list", everything());
    assert_eq!(theirs["total"], own["total"], "once each");

    // A car of a version that both have in their own catalogues is known under the group's.
    let mut sent = car(FIRST);
    sent["model"] = model.clone();
    north.give(sent.clone());
    let store = north.ask("groups.own", json!({}))["others"][0]["id"].clone();
    north.give(json!({
        "type": "SendCarToStore", "transfer": uuid::Uuid::now_v7(), "vehicle": sent["vehicle"], "store": store,
    }));
    north.is_level();
    south.waits_for("vehicles.list", &everything(), |list| list["total"] == 1);
    let same = theirs["rows"].as_array().and_then(|rows| {
        rows.iter().find(|row| {
            row["name"] == own["rows"][0]["name"] && row["series"] == own["rows"][0]["series"]
        })
    });
    let (_, name, stock) = sheet(&south, &same.expect("the version")["id"]);
    assert_eq!((name, stock.as_array().map(Vec::len)), (before.1, Some(1)));
}

#[test]
fn a_store_that_does_not_keep_what_the_group_shares_publishes_nothing() {
    let platform = Platform::new();
    let (_, south) = two_stores(&platform);
    south.ask("catalogue.load_training", json!({}));
    let refused = south.call("catalogue.publish_to_group", json!({}));
    assert_eq!(
        refused.expect_err("it belongs only")["code"],
        "storeKeepsNothing"
    );
}

#[test]
fn a_colleague_who_is_posted_signs_in_at_both_stores_and_one_new_password_holds_for_both() {
    let platform = Platform::new();
    let (north, south) = two_stores(&platform);
    north.ask(
        "people.add",
        json!({
            "name": "李薇", "signInName": "li.wei", "password": PASSWORD, "roles": [],
        }),
    );
    let known = north.ask("people.list", json!({}));
    let known = known["people"].as_array().expect("people");
    let person = known.iter().find(|person| person["signInName"] == "li.wei");
    let person = &person.expect("the colleague")["id"];
    let store = north.ask("groups.own", json!({}))["others"][0]["id"].clone();
    north.give(json!({
        "type": "PostPerson", "person": person, "store": store, "signInName": "li.wei.hy",
    }));
    assert_eq!(
        north.ask("people.list", json!({}))["postings"][0]["store"],
        store
    );
    let twice = north.call(
        "submit",
        json!({"command": {
            "type": "PostPerson", "person": person, "store": store, "signInName": "li.wei.hy",
        }}),
    );
    assert_eq!(twice.expect_err("once is enough")["code"], "postedAlready");
    north.is_level();
    south.waits_for("people.list", &json!({}), |known| {
        known["people"]
            .as_array()
            .is_some_and(|people| people.len() == 2)
    });
    south.ask("session.sign_out", json!({}));
    south.sign_in("li.wei.hy");

    // She changes her password at the store that posted her.
    north.ask("session.sign_out", json!({}));
    north.sign_in("li.wei");
    let followed = south.ask("sync.state", json!({}))["followed"].as_u64();
    let new = "Kirschbaum-2027!";
    north.ask(
        "people.change_password",
        json!({"old": PASSWORD, "new": new}),
    );
    north.is_level();
    south.waits_for("sync.state", &json!({}), |state| {
        state["followed"].as_u64() > followed
    });
    south.ask(
        "session.sign_in",
        json!({"person": person, "password": new}),
    );
    let old = south.call(
        "session.sign_in",
        json!({"person": person, "password": PASSWORD}),
    );
    assert_eq!(old.expect_err("it was replaced")["code"], "wrongPassword");
}

#[test]
fn a_store_that_leaves_its_group_has_its_own_catalogue_alone_and_hears_of_the_next_group() {
    let platform = Platform::new();
    let (north, south) = two_stores(&platform);
    north.ask("catalogue.load_training", json!({}));
    let own = north.ask("catalogue.list", everything());
    north.ask("catalogue.publish_to_group", json!({}));
    north.is_level();
    south.waits_for("catalogue.list", &everything(), |list| {
        list["total"] == own["total"]
    });
    let sent = car(FIRST);
    south.give(sent.clone());
    south.is_level();

    platform.leave_the_group("HN");
    south.waits_for("groups.own", &json!({}), Value::is_null);
    assert_eq!(south.ask("catalogue.list", everything())["total"], 0);
    assert_eq!(card(&south, &sent["vehicle"])["stores"], json!([]));
    assert_eq!(south.ask("vehicles.list", everything())["total"], 1);
    north.waits_for("groups.own", &json!({}), |group| {
        group["others"] == json!([])
    });
    assert_eq!(north.ask("catalogue.list", everything()), own);

    // What is counted in memory goes on, and the line still tells of the next group.
    south.give(car("LFV3A23C3T3000002"));
    assert_eq!(south.ask("vehicles.list", everything())["total"], 2);
    platform.join_in_a_group(&["HY2", "HN"]);
    south.waits_for("groups.own", &json!({}), |group| {
        group["others"] == json!([])
    });
    south.is_level();
    let proof = south.ask("audit.verify", json!({"work": "proof"}));
    assert_eq!(proof["ledger"]["broken"], json!(null));
}
