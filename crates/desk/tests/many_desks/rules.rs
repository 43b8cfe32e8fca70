//! The rules of law change at the platform while desks work: a new quote goes by the new rule, one that was made before
//! keeps its own, and where a rule ends without a successor the desk asks instead of guessing.

use chrono::{Days, NaiveDate};
use domain::rules::RuleSetName;
use platform::node::ToPublish;
use serde_json::{Value, json};

use super::world::{Platform, Workstation};

fn today() -> NaiveDate {
    let now = chrono::Utc::now().with_timezone(&chrono_tz::Asia::Shanghai);
    now.date_naive()
}

/// A listed electric car of 226,000 yuan: 20,000 of purchase tax before any relief.
fn inputs() -> Value {
    json!({
        "car": {
            "description": "比亚迪 汉EV 2026款", "guidePrice": 22_600_000, "power": "batteryElectric",
            "displacementMl": 0, "seats": 5, "listing": "newEnergyListed",
        },
        "customerName": "王小明", "buyer": "person", "discount": 0, "discountReason": "",
        "province": "beijing", "invoicedOn": today(), "compulsory": {"kind": "tariff"},
    })
}

/// The line of the purchase tax as it is worked out now.
fn tax_line(desk: &Workstation) -> Value {
    let worked = desk.ask("quotes.work_out", json!({"inputs": inputs()}));
    let lines = worked["quote"]["lines"].as_array().expect("lines").iter();
    let mut tax = lines.filter(|line| line["kind"] == "purchaseTax");
    tax.next().expect("a purchase tax").clone()
}

fn save(desk: &Workstation) -> Value {
    let worked = desk.ask("quotes.work_out", json!({"inputs": inputs()}));
    let lines: Vec<Value> = worked["quote"]["lines"]
        .as_array()
        .expect("lines")
        .iter()
        .map(|line| json!({"kind": line["kind"], "amount": line["amount"]}))
        .collect();
    json!({
        "type": "SaveQuote", "quote": uuid::Uuid::now_v7(), "validUntil": today(), "language": "zh-CN",
        "inputs": inputs(),
        "stated": {"lines": lines, "total": worked["quote"]["total"], "loans": []},
    })
}

/// What a quote says on its card and on paper.
fn told(desk: &Workstation, quote: &Value) -> (Value, Value, Value) {
    let card = desk.ask("quotes.card", json!({"id": quote}));
    let quote = &card["quote"];
    (
        card["lines"].clone(),
        quote["total"].clone(),
        quote["rules"].clone(),
    )
}

/// The tax rules that the program brings along, of which the relief ends yesterday, as the next edition but so many.
fn without_relief(number: u32) -> Value {
    let mut text: Value =
        serde_json::from_str(RuleSetName::Tax.shipped_text()).expect("the shipped rules");
    let shipped = text["edition"].as_str().expect("an edition").to_owned();
    text["edition"] = json!(format!("{shipped}/{number}"));
    let rows = text["purchaseTaxRelief"].as_array_mut().expect("versions");
    let yesterday = json!(today() - Days::new(1));
    rows.retain(|row| row["from"].as_str() < yesterday.as_str());
    let last = rows.last_mut().expect("a version");
    last["to"] = yesterday;
    text
}

fn publish(platform: &Platform, text: &Value) {
    let texts = vec![ToPublish {
        text: text.to_string(),
        note: "新公告".to_owned(),
    }];
    platform.block_on(async {
        let published = platform.node.publish_rules(texts).await;
        published.expect("an answer").expect("it is published");
        platform.node.give_rules().await.expect("it is given");
    });
}

/// The set of taxes as this desk shows it.
fn taxes(rules: &Value) -> &Value {
    let mut sets = rules["sets"].as_array().expect("sets").iter();
    sets.find(|set| set["set"] == "tax").expect("the taxes")
}

#[test]
fn a_new_rule_comes_live_old_quotes_keep_theirs_and_what_ends_is_asked() {
    let mut platform = Platform::new();
    let first = Workstation::with_dealership();
    let alone = first.ask("rules.list", json!({}));
    assert_eq!(
        alone["sets"].as_array().map(Vec::len),
        Some(RuleSetName::ALL.len())
    );
    assert_eq!(taxes(&alone)["cameFrom"], "thisProgram");
    first.bring_to(&platform);
    let second = Workstation::joined(&platform, &first, "B");
    second.is_level();
    // Made without a line, under the rule of its hour, and heard only after the next one has come.
    platform.pull_the_plug();
    let before = save(&first);
    first.give(before.clone());
    let old = told(&first, &before["quote"]);
    let relieved = tax_line(&first);

    let mut less = without_relief(2);
    let rows = less["purchaseTaxRelief"].as_array_mut().expect("versions");
    rows.push(json!({"from": today(), "source": "新公告", "share": "0.3", "cap": 900_000}));
    publish(&platform, &less);
    platform.plug_in();
    for desk in [&first, &second] {
        desk.ask("sync.retry", json!({}));
        let rules = desk.waits_for("rules.list", &json!({}), |rules| {
            taxes(rules)["cameFrom"] == "published"
        });
        assert_eq!(taxes(&rules)["edition"], less["edition"]);
        assert_eq!(taxes(&rules)["note"], "新公告");
        // 20,000 less 30 %.
        assert_eq!(tax_line(desk)["amount"], 1_400_000);
        assert_ne!(tax_line(desk), relieved);
    }
    first.is_level();
    assert_eq!(told(&first, &before["quote"]), old);
    assert_eq!(first.ask("attentions.list", json!({}))["open"], json!([]));
    // Without a line the desk goes by what came last.
    platform.pull_the_plug();
    second.waits_for("sync.state", &json!({}), |state| state["phase"] == "noLine");
    let after = save(&second);
    second.give(after.clone());
    let (_, _, rules) = told(&second, &after["quote"]);
    assert!(rules.to_string().contains("新公告"), "{rules}");
    platform.plug_in();
    second.ask("sync.retry", json!({}));
    second.is_level();
    assert_eq!(second.ask("attentions.list", json!({}))["open"], json!([]));

    publish(&platform, &without_relief(3));
    let rules = first.waits_for("rules.list", &json!({}), |rules| {
        taxes(rules)["edition"] != less["edition"]
    });
    let mut told_of = taxes(&rules)["rules"].as_array().expect("rules").iter();
    let relief = told_of.find(|rule| rule["rule"] == "purchaseTaxRelief");
    assert_eq!(relief.expect("the relief")["unknownFrom"], json!(today()));
    let line = tax_line(&first);
    assert_eq!(line["amount"], json!(null), "nobody guesses: {line}");
    assert_eq!(line["undecided"][0]["policy"], "purchaseTaxRelief");
    let refused = first
        .call("submit", json!({"command": save(&first)}))
        .expect_err("it is asked");
    assert_eq!(refused["code"], "policyUndecided");
    assert_eq!(told(&first, &before["quote"]), old);
    assert_eq!(platform.proof(platform.lanes()[0]).broken, None);
}

#[test]
fn a_desk_that_joins_by_a_snapshot_has_the_rules_that_its_house_goes_by() {
    let platform = Platform::with_snapshots();
    let first = Workstation::with_dealership();
    first.bring_to(&platform);
    let text = without_relief(2);
    publish(&platform, &text);
    first.waits_for("rules.list", &json!({}), |rules| {
        taxes(rules)["cameFrom"] == "published"
    });
    let second = Workstation::joined(&platform, &first, "B");
    let rules = second.ask("rules.list", json!({}));
    assert_eq!(taxes(&rules)["edition"], text["edition"]);
    assert_eq!(tax_line(&second)["amount"], json!(null));
}
