//! What a car costs on the road, and that nobody states another figure.

use super::*;

#[test]
fn a_listed_electric_car_pays_half_the_purchase_tax_in_2026_and_none_of_it_in_2025() {
    let in_2026 = on_the_road(&electric(yuan(226_000), "2026-07-10"), Policies::shipped());
    let in_2025 = on_the_road(&electric(yuan(226_000), "2025-12-31"), Policies::shipped());
    let tax = |worked: Result<OnTheRoad, _>| {
        line(&worked.expect("in range"), LineKind::PurchaseTax).amount
    };
    assert_eq!(tax(in_2026), Some(yuan(10_000)));
    assert_eq!(tax(in_2025), Some(Fen::ZERO));
}

#[test]
fn an_electric_car_that_the_catalogue_does_not_list_pays_in_full() {
    let mut inputs = electric(yuan(226_000), "2026-07-10");
    inputs.car.listing = CatalogueListing::NewEnergyUnlisted;
    let worked = on_the_road(&inputs, Policies::shipped()).expect("in range");
    assert_eq!(
        line(&worked, LineKind::PurchaseTax).amount,
        Some(yuan(20_000))
    );
}

#[test]
fn each_line_says_its_rule_with_days_and_source() {
    let worked =
        on_the_road(&electric(yuan(226_000), "2026-07-10"), Policies::shipped()).expect("in range");
    let tax = line(&worked, LineKind::PurchaseTax);
    let relief = tax
        .rules
        .iter()
        .find(|rule| rule.policy == PolicyName::PurchaseTaxRelief)
        .expect("the relief's rule");
    assert_eq!(relief.to, Some(day("2027-12-31")));
    assert!(relief.source.contains("2023年第10号"));
    assert!(worked.rules.contains(relief));
}

#[test]
fn outside_a_known_window_the_line_is_open_until_a_person_enters_it() {
    let mut inputs = electric(yuan(226_000), "2028-01-05");
    let worked = on_the_road(&inputs, Policies::shipped()).expect("in range");
    let tax = line(&worked, LineKind::PurchaseTax);
    assert_eq!(tax.amount, None);
    assert_eq!(tax.undecided[0].policy, PolicyName::PurchaseTaxRelief);
    assert_eq!(
        tax.working,
        Working::Undecided {
            suggestion: Some(yuan(20_000))
        }
    );
    let (mut house, consultant, ..) = house();
    let refusal = house.refused(consultant, Command::SaveQuote(save(10, &inputs)));
    assert_eq!(refusal.code, "policyUndecided");
    assert_eq!(refusal.field.as_deref(), Some("inputs.byHand.purchaseTax"));

    inputs.by_hand.purchase_tax = Some(yuan(20_000));
    house.give(consultant, Command::SaveQuote(save(10, &inputs)));
    let quote = house.get::<Quote>(id::<QuoteId>(10));
    assert_eq!(quote.total, yuan(226_000 + 20_000 + 950));
}

#[test]
fn a_province_whose_vessel_tax_is_not_known_is_asked_of_a_person() {
    let worked = on_the_road(
        &fuel(yuan(200_000), Province::Shanghai),
        Policies::shipped(),
    )
    .expect("fits");
    assert_eq!(line(&worked, LineKind::VesselTax).amount, None);
    let worked =
        on_the_road(&fuel(yuan(200_000), Province::Beijing), Policies::shipped()).expect("fits");
    // 480 yuan a year, six months left of 2026 with July.
    assert_eq!(line(&worked, LineKind::VesselTax).amount, Some(yuan(240)));
}

#[test]
fn a_dear_car_has_a_line_for_the_retail_consumption_tax_and_an_ordinary_one_has_none() {
    let dear = fuel(yuan(1_130_000), Province::Beijing);
    let worked = on_the_road(&dear, Policies::shipped()).expect("in range");
    assert_eq!(
        line(&worked, LineKind::LuxuryTax).amount,
        Some(yuan(100_000))
    );
    let ordinary = fuel(yuan(200_000), Province::Beijing);
    let worked = on_the_road(&ordinary, Policies::shipped()).expect("in range");
    assert!(
        worked
            .lines
            .iter()
            .all(|line| line.kind != LineKind::LuxuryTax)
    );
}

#[test]
fn a_subsidy_of_others_is_shown_and_never_part_of_the_sum() {
    let mut inputs = electric(yuan(200_000), "2026-07-10");
    let without = on_the_road(&inputs, Policies::shipped()).expect("in range");
    inputs.trade_in = Some(crate::tax::TradeInScheme::Scrap);
    let with = on_the_road(&inputs, Policies::shipped()).expect("in range");
    assert_eq!(with.total, without.total);
    assert_eq!(with.subsidy.and_then(|it| it.expected), Some(yuan(20_000)));
}

#[test]
fn a_quote_whose_figure_is_not_the_rules_is_refused_naming_the_line() {
    let (mut house, consultant, ..) = house();
    let mut command = save(10, &electric(yuan(226_000), "2026-07-10"));
    command.stated.lines[1].amount = Some(yuan(9_999));
    let refusal = house.refused(consultant, Command::SaveQuote(command));
    assert_eq!(refusal.code, "figureNotTheRules");
    assert_eq!(refusal.values["line"], "purchaseTax");
    assert_eq!(refusal.values["ruled"], 1_000_000);
}

#[test]
fn a_quote_whose_sum_or_loan_is_not_the_rules_is_refused() {
    let (mut house, consultant, ..) = house();
    let mut inputs = electric(yuan(226_000), "2026-07-10");
    inputs.loans.push(loan(36));
    let mut command = save(10, &inputs);
    command.stated.total = Fen(command.stated.total.0 - 1);
    let refusal = house.refused(consultant, Command::SaveQuote(command));
    assert_eq!(refusal.code, "sumNotTheLines");
    let mut command = save(10, &inputs);
    command.stated.loans[0].first_payment = Fen(1);
    let refusal = house.refused(consultant, Command::SaveQuote(command));
    assert_eq!(refusal.code, "loanFigureNotTheRules");
}

#[test]
fn a_fuel_car_listed_as_new_energy_is_refused() {
    let (mut house, consultant, ..) = house();
    let mut inputs = fuel(yuan(200_000), Province::Beijing);
    inputs.car.listing = CatalogueListing::NewEnergyListed;
    let refusal = house.refused(consultant, Command::SaveQuote(save(10, &inputs)));
    assert_eq!(refusal.code, "listingContradictsPower");
}
