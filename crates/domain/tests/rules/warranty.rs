//! 三包 at its edges: inclusive limits, both measures, warnings.

use chrono::NaiveDate;
use domain::calendars::{days_after, months_after};
use domain::dated::Policies;
use domain::money::{Fen, Rate};
use domain::warranty::*;

fn start() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 3, 10).expect("the day exists")
}

fn rules() -> &'static WarrantyRules {
    &Policies::shipped().warranty
}

fn terms() -> &'static GuaranteeTerms {
    &rules()
        .three_guarantees
        .on(start())
        .expect("the order is in force")
        .terms
}

fn claim() -> Claim {
    Claim {
        buyer: Buyer::Household,
        invoiced_on: start(),
        delivered_on: None,
        claimed_on: months_after(start(), 10),
        km: 18_000,
        defect: Defect::Other,
        cured: Cured::No,
        safety_repairs: 0,
        replacements: Replacements::default(),
        repair_days: 0,
        repairs_of_one_fault: 0,
    }
}

fn verdict(claim: Claim) -> (Remedy, String) {
    let verdict = assess_claim(&claim, rules()).expect("the order is in force");
    (verdict.remedy, verdict.article)
}

#[test]
fn a_main_assembly_weighs_less_with_every_week() {
    let broken = |days, km| {
        verdict(Claim {
            claimed_on: days_after(start(), days),
            km,
            defect: Defect::MainAssembly {
                part: MainPart::Gearbox,
            },
            ..claim()
        })
    };
    assert_eq!(broken(7, 9_000), (Remedy::ReplaceOrReturnFree, "22".into()));
    assert_eq!(broken(8, 3_000), (Remedy::NewAssembly, "20".into()));
    assert_eq!(broken(60, 3_000), (Remedy::NewAssembly, "20".into()));
    assert_eq!(broken(61, 3_000), (Remedy::Repair, "19".into()));
    assert_eq!(broken(60, 3_001), (Remedy::Repair, "19".into()));
}

#[test]
fn the_four_cases_of_article_24_need_their_counts() {
    let cases = [
        (
            Claim {
                safety_repairs: 2,
                ..claim()
            },
            "24(1)",
        ),
        (
            Claim {
                replacements: Replacements {
                    main_assembly: 2,
                    same_main_part: 0,
                },
                ..claim()
            },
            "24(2)",
        ),
        (
            Claim {
                replacements: Replacements {
                    main_assembly: 0,
                    same_main_part: 2,
                },
                ..claim()
            },
            "24(3)",
        ),
    ];
    for (case, article) in cases {
        let with_fee = (Remedy::ReplaceOrReturnWithUsageFee, article.to_owned());
        assert_eq!(verdict(case), with_fee);
        let cured = Claim {
            cured: Cured::Yes,
            ..case
        };
        assert_eq!(verdict(cured), (Remedy::Repair, "19".into()));
    }
    let limits = Claim {
        repair_days: 30,
        repairs_of_one_fault: 4,
        ..claim()
    };
    assert_eq!(verdict(limits), (Remedy::Repair, "19".into()));
    let beyond = Claim {
        repair_days: 31,
        ..claim()
    };
    assert_eq!(verdict(beyond).1, "24(4)");
}

#[test]
fn both_measures_end_a_period() {
    let at = |months, km| {
        verdict(Claim {
            claimed_on: months_after(start(), months),
            km,
            repairs_of_one_fault: 5,
            ..claim()
        })
        .0
    };
    assert_eq!(at(24, 50_000), Remedy::ReplaceOrReturnWithUsageFee);
    assert_eq!(at(24, 50_001), Remedy::Repair);
    assert_eq!(at(25, 30_000), Remedy::Repair);
    assert_eq!(at(36, 60_000), Remedy::Repair);
    assert_eq!(at(36, 60_001), Remedy::NothingByLaw);
    assert_eq!(at(37, 100), Remedy::NothingByLaw);
}

#[test]
fn time_that_does_not_count_is_taken_off_before_days_are_counted() {
    let stay = RepairStay {
        minutes: 6 * 24 * 60 + 1,
        excluded_minutes: 24 * 60 + 1,
    };
    assert_eq!(stay.days(), 5);
    let counted = repair_days(&[stay], terms());
    assert_eq!(counted.loaner_due, [false]);
    let longer = RepairStay {
        excluded_minutes: 24 * 60,
        ..stay
    };
    assert_eq!(repair_days(&[longer], terms()).loaner_due, [true]);
}

#[test]
fn the_desk_warns_before_a_repair_becomes_a_claim() {
    for (days, warning) in [
        (19, RepairWarning::Quiet),
        (
            20,
            RepairWarning::Near {
                threshold: 20,
                limit: 30,
            },
        ),
        (
            29,
            RepairWarning::Near {
                threshold: 28,
                limit: 30,
            },
        ),
        (
            30,
            RepairWarning::Near {
                threshold: 30,
                limit: 30,
            },
        ),
        (31, RepairWarning::Exceeded { limit: 30 }),
    ] {
        assert_eq!(repair_warning(days, terms()), warning);
    }
    for (repairs, warning) in [
        (2, RepairWarning::Quiet),
        (
            3,
            RepairWarning::Near {
                threshold: 3,
                limit: 4,
            },
        ),
        (
            4,
            RepairWarning::Near {
                threshold: 4,
                limit: 4,
            },
        ),
        (5, RepairWarning::Exceeded { limit: 4 }),
    ] {
        assert_eq!(repeat_warning(repairs, terms()), warning);
    }
}

#[test]
fn a_usage_rate_above_the_law_is_refused() {
    let fee = |points| {
        usage_fee(
            Fen(20_000_000),
            10_000,
            Rate::from_basis_points(points),
            ReturnBasis::RepeatedFault,
            start(),
            rules(),
        )
    };
    assert_eq!(fee(50), Ok(Fen(1_000_000)));
    assert!(matches!(fee(51), Err(UsageFeeError::RateOutOfRange { .. })));
    assert!(matches!(fee(-1), Err(UsageFeeError::RateOutOfRange { .. })));
}

#[test]
fn before_order_43_the_house_does_not_guess() {
    let old = NaiveDate::from_ymd_opt(2021, 12, 31).expect("the day exists");
    assert!(guarantee_periods(old, None, rules()).is_err());
}
