//! A new edition of the rules comes: what is on paper stays as it was reckoned, what is made from then on goes by it.

use serde_json::json;

use super::*;
use crate::{
    changes::Changes,
    command::Stop,
    decide,
    people::PLATFORM,
    rights::Rights,
    rules::{PublishRules, RuleOrigin, RuleSetName},
};

/// The relief of 2026 as 30 % instead of half, published by the platform.
fn publish_less_relief(house: &mut House) {
    publish(house, |relief| {
        relief["share"] = json!("0.3");
        relief["source"] = json!("新公告");
    });
}

/// The taxes with another relief from 2026 on, published by the platform.
fn publish(house: &mut House, change: impl FnOnce(&mut serde_json::Value)) {
    let mut text: serde_json::Value =
        serde_json::from_str(RuleSetName::Tax.shipped_text()).expect("JSON");
    text["edition"] = json!("2026-11-23");
    change(&mut text["purchaseTaxRelief"][1]);
    house.act_with(PLATFORM.0.as_u128(), Rights::all());
    house.done(Command::PublishRules(PublishRules {
        set: RuleSetName::Tax,
        text: text.to_string(),
        origin: RuleOrigin::Platform,
        note: String::new(),
    }));
}

#[test]
fn an_old_quote_keeps_its_rule_and_a_new_one_goes_by_the_new() {
    let (mut house, seller, ..) = house();
    let inputs = electric(yuan(226_000), "2026-07-10");
    let first = save(61, &inputs);
    house.give(seller, Command::SaveQuote(first.clone()));
    house.give(seller, issue(61));
    let (before, rows_before) = (house.get::<Quote>(first.quote), rows_of(&house, 61));

    publish_less_relief(&mut house);
    assert_eq!(house.get::<Quote>(first.quote), before);
    assert_eq!(rows_of(&house, 61), rows_before);

    // Figures by the old rule are not taken for a new quote, and those by the new one are.
    let stale = save(62, &inputs);
    let refusal = house.refused(seller, Command::SaveQuote(stale.clone()));
    assert_eq!(refusal.code, "figureNotTheRules");
    let policies = Policies::in_force(&*house).expect("rules");
    let worked = on_the_road(&inputs, &policies).expect("in range");
    let old = on_the_road(&inputs, Policies::shipped()).expect("in range");
    // 226,000 with VAT are 200,000 without, so the full tax is 20,000.
    assert_eq!(
        (
            line(&old, LineKind::PurchaseTax).amount,
            line(&worked, LineKind::PurchaseTax).amount
        ),
        (Some(yuan(10_000)), Some(yuan(14_000)))
    );
    let honest = SaveQuote {
        stated: StatedFigures {
            lines: worked
                .lines
                .iter()
                .map(|line| StatedLine {
                    kind: line.kind,
                    amount: line.amount,
                })
                .collect(),
            total: worked.total,
            loans: Vec::new(),
        },
        ..stale
    };
    house.give(seller, Command::SaveQuote(honest.clone()));
    let sources = |quote: &Quote| -> Vec<String> {
        let rules = quote.rules.0.iter();
        rules.map(|rule| rule.source.clone()).collect()
    };
    let new = house.get::<Quote>(honest.quote);
    assert!(sources(&new).contains(&"新公告".to_owned()));
    assert!(!sources(&before).contains(&"新公告".to_owned()));
    assert_eq!(
        new.total,
        before.total.checked_add(yuan(4_000)).expect("fits")
    );
}

#[test]
fn a_quote_that_a_desk_made_before_the_rule_came_is_taken_with_the_figures_that_the_customer_has() {
    let (mut house, seller, ..) = house();
    let inputs = electric(yuan(226_000), "2026-07-10");
    let away = save(63, &inputs);
    let made_at = house.now;
    house.on_the_day(2026, 7, 2);
    publish_less_relief(&mut house);
    // The platform hears of it later, and goes by when the desk says that it was made.
    house.on_the_day(2026, 7, 3);
    house.act_with(seller.0.as_u128(), BuiltInRole::SalesConsultant.rights());
    let mut context = house.context();
    let command = Command::SaveQuote(away);
    assert!(decide(&command, &*house, &context).is_err());
    context.made_at = made_at;
    assert!(decide(&command, &*house, &context).is_ok());
}

#[test]
fn a_promotion_is_not_reckoned_over_a_line_that_nobody_can_decide_any_more() {
    let (mut house, seller, ..) = house();
    let inputs = electric(yuan(226_000), "2026-07-10");
    house.give(seller, Command::SaveQuote(save(64, &inputs)));
    let quote: Quote = house.get(id::<QuoteId>(64));
    publish(&mut house, |relief| relief["to"] = json!("2026-06-30"));
    let context = house.context();
    let mut changes = Changes::new();
    let stop = reckon_anew(&*house, &context, quote, Vec::new(), &mut changes);
    let Err(Stop::Refused(refusal)) = stop else {
        panic!("{stop:?}")
    };
    assert_eq!(refusal.code, "policyUndecided");
    assert!(changes.0.is_empty());
}
