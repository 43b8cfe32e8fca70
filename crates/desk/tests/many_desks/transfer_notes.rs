//! 车辆调拨单 in two stores of a group, over TLS: both print the same paper, each from its own side, with the address that
//! the other store says of itself.

use std::process::Command;

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};

use crate::{
    FIRST,
    groups::two_stores,
    world::{PASSWORD, Platform, Workstation, car, everything},
};

/// What stands on the paper, without any white, and the number that it has.
fn read(station: &Workstation, form: &str, transfer: &Value, language: &str) -> (String, Value) {
    let shown = station.ask(
        "papers.preview",
        json!({"form": form, "subject": transfer, "language": language}),
    );
    assert_eq!(shown["pages"], 1, "one sheet goes with the car");
    let pdf = BASE64_STANDARD
        .decode(shown["pdf"].as_str().expect("a paper"))
        .expect("base64");
    let file = station.home().join(format!("{form}.{language}.pdf"));
    std::fs::write(&file, pdf).expect("a file");
    let said = Command::new("pdftotext")
        .arg(&file)
        .arg("-")
        .output()
        .expect("pdftotext is needed to read papers: install poppler-utils");
    let text = String::from_utf8(said.stdout).expect("text");
    let bare = text.chars().filter(|each| !each.is_whitespace()).collect();
    (bare, shown["number"].clone())
}

#[test]
fn the_paper_of_a_transfer_is_the_same_in_both_stores_and_says_its_price_to_whoever_may_see_cost() {
    let platform = Platform::new();
    let (north, south) = two_stores(&platform);
    // The southern store moved since it joined.
    south.ask(
        "dealership.change",
        json!({"address": "上海市嘉定区安亭镇墨玉路 28 号", "phone": "021-5955 7700"}),
    );
    south.is_level();
    let group = north.waits_for("groups.own", &json!({}), |group| {
        group["others"][0]["phone"] == "021-5955 7700"
    });
    let mut sent = car(FIRST);
    sent["keyNumber"] = json!("K-0712");
    sent["engineNumber"] = json!("DPL098812");
    north.give(sent.clone());
    let transfer = json!(uuid::Uuid::now_v7());
    north.give(json!({
        "type": "SendCarToStore", "transfer": transfer, "vehicle": sent["vehicle"],
        "store": group["others"][0]["id"], "price": 18_550_000, "note": "客户在城南",
    }));
    let (paper, number) = read(&north, "transferNote", &transfer, "zh-CN");
    for wanted in [
        "车辆调拨单",
        "宏远城南店",
        "上海市嘉定区安亭镇墨玉路28号",
        "021-59557700",
        FIRST,
        "DPL098812",
        "K-0712",
        "客户在城南",
        "陈管理",
        "驾驶员",
    ] {
        assert!(paper.contains(wanted), "“{wanted}” is not in {paper}");
    }
    assert!(!paper.contains("185,500"), "{paper}");
    let (priced, _) = read(&north, "pricedTransferNote", &transfer, "en");
    for wanted in ["VehicleTransferNote", "¥185,500.00", "宏远城南店"] {
        assert!(priced.contains(wanted), "“{wanted}” is not in {priced}");
    }

    north.is_level();
    let list = south.waits_for("vehicles.list", &everything(), |list| list["total"] == 1);
    let coming = south.ask("vehicles.card", json!({"id": list["rows"][0]["id"]}));
    let coming = &coming["transfer"];
    assert_eq!(coming["price"], 18_550_000);
    let (theirs, same) = read(&south, "transferNote", &coming["transfer"]["id"], "zh-CN");
    assert_eq!(same, number);
    for wanted in [FIRST, "墨玉路28号", "K-0712"] {
        assert!(theirs.contains(wanted), "“{wanted}” is not in {theirs}");
    }

    // Whoever moves no stock and sees no cost makes neither paper.
    north.ask(
        "people.add",
        json!({"name": "李薇", "signInName": "li.wei", "password": PASSWORD, "roles": []}),
    );
    north.ask("session.sign_out", json!({}));
    north.sign_in("li.wei");
    for form in ["transferNote", "pricedTransferNote"] {
        let refused = north.call("papers.preview", json!({"form": form, "subject": transfer}));
        assert_eq!(refused.expect_err(form)["code"], "missingRight");
    }
}
