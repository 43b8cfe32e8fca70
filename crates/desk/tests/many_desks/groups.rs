//! Two stores of a group with a workstation each, over TLS: they hear of each other live, and a car goes from one to the
//! other, also when the line was away when it set out.

use serde_json::{Value, json};

use crate::{
    FIRST,
    world::{Platform, Workstation, car, everything},
};

fn card(station: &Workstation, id: &Value) -> Value {
    station.ask("vehicles.card", json!({ "id": id }))
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
    south.give(json!({
        "type": "ReceiveCarFromStore", "transfer": shown["transfer"]["transfer"]["id"],
        "store": shown["transfer"]["transfer"]["store"], "arrivedOn": "2026-01-07", "odometerKm": 30,
    }));
    north.waits_for("vehicles.card", &json!({ "id": id }), |card| {
        card["vehicle"]["state"] == "gone"
    });
    assert_eq!(card(&south, &coming["id"])["vehicle"]["state"], "inStock");

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
