//! What holds for any quote whatever.

use proptest::prelude::*;

use super::*;

prop_compose! {
    fn any_inputs()(
        guide in 1_i64..1_000_000_000_000,
        off in 0_i64..1_000_000_000_000,
        seats in 1_u32..=9,
        displacement in 600_u32..8_000,
        electric_car in any::<bool>(),
        listed in any::<bool>(),
        province in proptest::sample::select(Province::ALL),
        year in 2024_i32..2029,
        month in 1_u32..=12,
        by_hand in 0_i64..1_000_000,
        extras in proptest::collection::vec((1_u32..50, 0_i64..10_000_000), 0..6),
        premiums in proptest::collection::vec(0_i64..10_000_000, 0..4),
    ) -> QuoteInputs {
        let mut inputs = electric(Fen(guide), "2026-07-10");
        inputs.car.seats = seats;
        if electric_car {
            if !listed {
                inputs.car.listing = CatalogueListing::NewEnergyUnlisted;
            }
        } else {
            inputs.car.power = PowerSource::Fuel;
            inputs.car.displacement_ml = displacement;
            inputs.car.listing = CatalogueListing::NotNewEnergy;
        }
        inputs.discount = Fen(off.min(guide));
        inputs.province = province;
        inputs.invoiced_on = chrono::NaiveDate::from_ymd_opt(year, month, 15).expect("a date");
        inputs.by_hand = ByHand {
            purchase_tax: Some(Fen(by_hand)),
            luxury_tax: Some(Fen(by_hand)),
            vessel_tax: Some(Fen(by_hand)),
            compulsory_insurance: Some(Fen(by_hand)),
        };
        for (quantity, price) in extras {
            inputs.accessories.push(Extra {
                name: "脚垫".to_owned(),
                quantity,
                unit_price: Fen(price),
            });
        }
        for premium in premiums {
            inputs.covers.push(Cover {
                cover: CoverKind::ThirdParty,
                insured: None,
                premium: Fen(premium),
            });
        }
        inputs
    }
}

proptest! {
    #[test]
    fn the_lines_of_any_quote_add_up_to_its_sum(inputs in any_inputs()) {
        let worked = on_the_road(&inputs, Policies::shipped()).expect("in range");
        prop_assert!(worked.open.is_empty());
        let sum = Fen::sum(worked.lines.iter().filter_map(|line| line.amount));
        prop_assert_eq!(sum, Some(worked.total));
        prop_assert_eq!(worked.to_house.checked_add(worked.to_elsewhere), Some(worked.total));
        for line in &worked.lines {
            prop_assert_eq!(
                line.unit_price.checked_mul(i64::from(line.quantity)),
                line.amount
            );
        }
    }

    #[test]
    fn what_is_saved_is_what_was_shown(inputs in any_inputs()) {
        let (mut house, consultant, ..) = house();
        house.give(consultant, Command::SaveQuote(save(10, &QuoteInputs {
            invoiced_on: inputs.invoiced_on.min(day("2028-12-31")),
            ..inputs.clone()
        })));
        let quote = house.get::<Quote>(id::<QuoteId>(10));
        let (lines, _) = rows_of(&house, 10);
        let worked = on_the_road(&quote.inputs.0, Policies::shipped()).expect("in range");
        prop_assert_eq!(worked.total, quote.total);
        prop_assert_eq!(Fen::sum(lines.iter().map(|line| line.amount)), Some(quote.total));
    }

    #[test]
    fn the_lowest_price_named_is_within_and_a_fen_less_is_not(
        guide in 100_i64..100_000_000_000,
        points in 0_u32..10_000,
    ) {
        let limit = Limit { max_basis_points: points, floor: FloorRule::AtOrAbove };
        let Standing::Within { lowest_price } = standing(limit, Fen(guide), Fen::ZERO, None) else {
            return Err(TestCaseError::fail("the guide price itself is within"));
        };
        let at = standing(limit, Fen(guide), Fen(guide - lowest_price.0), None);
        prop_assert!(at.refusal().is_none());
        let below = standing(limit, Fen(guide), Fen(guide - lowest_price.0 + 1), None);
        prop_assert!(below.refusal().is_some());
    }
}
