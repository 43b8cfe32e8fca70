//! The service points of the group over the real encrypted store: set by whoever runs the workshop, listed for every
//! advisor, found by the one box, and their sheet made in the language that the customer reads.

mod house;

use base64::{Engine, prelude::BASE64_STANDARD};
use house::House;
use serde_json::{Value, json};

const NAME: &str = "启辰嘉定钣喷中心";

fn id() -> Value {
    json!(uuid::Uuid::now_v7())
}

fn point(id: &Value) -> Value {
    let week: Vec<Value> = (1..=5)
        .map(|weekday| json!({"weekday": weekday, "from": 510, "until": 1_050}))
        .collect();
    json!({"type": "SetServicePoint", "point": id, "name": NAME, "englishName": "Qichen Body Shop",
        "owner": "group", "house": "嘉定店", "works": ["bodyAndPaint", "repair"], "province": "上海市",
        "city": "上海市", "district": "嘉定区", "address": "安亭镇墨玉路 28 号", "phone": "021-5955 7700",
        "week": week, "distanceKm": 36, "state": "inUse",
        "directions": {"zh": {"metro": "11 号线安亭站", "bus": "嘉定 62 路"}, "en": {"metro": "Line 11 to Anting"}}})
}

fn listed(house: &House, text: &str) -> Value {
    house.ask(
        "service_points.list",
        json!({"filters": {}, "text": text, "sort": null, "offset": 0, "limit": 10}),
    )
}

/// What stands on the sheet, without any white.
fn read(house: &House, point: &Value, language: &str) -> String {
    let shown = house.ask(
        "papers.preview",
        json!({"form": "pointDirections", "subject": point, "language": language}),
    );
    assert_eq!(shown["pages"], 1, "one sheet to take along");
    let pdf = BASE64_STANDARD
        .decode(shown["pdf"].as_str().expect("a paper"))
        .expect("base64");
    let file = house.home().join(format!("{language}.pdf"));
    std::fs::write(&file, pdf).expect("a file");
    let said = std::process::Command::new("pdftotext")
        .arg(&file)
        .arg("-")
        .output()
        .expect("pdftotext is needed to read papers: install poppler-utils");
    String::from_utf8(said.stdout)
        .expect("text")
        .chars()
        .filter(|each| !each.is_whitespace())
        .collect()
}

#[test]
fn a_point_is_set_by_who_runs_the_workshop_and_found_by_every_advisor() {
    let house = House::training();
    house.sign_in("store");
    let jiading = id();
    house.give(point(&jiading));
    house.sign_in("service");
    let refused = house.refused("submit", json!({"command": point(&id())}));
    assert_eq!(refused["code"], "missingRight");
    for typed in ["墨玉路", "body shop", "嘉定店 7700"] {
        assert_eq!(listed(&house, typed)["rows"][0]["name"], NAME, "{typed}");
    }
    assert_eq!(listed(&house, "浦东")["total"], 0);
    let found = |typed: &str| house.ask("search.all", json!({"text": typed, "limit": 5}));
    for typed in ["qcjd", "嘉定", "59557700"] {
        assert_eq!(found(typed)["hits"][0]["kind"], "service_point", "{typed}");
    }
    let card = house.ask("service_points.card", json!({ "id": jiading }));
    assert_eq!(
        card["openDays"],
        json!([{"first": 1, "last": 5, "hours": {"from": 510, "until": 1_050}},
            {"first": 6, "last": 7, "hours": null}])
    );
    assert_eq!(
        card["row"]["wholeAddress"],
        "上海市嘉定区安亭镇墨玉路 28 号"
    );
    // Nobody is sent where no car is taken any more.
    house.sign_in("store");
    let mut closed = point(&jiading);
    closed["state"] = json!("closed");
    house.give(closed);
    assert_eq!(found("qcjd")["hits"], json!([]));
    assert_eq!(listed(&house, "墨玉路")["rows"][0]["state"], "closed");
    // Who has nothing to do with the service department sees none of it.
    house.sign_in("cashier");
    let paper = json!({"form": "pointDirections", "subject": jiading, "language": "en"});
    assert_eq!(
        house.refused("papers.preview", paper)["code"],
        "missingRight"
    );
}

#[test]
fn its_sheet_speaks_the_customers_language_and_shows_the_driver_the_address_in_chinese() {
    let house = House::training();
    house.sign_in("store");
    let jiading = id();
    house.give(point(&jiading));
    let chinese = read(&house, &jiading, "zh-CN");
    for wanted in [
        NAME,
        "上海市嘉定区安亭镇墨玉路28号",
        "周一至周五8:30–17:30",
        "周六至周日休息",
        "约36公里",
        "11号线安亭站",
        "钣喷",
    ] {
        assert!(chinese.contains(wanted), "“{wanted}” is not in {chinese}");
    }
    let english = read(&house, &jiading, "en");
    for wanted in [
        "QichenBodyShop",
        NAME,
        "上海市嘉定区安亭镇墨玉路28号",
        "MondaytoFriday8:30–17:30",
        "Line11toAnting",
        // Written in Chinese only: better than nothing.
        "嘉定62路",
    ] {
        assert!(english.contains(wanted), "“{wanted}” is not in {english}");
    }
    assert!(!english.contains("11号线安亭站"), "{english}");
}
