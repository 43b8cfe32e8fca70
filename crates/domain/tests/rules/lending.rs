//! Loans: what every schedule keeps, solving, the annual cost and the sheet of costs.

use chrono::NaiveDate;
use domain::dated::{Policies, PolicyName, RuleError, Undefined};
use domain::lending::*;
use domain::money::{Fen, Rate};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("the day exists")
}

fn percent(hundredths: i64) -> Rate {
    Rate::from_basis_points(hundredths)
}

/// Any kind of repayment that fits a principal.
fn repayments(principal: i64) -> impl Strategy<Value = Repayment> {
    let rate = (0_i64..2_400).prop_map(percent);
    prop_oneof![
        rate.clone()
            .prop_map(|annual_rate| Repayment::EqualInstalment { annual_rate }),
        rate.clone()
            .prop_map(|annual_rate| Repayment::EqualPrincipal { annual_rate }),
        (rate, 0..principal).prop_map(|(annual_rate, balloon)| Repayment::Balloon {
            annual_rate,
            balloon: Fen(balloon)
        }),
        (0_i64..200).prop_map(|points| Repayment::FlatFee {
            monthly_fee_rate: percent(points)
        }),
    ]
}

fn loans() -> impl Strategy<Value = Loan> {
    // Loans of a few fen are absurd, and just where rounding could run past the balance.
    let principals = prop_oneof![1_i64..500_000_000, 1_i64..500];
    (principals, 1_u32..120).prop_flat_map(|(principal, months)| {
        repayments(principal).prop_map(move |repayment| Loan {
            principal: Fen(principal),
            months,
            repayment,
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::cases(600)))]

    #[test]
    fn every_schedule_adds_up_to_the_fen(loan in loans()) {
        let plan = schedule(loan).expect("the loan can be reckoned");
        prop_assert_eq!(plan.instalments.len(), loan.months as usize);
        prop_assert_eq!(Fen::sum(plan.instalments.iter().map(|part| part.principal)), Some(loan.principal));
        prop_assert_eq!(Fen::sum(plan.instalments.iter().map(|part| part.interest)), Some(plan.total_interest));
        prop_assert_eq!(Fen::sum(plan.payments()), Some(plan.total_repaid));
        prop_assert_eq!(loan.principal.checked_add(plan.total_interest), Some(plan.total_repaid));
        let mut owed = loan.principal;
        for (number, part) in (1..).zip(&plan.instalments) {
            prop_assert_eq!(part.number, number);
            prop_assert_eq!(part.principal.checked_add(part.interest), Some(part.payment));
            prop_assert!(!part.principal.is_negative() && !part.interest.is_negative());
            owed = owed.checked_sub(part.principal).expect("it fits");
            prop_assert_eq!(part.balance, owed);
        }
        prop_assert_eq!(owed, Fen::ZERO);
    }

    #[test]
    fn the_regular_payment_is_what_the_schedule_asks_for_first(loan in loans()) {
        prop_assume!(loan.months > 1 && loan.principal > Fen(100_000));
        let plan = schedule(loan).expect("the loan can be reckoned");
        prop_assert_eq!(regular_payment(loan), Ok(plan.instalments[0].payment));
    }

    #[test]
    fn the_largest_principal_is_affordable_and_one_fen_more_is_not(payment in 10_000_i64..2_000_000, months in 1_u32..96, points in 0_i64..2_000) {
        let repayment = Repayment::EqualInstalment { annual_rate: percent(points) };
        let principal = largest_principal(Fen(payment), months, repayment).expect("there is one");
        let asks = |principal| regular_payment(Loan { principal, months, repayment }).expect("reckoned");
        prop_assert!(asks(principal) <= Fen(payment));
        prop_assert!(asks(Fen(principal.fen() + 1)) > Fen(payment));
    }

    #[test]
    fn the_shortest_term_is_affordable_and_a_month_less_is_not(principal in 1_000_000_i64..50_000_000, payment in 200_000_i64..2_000_000, points in 0_i64..1_000) {
        let repayment = Repayment::EqualPrincipal { annual_rate: percent(points) };
        let asks = |months| regular_payment(Loan { principal: Fen(principal), months, repayment }).expect("reckoned");
        match shortest_term(Fen(principal), Fen(payment), repayment) {
            Ok(months) => {
                prop_assert!(asks(months) <= Fen(payment));
                prop_assert!(months == 1 || asks(months - 1) > Fen(payment));
            }
            Err(error) => {
                prop_assert_eq!(error, LoanError::PaymentTooSmall { most: MOST_MONTHS });
                prop_assert!(asks(MOST_MONTHS) > Fen(payment));
            }
        }
    }

    #[test]
    fn without_fees_the_annual_cost_is_the_agreed_rate(principal in 5_000_000_i64..50_000_000, months in 12_u32..60, points in 0_i64..2_400) {
        let loan = Loan { principal: Fen(principal), months, repayment: Repayment::EqualInstalment { annual_rate: percent(points) } };
        let plan = schedule(loan).expect("reckoned");
        let cost = annual_cost(loan.principal, plan.payments()).expect("there is a rate");
        let off = (cost.simple.decimal() - percent(points).decimal()).abs();
        prop_assert!(off <= Decimal::new(1, 4), "off by {}", off);
    }
}

#[test]
fn a_schedule_that_cannot_be_is_refused() {
    let loan = Loan {
        principal: Fen(10_000_000),
        months: 36,
        repayment: Repayment::EqualInstalment {
            annual_rate: percent(499),
        },
    };
    let balloon = |fen| Repayment::Balloon {
        annual_rate: percent(499),
        balloon: Fen(fen),
    };
    let refused = |loan| schedule(loan).expect_err("it cannot be");
    assert_eq!(
        refused(Loan {
            principal: Fen::ZERO,
            ..loan
        }),
        LoanError::PrincipalNotPositive
    );
    assert_eq!(
        refused(Loan { months: 0, ..loan }),
        LoanError::MonthsOutOfRange { most: MOST_MONTHS }
    );
    assert_eq!(
        refused(Loan {
            months: 601,
            ..loan
        }),
        LoanError::MonthsOutOfRange { most: MOST_MONTHS }
    );
    assert_eq!(
        refused(Loan {
            repayment: balloon(10_000_000),
            ..loan
        }),
        LoanError::BalloonOutOfRange
    );
    assert_eq!(
        refused(Loan {
            repayment: balloon(-1),
            ..loan
        }),
        LoanError::BalloonOutOfRange
    );
    let negative = Repayment::EqualPrincipal {
        annual_rate: percent(-1),
    };
    assert_eq!(
        refused(Loan {
            repayment: negative,
            ..loan
        }),
        LoanError::RateNegative
    );
}

#[test]
fn a_payment_below_the_interest_never_pays_off() {
    let repayment = Repayment::EqualInstalment {
        annual_rate: percent(1_200),
    };
    assert_eq!(
        shortest_term(Fen(10_000_000), Fen(99_999), repayment),
        Err(LoanError::PaymentTooSmall { most: MOST_MONTHS })
    );
}

#[test]
fn fees_that_eat_up_the_loan_leave_no_annual_cost() {
    assert_eq!(
        annual_cost(Fen::ZERO, [Fen(100)]),
        Err(LoanError::NoAnnualCost)
    );
    assert_eq!(annual_cost(Fen(100), []), Err(LoanError::NoAnnualCost));
}

/// The fee of vector loan-p020, charged by the dealer.
fn dealer_fee(charged: ChargedWhen) -> Fee {
    Fee {
        cost: CostKind::ServiceFee,
        standard: FeeStandard::ShareOfPrincipal { rate: percent(200) },
        charged,
        charged_by: "某某汽车销售有限公司".to_owned(),
    }
}

fn interest_free() -> Schedule {
    schedule(Loan {
        principal: Fen(10_000_000),
        months: 12,
        repayment: Repayment::EqualInstalment {
            annual_rate: Rate::ZERO,
        },
    })
    .expect("reckoned")
}

#[test]
fn the_sheet_counts_the_dealers_fee_and_forbids_calling_the_loan_free() {
    let rules = &Policies::shipped().lending;
    let plan = interest_free();
    let free = disclose(
        &plan,
        "某某汽车金融有限公司",
        &[],
        vec![],
        day(2026, 11, 22),
        rules,
    )
    .expect("a sheet");
    assert!(free.is_free_of_cost());
    assert_eq!(free.annual_cost.simple, Rate::ZERO);

    let fees = [dealer_fee(ChargedWhen::AtDrawdown)];
    let late = ContingentCost {
        kind: ContingentKind::LatePayment,
        standard: "日利率0.05%".to_owned(),
        charged_by: "某某汽车金融有限公司".to_owned(),
    };
    let sheet = disclose(
        &plan,
        "某某汽车金融有限公司",
        &fees,
        vec![late.clone()],
        day(2026, 11, 22),
        rules,
    )
    .expect("a sheet");
    assert!(!sheet.is_free_of_cost());
    assert_eq!(sheet.total_cost, Fen(200_000));
    assert_eq!(sheet.total_paid, Fen(10_200_000));
    assert_eq!(sheet.contingent, [late]);
    assert_eq!(sheet.items[0].cost, CostKind::Interest);
    assert_eq!(sheet.items[1].amount, Fen(200_000));
    assert_eq!(sheet.sheet, Sheet::SignedSheet);
    assert!(sheet.annual_cost.simple > percent(370));
}

#[test]
fn a_fee_costs_less_a_year_the_later_it_is_charged() {
    let rules = &Policies::shipped().lending;
    let cost = |charged| {
        disclose(
            &interest_free(),
            "某某银行",
            &[dealer_fee(charged)],
            vec![],
            day(2026, 11, 22),
            rules,
        )
        .expect("a sheet")
    };
    let first = cost(ChargedWhen::AtDrawdown);
    let last = cost(ChargedWhen::WithLastInstalment);
    let each = cost(ChargedWhen::EachInstalment);
    assert_eq!(first.total_cost, last.total_cost);
    assert!(first.annual_cost.monthly > last.annual_cost.monthly);
    assert_eq!(each.total_cost, Fen(2_400_000));
}

#[test]
fn the_signed_sheet_is_a_duty_from_august_2026() {
    let rules = &Policies::shipped().lending;
    let on = |date| {
        disclose(&interest_free(), "某某银行", &[], vec![], date, rules).map(|sheet| sheet.sheet)
    };
    assert_eq!(on(day(2026, 7, 31)), Ok(Sheet::AnnualRateShown));
    assert_eq!(on(day(2026, 8, 1)), Ok(Sheet::SignedSheet));
    assert!(matches!(on(day(2020, 1, 1)), Err(LoanError::Undefined(_))));
}

#[test]
fn how_much_may_be_lent_changed_in_april_2024() {
    let rules = &Policies::shipped().lending;
    let price = Fen(20_000_000);
    let most = |class, date| largest_loan(price, class, date, rules);
    assert_eq!(
        most(LoanClass::OwnUseFuel, day(2024, 3, 31)),
        Ok(Fen(16_000_000))
    );
    assert_eq!(most(LoanClass::OwnUseFuel, day(2024, 4, 1)), Ok(price));
    assert_eq!(
        most(LoanClass::UsedCar, day(2026, 1, 1)),
        Ok(Fen(14_000_000))
    );
    assert_eq!(
        longest_term(LoanPurpose::UsedCar, day(2026, 1, 1), rules),
        Ok(36)
    );
    assert_eq!(
        most(LoanClass::UsedCar, day(2017, 1, 1)),
        Err(RuleError::Undefined(Undefined {
            policy: PolicyName::LoanLimits,
            on: day(2017, 1, 1)
        }))
    );
}
