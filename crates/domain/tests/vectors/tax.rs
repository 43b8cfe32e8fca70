//! VAT, purchase tax, vehicle and vessel tax, trade-in and compulsory insurance vectors.

use crate::reading::{every_row, rate};
use chrono::NaiveDate;
use domain::dated::Policies;
use domain::insurance::{ClaimHistory, Scheme, UseClass, compulsory_premium};
use domain::money::{Fen, Rate};
use domain::provinces::Province;
use domain::tax::*;
use rust_decimal::Decimal;

fn reference_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("the day exists")
}

#[test]
fn every_price_is_split_into_net_and_vat() {
    let rules = &Policies::shipped().tax;
    every_row("vat_split.csv", |row, findings| {
        let total = row.money("total_incl_vat");
        let category = row.text("category");
        let split = if category.starts_with("used_car") {
            used_car_vat(total, reference_day(), rules)
        } else if category.starts_with("services") {
            vat_split(total, VatCategory::Services, reference_day(), rules)
        } else if category.starts_with("simplified") {
            vat_split(total, VatCategory::Simplified, reference_day(), rules)
        } else {
            vat_split(total, VatCategory::GoodsAndRepair, reference_day(), rules)
        };
        let Some(split) = findings.value("split", split) else {
            return;
        };
        findings.equal("rate", rate(row.text("rate")), split.rate);
        findings.equal("net", row.money("net"), split.net);
        findings.equal("vat", row.money("vat"), split.vat);
    });
}

#[test]
fn every_purchase_tax_follows_the_invoice_date_and_the_catalogue() {
    let rules = &Policies::shipped().tax;
    every_row("purchase_tax.csv", |row, findings| {
        let listing = match row.text("vehicle") {
            "fuel" => CatalogueListing::NotNewEnergy,
            unlisted if unlisted.ends_with("not_catalogued") => CatalogueListing::NewEnergyUnlisted,
            _ => CatalogueListing::NewEnergyListed,
        };
        let tax = purchase_tax(
            row.money("invoice_total_incl_vat"),
            row.date("invoice_date"),
            listing,
            rules,
        );
        let Some(tax) = findings.value("tax", tax) else {
            return;
        };
        findings.equal(
            "taxable price",
            row.money("taxable_price"),
            tax.taxable_price,
        );
        findings.equal("full tax", row.money("full_tax"), tax.full_tax);
        // Halving an odd fen may fall on either side; the two parts must make up the tax all the same.
        let tolerance = i64::from(row.text("category") == "nev_2026");
        for (what, expected, actual) in [
            ("relief", row.money("relief"), tax.relief),
            ("payable", row.money("payable"), tax.payable),
        ] {
            if (expected.fen() - actual.fen()).abs() > tolerance {
                findings.fault(format!("{what}: expected {expected}, got {actual}"));
            }
        }
        findings.equal(
            "relief and payable",
            Some(tax.full_tax),
            tax.relief.checked_add(tax.payable),
        );
        let rule = match &tax.basis {
            PurchaseTaxRelief::None => "none".to_owned(),
            PurchaseTaxRelief::Granted { share, cap, .. } if share.decimal() == Decimal::ONE => {
                format!("exempt_cap_{}", cap.yuan().trunc())
            }
            PurchaseTaxRelief::Granted { cap, .. } => format!("half_cap_{}", cap.yuan().trunc()),
            PurchaseTaxRelief::Undefined(_) => "policy_undefined_charge_full_and_flag".to_owned(),
        };
        findings.equal("rule", row.text("rule"), &rule);
    });
}

#[test]
fn every_vehicle_and_vessel_tax_follows_displacement_and_month() {
    let rules = &Policies::shipped().tax;
    every_row("vehicle_vessel_tax.csv", |row, findings| {
        let energy = row.text("energy");
        let power = if energy.starts_with("bev") {
            PowerSource::BatteryElectric
        } else if energy.starts_with("fcv") {
            PowerSource::FuelCell
        } else if energy.starts_with("phev") || energy.starts_with("erev") {
            PowerSource::PluginHybrid
        } else if energy.contains("saving") {
            PowerSource::EnergySavingFuel
        } else {
            PowerSource::Fuel
        };
        let displacement_ml = match row.text("displacement_l") {
            "" => 0,
            _ => u32::try_from((row.decimal("displacement_l") * Decimal::ONE_THOUSAND).trunc())
                .expect("the displacement fits"),
        };
        let invoiced_on = NaiveDate::from_ymd_opt(2026, row.number("purchase_month"), 1)
            .expect("the month exists");
        let tax = vehicle_vessel_tax(
            VehicleVesselQuestion {
                power,
                displacement_ml,
                province: Province::Beijing,
                invoiced_on,
            },
            rules,
        );
        let Some(tax) = findings.value("tax", tax) else {
            return;
        };
        findings.equal("annual", row.money("annual"), tax.annual);
        findings.equal("months", row.number("months_due"), tax.months_due);
        findings.equal("first year", row.money("first_year_tax"), tax.first_year);
        if tax.taxation == Taxation::Full {
            let bands = &rules
                .vehicle_vessel_tax
                .on(invoiced_on)
                .expect("the law is known")
                .terms
                .bands;
            let band = bands
                .iter()
                .find(|band| band.up_to_ml.is_none_or(|end| displacement_ml <= end))
                .expect("a band holds every displacement");
            findings.equal("law_min", row.money("law_min"), band.least);
            findings.equal("law_max", row.money("law_max"), band.most);
        }
    });
}

fn new_car_class(name: &str) -> NewCarClass {
    match name {
        "nev" => NewCarClass::NewEnergyListed,
        "fuel<=2.0" => NewCarClass::FuelUpToTwoLitres,
        "fuel>2.0" => NewCarClass::FuelAboveTwoLitres,
        other => panic!("no class of new car is called {other}"),
    }
}

#[test]
fn every_trade_in_subsidy_is_a_share_with_a_cap() {
    let rules = &Policies::shipped().tax;
    every_row("trade_in_2026.csv", |row, findings| {
        let year = i32::try_from(row.number("policy_year")).expect("the year fits");
        let scheme = match row.text("scheme") {
            "scrap" => TradeInScheme::Scrap,
            "swap" => TradeInScheme::Transfer,
            other => return findings.fault(format!("no scheme is called {other}")),
        };
        let subsidy = trade_in_subsidy(
            scheme,
            new_car_class(row.text("new_car")),
            row.money("new_car_price"),
            NaiveDate::from_ymd_opt(year, 6, 30).expect("the day exists"),
            rules,
        );
        let Some(subsidy) = findings.value("subsidy", subsidy) else {
            return;
        };
        findings.equal("subsidy", row.money("subsidy"), subsidy.expected);
        findings.equal(
            "rate",
            rate(row.text("rate")),
            subsidy.rate.unwrap_or(Rate::ZERO),
        );
        findings.equal("cap", row.money("cap"), subsidy.cap.unwrap_or(Fen::ZERO));
    });
}

#[test]
fn every_scrapped_car_is_weighed_by_the_national_conditions() {
    let rules = &Policies::shipped().tax;
    every_row("trade_in_scrap_eligibility_2026.csv", |row, findings| {
        let old = OldCar {
            fuel: match row.text("old_fuel") {
                "gasoline" => OldCarFuel::Petrol,
                "nev" => OldCarFuel::NewEnergy,
                _ => OldCarFuel::DieselOrOther,
            },
            first_registered_on: row.date("old_first_registration"),
            owned_since: row.date("old_in_applicant_name_since"),
            ownership: if row.flag("same_individual_owner") {
                ScrapOwnership::SameIndividual
            } else {
                ScrapOwnership::Different
            },
            earliest_document_on: row.date("earliest_document_date"),
        };
        let eligibility = scrap_eligibility(
            old,
            new_car_class(row.text("new_car")),
            NaiveDate::from_ymd_opt(2026, 6, 30).expect("the day exists"),
            rules,
        );
        if let Some(eligibility) = findings.value("eligibility", eligibility)
            && eligibility.is_eligible() != row.flag("eligible")
        {
            findings.fault(format!("obstacles: {:?}", eligibility.obstacles));
        }
    });
}

#[test]
fn every_compulsory_premium_floats_with_region_and_claims() {
    let rules = &Policies::shipped().insurance;
    every_row("jqx_premium.csv", |row, findings| {
        let class = match row.text("use_class") {
            "家庭自用6座以下" => UseClass::FamilyUnderSixSeats,
            "家庭自用6座及以上" => UseClass::FamilySixSeatsAndMore,
            "企业非营业6座以下" => UseClass::CompanyUnderSixSeats,
            company if company.starts_with("企业非营业6-10") => UseClass::CompanySixToTenSeats,
            "机关非营业6座以下" => UseClass::PublicBodyUnderSixSeats,
            public if public.starts_with("机关非营业6-10") => {
                UseClass::PublicBodySixToTenSeats
            }
            other => return findings.fault(format!("no class of use is called {other}")),
        };
        let Some(region) = Province::from_name(row.text("region")) else {
            return findings.fault(format!("no province is called {}", row.text("region")));
        };
        let history = match row.text("history") {
            "new" => ClaimHistory::NewCar,
            "y1" => ClaimHistory::OneYearFree,
            "y2" => ClaimHistory::TwoYearsFree,
            "y3" => ClaimHistory::ThreeYearsFree,
            "one_nonfatal" => ClaimHistory::OneClaim,
            "two_plus_nonfatal" => ClaimHistory::TwoClaimsOrMore,
            "fatal" => ClaimHistory::FatalAccident,
            other => return findings.fault(format!("no history is called {other}")),
        };
        let premium = compulsory_premium(class, region, history, reference_day(), rules);
        let Some(premium) = findings.value("premium", premium) else {
            return;
        };
        let scheme = match premium.scheme {
            Scheme::A => "A",
            Scheme::B => "B",
            Scheme::C => "C",
            Scheme::D => "D",
            Scheme::E => "E",
        };
        findings.equal("scheme", row.text("scheme"), scheme);
        findings.equal("base", row.money("base"), premium.base);
        findings.equal(
            "floating",
            row.decimal("float_pct"),
            premium.floating.decimal() * Decimal::ONE_HUNDRED,
        );
        findings.equal("premium", row.money("premium"), premium.premium);
    });
}
