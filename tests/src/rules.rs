//! Whoever runs the platform publishes a new rule of law: the desk has it while it works, a new quote goes by it and names
//! it, the one that was made before stays as it is, and what ends without a successor is asked, not guessed.

use serde_json::{Value, json};

use crate::harness::*;
use crate::many_desks::bring;
use crate::steps::{Person, choose, go_to, on_screen, sign_in, training_dealership, word};

#[test]
fn a_rule_that_the_platform_publishes_comes_to_the_desk_while_it_works_in_chinese() {
    play(Language::Chinese);
}

#[test]
fn a_rule_that_the_platform_publishes_comes_to_the_desk_while_it_works_in_english() {
    play(Language::English);
}

/// A listed electric car of 226,000 yuan, 200,000 without VAT: 20,000 of purchase tax before any relief.
#[track_caller]
fn type_electric(desk: &Desk, customer: &str) {
    desk.wait_until_at_rest();
    desk.press("Ctrl+Q");
    desk.focuses("field", word(desk, "车型", "Car"));
    desk.types("汉 EV 2026 款 冠军版");
    desk.fill(word(desk, "指导价", "Guide price"), "226000");
    desk.tab_to("radio", word(desk, "燃油", "Fuel"));
    desk.press("Right");
    desk.press("Right");
    desk.fill(word(desk, "客户姓名", "Customer"), customer);
}

/// The taxes as the platform has them, as the next edition but so many, with the relief ended long ago.
#[track_caller]
fn without_relief(platform: &Platform, number: u32) -> Value {
    let text = platform.rules(&["show", "tax"]);
    let mut taxes: Value = serde_json::from_str(&text).expect("the taxes as JSON");
    let edition = taxes["edition"].as_str().expect("an edition");
    let day = edition.split('/').next().unwrap_or_default().to_owned();
    taxes["edition"] = json!(format!("{day}/{number}"));
    let relief = taxes["purchaseTaxRelief"].as_array_mut().expect("versions");
    relief.retain(|version| version["from"].as_str() <= Some("2026-01-01"));
    relief.last_mut().expect("a version")["to"] = json!("2026-01-31");
    taxes
}

#[track_caller]
fn publish(desk: &Desk, platform: &Platform, taxes: &Value) {
    let file = desk.folder().join("tax.json");
    std::fs::write(&file, taxes.to_string()).expect("a file");
    let file = file.to_string_lossy();
    platform.rules(&["check", &file]);
    platform.rules(&["publish", &file, "--note", "财政部公告2026年第9号"]);
}

fn play(language: Language) {
    let desk = Desk::start(Options {
        language,
        ..Options::default()
    });
    let platform = Platform::start(desk.folder());
    training_dealership(&desk);
    sign_in(&desk, Person::Administrator);
    bring(&desk, &platform);
    type_electric(&desk, "王小明");
    desk.shows(&on_screen("10,000.00"));
    desk.press("Ctrl+S");
    desk.shows(word(&desk, "草稿已存", "Draft kept"));

    // From February on less of the tax is remitted.
    let mut less = without_relief(&platform, 2);
    let relief = less["purchaseTaxRelief"].as_array_mut().expect("versions");
    relief.push(json!({
        "from": "2026-02-01", "source": "财政部公告2026年第9号", "share": "0.3", "cap": 900_000,
    }));
    choose(&desk, word(&desk, "看现行规则", "See the rules in force"));
    desk.has("heading", word(&desk, "现行规则", "Rules in force"));
    desk.shows("50 %");
    publish(&desk, &platform, &less);
    desk.shows(word(&desk, "平台发布", "published by the platform"));
    desk.shows("30 %");
    desk.picture("rules-in-force");
    desk.is_accessible("the rules in force");

    type_electric(&desk, "李小红");
    desk.shows(&on_screen("14,000.00"));
    desk.press("Ctrl+S");
    desk.shows("财政部公告2026年第9号");
    desk.picture("by-the-new-rule");
    go_to(&desk, word(&desk, "报价", "Quotes"));
    desk.has("gridcell", "汉 EV");
    desk.press("J");
    desk.press("Enter");
    desk.has("heading", "汉 EV");
    desk.wait_until_at_rest();
    // Of the two the older one, wherever it stands.
    if desk.text().contains("财政部公告2026年第9号") {
        desk.press("J");
    }
    desk.shows(&on_screen("10,000.00"));
    desk.lacks("财政部公告2026年第9号");
    desk.picture("by-the-old-rule");

    // Then it ends, and nobody knows what comes.
    publish(&desk, &platform, &without_relief(&platform, 3));
    choose(&desk, word(&desk, "看现行规则", "See the rules in force"));
    desk.shows(word(
        &desk,
        "新能源购置税减免：政策未定，人工确认",
        "Purchase tax relief: Not known today: ask and confirm by hand",
    ));
    desk.picture("not-known");
    desk.is_accessible("a rule that is not known");
    type_electric(&desk, "赵小云");
    desk.shows(word(
        &desk,
        "政策未定，人工确认",
        "Rule not announced; to be confirmed",
    ));
    desk.lacks(&on_screen("14,000.00"));
    desk.press("Ctrl+S");
    desk.shows(word(
        &desk,
        "有政策未定的项目",
        "Some lines have no rule yet",
    ));
    desk.picture("asked");
    desk.is_accessible("a line without a rule");
}
