//! A quote after it is made: handed out, expired, saved again.

use super::*;

#[test]
fn an_issued_quote_stays_as_the_customer_has_it() {
    let (mut house, consultant, ..) = house();
    house.give(consultant, Command::SaveQuote(save(10, &discounted(1))));
    house.give(consultant, issue(10));
    let refusal = house.refused(consultant, Command::SaveQuote(save(10, &discounted(2))));
    assert_eq!(refusal.code, "quoteNotInState");
}

#[test]
fn an_old_quote_keeps_the_rule_it_was_made_by() {
    let (mut house, consultant, ..) = house();
    house.give(consultant, Command::SaveQuote(save(10, &discounted(1))));
    house.give(consultant, issue(10));
    house.on_the_day(2028, 3, 1);
    let quote = house.get::<Quote>(id::<QuoteId>(10));
    let relief = quote
        .rules
        .0
        .iter()
        .find(|rule| rule.policy == PolicyName::PurchaseTaxRelief)
        .expect("kept");
    assert_eq!(relief.to, Some(day("2027-12-31")));
}

#[test]
fn after_its_last_day_a_quote_is_expired_and_cannot_be_accepted() {
    let (mut house, consultant, ..) = house();
    house.give(consultant, Command::SaveQuote(save(10, &discounted(1))));
    house.give(consultant, issue(10));
    house.on_the_day(2026, 8, 1);
    let quote = house.get::<Quote>(id::<QuoteId>(10));
    assert_eq!(quote.state_on(day("2026-08-01")), QuoteState::Expired);
    let accept = Command::AcceptQuote(AcceptQuote { quote: id(10) });
    assert_eq!(
        house.refused(consultant, accept.clone()).code,
        "quoteExpired"
    );
    house.on_the_day(2026, 7, 31);
    house.give(consultant, accept);
    assert_eq!(state(&house, 10), QuoteState::Accepted);
}

#[test]
fn fewer_lines_and_plans_than_before_leave_no_row_behind() {
    let (mut house, consultant, ..) = house();
    let mut inputs = discounted(1);
    inputs.loans = vec![loan(12), loan(24), loan(36)];
    inputs.others.push(NamedSum {
        name: "拓印".to_owned(),
        amount: yuan(50),
        paid_to: PaidTo::Elsewhere,
    });
    house.give(consultant, Command::SaveQuote(save(10, &inputs)));
    inputs.loans.truncate(1);
    inputs.others.clear();
    house.give(consultant, Command::SaveQuote(save(10, &inputs)));
    let (lines, plans) = rows_of(&house, 10);
    let quote = house.get::<Quote>(id::<QuoteId>(10));
    assert_eq!(plans.len(), 1);
    assert_eq!(
        Fen::sum(lines.iter().map(|line| line.amount)),
        Some(quote.total)
    );
}

#[test]
fn a_masked_name_sent_back_keeps_the_name() {
    let (mut house, consultant, ..) = house();
    let mut inputs = discounted(1);
    house.give(consultant, Command::SaveQuote(save(10, &inputs)));
    let quote = house.get::<Quote>(id::<QuoteId>(10));
    assert_eq!(quote.inputs.0.customer_name, "");
    inputs.customer_name =
        crate::privacy::mask(crate::privacy::PersonalKind::Name, &quote.customer_name);
    assert_ne!(inputs.customer_name, "王小明");
    house.give(consultant, Command::SaveQuote(save(10, &inputs)));
    assert_eq!(
        house.get::<Quote>(id::<QuoteId>(10)).customer_name,
        "王小明"
    );
}
