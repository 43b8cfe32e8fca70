//! The loans of a quote.

use super::*;

#[test]
fn a_loan_beyond_five_years_or_the_price_is_refused_on_its_field() {
    let inputs = electric(yuan(200_000), "2026-07-10");
    let refused = |plan: &LoanInputs| {
        let refusal = work_out_loan(plan, &inputs, day("2026-07-01"), Policies::shipped())
            .expect_err("refused");
        (refusal.code, refusal.field.unwrap_or_default())
    };
    assert_eq!(
        refused(&loan(61)),
        ("loanTooLong".to_owned(), "months".to_owned())
    );
    let beyond = LoanInputs {
        financed: Financed::Principal {
            amount: yuan(200_001),
        },
        ..loan(36)
    };
    assert_eq!(
        refused(&beyond),
        ("loanAbovePrice".to_owned(), "financed".to_owned())
    );
}

#[test]
fn a_service_fee_of_the_house_raises_the_annual_rate_above_the_lenders() {
    let inputs = electric(yuan(200_000), "2026-07-10");
    let figures =
        work_out_loan(&loan(36), &inputs, day("2026-07-01"), Policies::shipped()).expect("a loan");
    assert_eq!(figures.down_payment, yuan(60_000));
    assert_eq!(figures.fees, yuan(2_000));
    assert!(figures.annual_cost.simple > figures.nominal_rate);
    assert!(!figures.disclosure.is_free_of_cost());
}

#[test]
fn a_loan_is_solved_for_whatever_the_customer_has_not_said() {
    let price = yuan(200_000);
    let payment = yuan(4_000);
    let by_term = solve_loan(&loan(36), price, LoanQuestion::Term { payment }).expect("a term");
    let by_principal =
        solve_loan(&loan(36), price, LoanQuestion::Principal { payment }).expect("a principal");
    for plan in [&by_term, &by_principal] {
        let regular = plan.schedule(price).expect("a schedule").regular_payment;
        assert!(regular.is_some_and(|regular| regular <= payment));
    }
    let by_down_payment =
        solve_loan(&loan(36), price, LoanQuestion::DownPayment { payment }).expect("solved");
    assert_eq!(
        by_down_payment.split(price).expect("split"),
        by_principal.split(price).expect("split")
    );
}
