//! What is promised of the rules of law, as sentences.

use serde_json::{Value, json};

use super::*;
use crate::{
    Command,
    calendars::CalendarRules,
    command::Outcome,
    dated::{Policies, PolicyName},
    deposits::{DepositRules, deposit_cap},
    money::{Fen, Rate},
    people::{BuiltInRole, PLATFORM},
    refusal::Refusal,
    rights::Rights,
    tax::TaxRules,
    testing::House,
    time::Timestamp,
};

fn shipped(set: RuleSetName) -> Value {
    serde_json::from_str(set.shipped_text()).expect("JSON")
}

/// The shipped tax rules with a share of the purchase tax remitted to the end of 2026, as an edition of this day.
fn relief(edition: &str, share: &str) -> String {
    let mut text = shipped(RuleSetName::Tax);
    text["edition"] = json!(edition);
    text["purchaseTaxRelief"][1]["share"] = json!(share);
    text.to_string()
}

fn publish(set: RuleSetName, text: &str) -> Command {
    Command::PublishRules(PublishRules {
        set,
        text: text.to_owned(),
        origin: RuleOrigin::Platform,
        note: "财政部公告".to_owned(),
    })
}

fn house() -> House {
    let mut house = House::of(BuiltInRole::StoreManager);
    house.act_with(PLATFORM.0.as_u128(), Rights::all());
    house
}

fn given(house: &mut House, set: RuleSetName, text: &str) -> Outcome {
    house.done(publish(set, text))
}

fn refused(house: &mut House, set: RuleSetName, text: &str) -> Refusal {
    house.refused(publish(set, text))
}

fn relief_of(house: &House) -> Rate {
    let rules = rules_in_force::<TaxRules>(house).expect("rules");
    let day = "2026-11-22".parse().expect("a day");
    rules
        .purchase_tax_relief
        .on(day)
        .expect("known")
        .terms
        .share
}

#[test]
fn a_house_without_rules_of_its_own_goes_by_those_of_the_program() {
    let house = house();
    let policies = Policies::in_force(&house).expect("rules");
    assert_eq!(&policies, Policies::shipped());
}

#[test]
fn what_was_published_last_holds_and_is_named_with_where_it_came_from() {
    let mut house = house();
    given(&mut house, RuleSetName::Tax, &relief("2026-11-23", "0.3"));
    assert_eq!(relief_of(&house), "0.3".parse().expect("a rate"));
    house.later(Timestamp::HOUR);
    given(
        &mut house,
        RuleSetName::Tax,
        &relief("2026-11-23/2", "0.25"),
    );
    assert_eq!(relief_of(&house), "0.25".parse().expect("a rate"));
    let row: RuleSet = house.get(RuleSetName::Tax.id()).expect("the set");
    assert_eq!(row.edition.to_string(), "2026-11-23/2");
    assert_eq!(row.published_at, house.now);
    assert_eq!(
        (row.origin, row.note.as_str()),
        (RuleOrigin::Platform, "财政部公告")
    );
    assert_eq!(house.all::<RuleSet>().len(), 1);
    assert_eq!(house.all::<RuleText>().len(), 2);
    assert_eq!(row.former.0.len(), 1);
}

#[test]
fn the_same_edition_given_twice_changes_nothing_and_an_older_one_is_refused() {
    let mut house = house();
    let text = relief("2026-11-24", "0.3");
    given(&mut house, RuleSetName::Tax, &text);
    assert!(
        given(&mut house, RuleSetName::Tax, &text)
            .changes
            .0
            .is_empty()
    );
    for edition in ["2026-11-24", "2026-11-23"] {
        let refusal = refused(&mut house, RuleSetName::Tax, &relief(edition, "0.4"));
        assert_eq!(refusal.code, "editionNotNewer");
        assert_eq!(refusal.values["standing"], "2026-11-24");
    }
    assert_eq!(relief_of(&house), "0.3".parse().expect("a rate"));
}

#[test]
fn nobody_of_the_house_publishes_law() {
    let mut house = House::of(BuiltInRole::StoreManager);
    let refusal = house.refused(publish(RuleSetName::Tax, &relief("2026-11-23", "0.3")));
    assert_eq!(refusal.code, "rulesByPlatformOnly");
}

#[test]
fn an_edition_that_cannot_hold_is_refused_with_the_row_that_is_at_fault() {
    let mut house = house();
    let mut with = |place: &[&str], value: Value| {
        let mut text = shipped(RuleSetName::Tax);
        text["edition"] = json!("2026-12-01");
        let mut at = &mut text;
        for step in place {
            at = match step.parse::<usize>() {
                Ok(row) => &mut at[row],
                Err(_) => &mut at[*step],
            };
        }
        *at = value;
        refused(&mut house, RuleSetName::Tax, &text.to_string())
    };
    let overlap = with(&["purchaseTaxRelief", "0", "to"], json!("2026-01-01"));
    assert_eq!(overlap.code, "rulesOverlap");
    assert_eq!(
        (&overlap.values["table"], &overlap.values["on"]),
        (&json!("purchaseTaxRelief"), &json!("2026-01-01"))
    );
    let backwards = with(&["luxuryTax", "0", "to"], json!("2016-11-30"));
    assert_eq!(backwards.code, "ruleEndsBeforeItBegins");
    let unsourced = with(&["purchaseTax", "0", "source"], json!(" "));
    assert_eq!(unsourced.code, "ruleWithoutSource");
    let no_rate = with(&["purchaseTax", "0", "rate"], json!("a tenth"));
    assert_eq!(no_rate.code, "rulesUnreadable");
    assert_eq!(
        with(&["edition"], json!("soon")).code,
        "rulesWithoutEdition"
    );
    assert_eq!(with(&["set"], json!("insurance")).code, "rulesOfNoSet");
    assert_eq!(with(&["purchaseTax"], Value::Null).code, "rulesUnreadable");
    let more = with(&["purchaseTax", "0", "batteryUpTo"], json!(50));
    assert_eq!(more.code, "rulesNotUnderstood");
    assert_eq!(more.values["place"], "purchaseTax.batteryUpTo");
    assert_eq!(
        refused(&mut house, RuleSetName::Tax, "{").code,
        "rulesUnreadable"
    );
    assert!(house.all::<RuleSet>().is_empty());
}

#[test]
fn what_a_newer_platform_gave_and_this_program_cannot_read_is_asked_and_never_guessed() {
    let mut house = house();
    let mut text = shipped(RuleSetName::Deposits);
    text["edition"] = json!("2027-01-01");
    text["deposit"][0]["onlyFor"] = json!("newCars");
    let text = text.to_string();
    house.put(&RuleSet {
        id: RuleSetName::Deposits.id(),
        name: RuleSetName::Deposits,
        edition: "2027-01-01".parse().expect("an edition"),
        digest: digest_of(&text),
        origin: RuleOrigin::Program,
        note: String::new(),
        published_at: house.now,
        former: Json(Vec::new()),
    });
    house.put(&RuleText {
        id: RuleText::id_of(&digest_of(&text)),
        text,
    });
    let day = "2026-11-22".parse().expect("a day");
    for _ in 0..2 {
        let rules = rules_in_force::<DepositRules>(&house).expect("an answer");
        let cap = deposit_cap(Fen(100), day, &rules);
        let error = cap.expect_err("nobody knows").to_string();
        assert!(error.contains("Deposit"), "{error}");
    }
    // Of the others nothing is lost.
    assert_eq!(relief_of(&house), "0.5".parse().expect("a rate"));
}

#[test]
fn every_shipped_set_can_be_read_and_published_and_says_its_windows() {
    let mut house = house();
    for set in RuleSetName::ALL {
        given(&mut house, *set, set.shipped_text());
        let tables = tables(*set, set.shipped_text()).expect("tables");
        assert!(
            tables.iter().all(|table| !table.versions.is_empty()),
            "{tables:?}"
        );
        let sources = tables.iter().flat_map(|table| &table.versions);
        assert!(
            sources
                .into_iter()
                .all(|version| !version.source.is_empty())
        );
    }
    let policies = Policies::in_force(&house).expect("rules");
    assert_eq!(&policies, Policies::shipped());
    let calendars = rules_in_force::<CalendarRules>(&house).expect("rules");
    assert_eq!(calendars.calendar.years().last(), Some(2026));
}

#[test]
fn a_later_edition_of_a_day_is_newer_and_written_as_it_is_read() {
    let read = |text: &str| text.parse::<Edition>().expect("an edition");
    assert!(read("2026-11-22") < read("2026-11-22/2"));
    assert!(read("2026-11-22/9") < read("2026-11-22/10"));
    assert!(read("2026-11-22/10") < read("2026-11-23"));
    for text in ["2026-11-22", "2026-11-22/2"] {
        assert_eq!(read(text).to_string(), text);
    }
    for wrong in ["", "22", "2026-11-22/0", "2026-11-22/x", "2026-02-30"] {
        assert!(wrong.parse::<Edition>().is_err(), "{wrong}");
    }
}

#[test]
fn what_held_at_an_instant_is_known_after_later_editions_came() {
    let mut house = house();
    let mut instants = vec![house.now];
    for (edition, share) in [
        ("2026-11-23", "0.4"),
        ("2026-11-24", "0.3"),
        ("2026-11-25", "0.2"),
    ] {
        house.later(Timestamp::HOUR);
        given(&mut house, RuleSetName::Tax, &relief(edition, share));
        instants.push(house.now);
    }
    let then = |at: Timestamp| {
        let rules = rules_then::<TaxRules>(&house, at).expect("rules");
        let day = "2026-11-22".parse().expect("a day");
        let on = rules.purchase_tax_relief.on(day).expect("known");
        on.terms.share.to_string()
    };
    let found: Vec<String> = instants.iter().map(|at| then(*at)).collect();
    assert_eq!(found, ["0.5", "0.4", "0.3", "0.2"]);
    assert_eq!(then(instants[3].plus(-1)), "0.3");
}

#[test]
fn a_rule_that_ends_leaves_days_that_are_asked_of_a_person() {
    let mut house = house();
    let mut text = shipped(RuleSetName::Tax);
    text["edition"] = json!("2026-11-23");
    text["purchaseTaxRelief"][1]["to"] = json!("2026-11-30");
    given(&mut house, RuleSetName::Tax, &text.to_string());
    let rules = rules_in_force::<TaxRules>(&house).expect("rules");
    let on = |day: &str| rules.purchase_tax_relief.on(day.parse().expect("a day"));
    assert!(on("2026-11-30").is_ok());
    let gap = on("2026-12-01").expect_err("no rule");
    assert_eq!(gap.policy, PolicyName::PurchaseTaxRelief);
}
