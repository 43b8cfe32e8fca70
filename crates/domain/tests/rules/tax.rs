//! Taxes and subsidies at the edges of their windows, and what splitting always keeps.

use chrono::NaiveDate;
use domain::dated::{Policies, RuleError};
use domain::insurance::{ClaimHistory, UseClass, compulsory_premium};
use domain::money::{Fen, Rate};
use domain::provinces::Province;
use domain::tax::*;
use proptest::prelude::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("the day exists")
}

proptest! {
    #[test]
    fn net_and_vat_make_up_the_price(fen in -1_000_000_000_000_i64..1_000_000_000_000, points in 0_i64..10_000) {
        let (net, vat) = vat_split_at(Fen(fen), Rate::from_basis_points(points)).expect("it fits");
        prop_assert_eq!(net.checked_add(vat), Some(Fen(fen)));
        prop_assert!(net.fen().abs() <= fen.abs());
    }

    #[test]
    fn relief_never_exceeds_tax_or_cap(fen in 0_i64..1_000_000_000) {
        let tax = purchase_tax(Fen(fen), day(2026, 11, 22), CatalogueListing::NewEnergyListed, &Policies::shipped().tax).expect("known");
        prop_assert!(tax.relief <= tax.full_tax && tax.relief <= Fen(1_500_000));
        prop_assert_eq!(tax.relief.checked_add(tax.payable), Some(tax.full_tax));
    }
}

#[test]
fn the_used_car_rate_ends_in_2027_and_is_then_asked_of_a_person() {
    let rules = &Policies::shipped().tax;
    assert!(used_car_vat(Fen(10_050_000), day(2027, 12, 31), rules).is_ok());
    assert!(matches!(
        used_car_vat(Fen(10_050_000), day(2028, 1, 1), rules),
        Err(RuleError::Undefined(_))
    ));
}

#[test]
fn the_used_car_tax_is_levied_on_the_net_price_even_when_a_fen_is_left_over() {
    let split =
        used_car_vat(Fen(5_025_100), day(2026, 11, 22), &Policies::shipped().tax).expect("known");
    assert_eq!((split.net, split.vat), (Fen(5_000_100), Fen(25_001)));
}

#[test]
fn a_stamp_tells_until_when_the_relief_holds() {
    let tax = purchase_tax(
        Fen(33_900_000),
        day(2026, 11, 22),
        CatalogueListing::NewEnergyListed,
        &Policies::shipped().tax,
    )
    .expect("known");
    let PurchaseTaxRelief::Granted { rule, .. } = tax.basis else {
        panic!("the car is listed");
    };
    assert_eq!(rule.to, Some(day(2027, 12, 31)));
    assert!(!rule.source.is_empty());
}

#[test]
fn the_luxury_tax_starts_at_900_000_net_and_takes_in_electric_cars_since_july_2025() {
    let rules = &Policies::shipped().tax;
    let tax = |total, power, on| luxury_tax(Fen(total), power, on, rules).map(|line| line.tax);
    let at_threshold = 101_700_000;
    assert_eq!(
        tax(at_threshold, PowerSource::BatteryElectric, day(2025, 7, 20)),
        Ok(Fen(9_000_000))
    );
    assert_eq!(
        tax(at_threshold - 2, PowerSource::Fuel, day(2025, 7, 20)),
        Ok(Fen::ZERO)
    );
    assert_eq!(
        tax(at_threshold, PowerSource::Fuel, day(2025, 7, 19)),
        Ok(Fen::ZERO)
    );
    let old_threshold = 146_900_000;
    assert_eq!(
        tax(old_threshold, PowerSource::Fuel, day(2025, 7, 19)),
        Ok(Fen(13_000_000))
    );
    assert_eq!(
        tax(
            old_threshold,
            PowerSource::BatteryElectric,
            day(2025, 7, 19)
        ),
        Ok(Fen::ZERO)
    );
}

#[test]
fn a_plug_in_hybrid_is_exempt_until_2026_and_undefined_afterwards() {
    let rules = &Policies::shipped().tax;
    let ask = |power, on, province| {
        let question = VehicleVesselQuestion {
            power,
            displacement_ml: 1_498,
            province,
            invoiced_on: on,
        };
        vehicle_vessel_tax(question, rules)
    };
    let beijing = Province::Beijing;
    let exempt = ask(PowerSource::PluginHybrid, day(2026, 12, 31), beijing).expect("known");
    assert_eq!(
        (exempt.taxation, exempt.first_year),
        (Taxation::Exempt, Fen::ZERO)
    );
    assert!(matches!(
        ask(PowerSource::PluginHybrid, day(2027, 1, 1), beijing),
        Err(RuleError::Undefined(_))
    ));
    let half = ask(PowerSource::EnergySavingFuel, day(2026, 7, 1), beijing).expect("known");
    assert_eq!(half.annual, Fen(21_000));
    let full = ask(PowerSource::EnergySavingFuel, day(2027, 7, 1), beijing).expect("known");
    assert_eq!(full.annual, Fen(42_000));
    assert!(matches!(
        ask(PowerSource::Fuel, day(2026, 7, 1), Province::Hunan),
        Err(RuleError::Undefined(_))
    ));
}

#[test]
fn what_the_house_does_not_know_of_a_subsidy_it_does_not_say() {
    let rules = &Policies::shipped().tax;
    let ask = |scheme, on| {
        trade_in_subsidy(
            scheme,
            NewCarClass::NewEnergyListed,
            Fen(20_000_000),
            on,
            rules,
        )
    };
    let fixed = ask(TradeInScheme::Scrap, day(2025, 6, 1)).expect("known");
    assert_eq!((fixed.expected, fixed.rate), (Fen(2_000_000), None));
    assert!(ask(TradeInScheme::Transfer, day(2025, 6, 1)).is_err());
    assert!(ask(TradeInScheme::Scrap, day(2027, 1, 1)).is_err());
}

#[test]
fn a_scrapped_electric_car_earns_nothing_for_a_fuel_car() {
    let old = OldCar {
        fuel: OldCarFuel::NewEnergy,
        first_registered_on: day(2018, 1, 1),
        owned_since: day(2019, 1, 1),
        ownership: ScrapOwnership::SameIndividual,
        earliest_document_on: day(2026, 2, 1),
    };
    let rules = &Policies::shipped().tax;
    let weigh =
        |old, new_car| scrap_eligibility(old, new_car, day(2026, 3, 1), rules).expect("known");
    assert_eq!(
        weigh(old, NewCarClass::FuelUpToTwoLitres).obstacles,
        [ScrapObstacle::FuelCarForNewEnergy]
    );
    assert!(weigh(old, NewCarClass::NewEnergyListed).is_eligible());
    let late = OldCar {
        owned_since: day(2025, 1, 8),
        earliest_document_on: day(2025, 12, 31),
        ..old
    };
    assert_eq!(
        weigh(late, NewCarClass::NewEnergyListed).obstacles,
        [
            ScrapObstacle::OwnedTooShortly,
            ScrapObstacle::DocumentTooEarly
        ]
    );
}

#[test]
fn a_premium_before_the_known_rates_is_undefined() {
    let ask = |on| {
        compulsory_premium(
            UseClass::FamilyUnderSixSeats,
            Province::Beijing,
            ClaimHistory::NewCar,
            on,
            &Policies::shipped().insurance,
        )
    };
    assert!(matches!(
        ask(day(2020, 9, 18)),
        Err(RuleError::Undefined(_))
    ));
    assert_eq!(
        ask(day(2020, 9, 19)).map(|answer| answer.premium),
        Ok(Fen(95_000))
    );
}
