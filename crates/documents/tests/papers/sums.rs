//! What is printed is what was handed in, to the fen; what does not add up is not printed.

use crate::proof::{bare_text, options, sample};
use documents::{DocumentError, Form, Language, render};
use domain::money::{Fen, rmb_capitals};
use proptest::prelude::*;
use serde_json::json;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::cases(24)))]

    #[test]
    fn sums_printed_equal_sums_given(
        car in 1_000_000_i64..9_999_999_999,
        amounts in proptest::collection::vec(1_i64..99_999_999, 0..12),
    ) {
        let mut contents = sample(Form::Quote, Language::Chinese);
        contents["guidePrice"] = car.into();
        contents["discounts"] = json!([]);
        contents["carPrice"] = car.into();
        contents["lines"] = amounts
            .iter()
            .enumerate()
            .map(|(number, amount)| json!({"name": format!("费用{number}"), "amount": amount}))
            .collect();
        let total = car + amounts.iter().sum::<i64>();
        contents["total"] = total.into();
        let paper = render(Form::Quote, Language::Chinese, &contents, &options()).expect("prints");
        let text = bare_text(&paper.bytes);
        for amount in amounts.iter().chain([&car, &total]) {
            let shown = Fen(*amount).to_string();
            prop_assert!(text.contains(&shown), "{} is not printed", shown);
        }
        let capitals = format!("人民币{}", rmb_capitals(Fen(total)));
        prop_assert!(text.contains(&capitals), "{} is not printed", capitals);
    }

    #[test]
    fn a_paper_that_contradicts_itself_is_never_printed(
        sum in prop::sample::select(vec!["/total", "/payable", "/carPrice", "/payments/0/amount", "/tradeIn/offset"]),
        difference in prop_oneof![-1_000_000_i64..0, 1_i64..1_000_000],
    ) {
        let mut contents = sample(Form::SalesContract, Language::Chinese);
        let value = contents.pointer_mut(sum).expect("a sum");
        *value = (value.as_i64().expect("an amount") + difference).into();
        let refused = render(Form::SalesContract, Language::Chinese, &contents, &options());
        let is_refused = matches!(refused, Err(DocumentError::SumsDiffer { .. }));
        prop_assert!(is_refused);
    }
}

#[test]
fn a_plan_of_payments_must_repay_exactly_what_was_lent() {
    let mut contents = sample(Form::FinancingCostDisclosure, Language::Chinese);
    let principal = contents["schedule"][35]["principal"]
        .as_i64()
        .expect("an amount");
    let payment = contents["schedule"][35]["payment"]
        .as_i64()
        .expect("an amount");
    contents["schedule"][35]["principal"] = (principal + 1).into();
    contents["schedule"][35]["payment"] = (payment + 1).into();
    let refused = render(
        Form::FinancingCostDisclosure,
        Language::Chinese,
        &contents,
        &options(),
    );
    assert!(matches!(
        refused,
        Err(DocumentError::SumsDiffer {
            what: "schedule",
            ..
        })
    ));
}

#[test]
fn a_sum_beyond_all_bounds_is_refused() {
    let mut contents = sample(Form::Quote, Language::Chinese);
    contents["lines"][0]["amount"] = i64::MAX.into();
    let refused = render(Form::Quote, Language::Chinese, &contents, &options());
    assert!(matches!(
        refused,
        Err(DocumentError::TooLarge { what: "total" })
    ));
}
