//! `Fen`, `Rate` and the reading of typed amounts.

use domain::money::*;
use proptest::prelude::*;
use rust_decimal::Decimal;

#[test]
fn an_amount_is_read_as_people_type_it() {
    for (typed, fen) in [
        ("12.3万", 12_300_000),
        ("￥1,234.5", 123_450),
        ("¥ 1,234.50", 123_450),
        ("１２８００元", 1_280_000),
        ("人民币268,800元", 26_880_000),
        ("26.88万元", 26_880_000),
        ("1.5W", 1_500_000),
        ("0.01", 1),
        (".5", 50),
        ("12.", 1_200),
        ("0", 0),
        ("-300", -30_000),
        ("￥-300", -30_000),
        ("+300", 30_000),
        ("1。5", 150),
        ("2亿", 20_000_000_000),
        ("1.00000", 100),
        ("129 800.00", 12_980_000),
        ("129\u{2009}800.00", 12_980_000),
        ("１２９，８００", 12_980_000),
    ] {
        assert_eq!(Fen::parse(typed), Ok(Fen(fen)), "typed as {typed}");
    }
}

#[test]
fn an_unclear_amount_is_refused_with_its_reason() {
    for (typed, error) in [
        ("", FenError::Empty),
        ("  ", FenError::Empty),
        ("￥", FenError::Empty),
        ("万", FenError::Empty),
        ("-", FenError::Empty),
        (".", FenError::Empty),
        ("1,23", FenError::Grouping),
        ("1234,567", FenError::Grouping),
        (",123", FenError::Grouping),
        ("12,,345", FenError::Grouping),
        ("12,34,5", FenError::Grouping),
        ("１２，３４，５", FenError::Grouping),
        ("12 34 5", FenError::Grouping),
        ("129800 50", FenError::Grouping),
        ("0.001", FenError::FinerThanFen),
        ("1.2345678万", FenError::FinerThanFen),
        ("0.0000000000000000000001", FenError::FinerThanFen),
        ("12a", FenError::Unreadable { found: 'A' }),
        ("1.2.3", FenError::Unreadable { found: '.' }),
        ("--1", FenError::Unreadable { found: '-' }),
        ("-￥-1", FenError::Unreadable { found: '-' }),
        ("十二", FenError::Unreadable { found: '十' }),
        ("92233720368547758.08", FenError::TooLarge),
        ("99999999999999999999999999999999999", FenError::TooLarge),
    ] {
        assert_eq!(Fen::parse(typed), Err(error), "typed as {typed}");
    }
}

#[test]
fn an_amount_shows_thousands_and_two_places() {
    for (fen, shown) in [
        (0, "0.00"),
        (5, "0.05"),
        (-5, "-0.05"),
        (123_450, "1,234.50"),
        (100_000, "1,000.00"),
        (99_999, "999.99"),
        (-123_456_789_012, "-1,234,567,890.12"),
    ] {
        assert_eq!(Fen(fen).to_string(), shown);
    }
}

#[test]
fn an_amount_is_a_plain_number_in_json_and_a_rate_a_text() {
    assert_eq!(
        serde_json::to_string(&Fen(123_450)).expect("it writes"),
        "123450"
    );
    let rate: Rate = serde_json::from_str("\"0.130\"").expect("it reads");
    assert_eq!(serde_json::to_string(&rate).expect("it writes"), "\"0.13\"");
    assert!(serde_json::from_str::<Rate>("0.13").is_err());
    assert!(serde_json::from_str::<Rate>("\"1e-2\"").is_err());
    assert_eq!("13%".parse::<Rate>(), Ok(rate));
    assert_eq!(Rate::from_basis_points(499).percent(), "4.99%");
}

#[test]
fn halves_are_rounded_away_from_zero() {
    for (milli, fen) in [
        (5, 1),
        (-5, -1),
        (4, 0),
        (14, 1),
        (15, 2),
        (-15, -2),
        (1_005, 101),
    ] {
        assert_eq!(round_half_up(Decimal::new(milli, 3)), Ok(Fen(fen)));
    }
}

#[test]
fn arithmetic_says_when_it_does_not_fit() {
    assert_eq!(Fen(i64::MAX).checked_add(Fen(1)), None);
    assert_eq!(Fen(i64::MIN).checked_sub(Fen(1)), None);
    assert_eq!(Fen(i64::MIN).checked_neg(), None);
    assert_eq!(Fen(i64::MAX).checked_mul(2), None);
    assert_eq!(Fen::from_yuan(i64::MAX), None);
    assert_eq!(Fen::sum([Fen(1), Fen(i64::MAX)]), None);
    assert_eq!(Fen::sum([Fen(1), Fen(2), Fen(-3)]), Some(Fen::ZERO));
    let twice = Rate::new(Decimal::TWO);
    assert_eq!(Fen(i64::MAX).at_rate(twice), Err(MoneyTooLarge));
}

proptest! {
    #[test]
    fn what_is_shown_reads_back_as_the_same_amount(fen: i64) {
        prop_assert_eq!(Fen::parse(&Fen(fen).to_string()), Ok(Fen(fen)));
    }

    #[test]
    fn no_typed_text_brings_the_reader_down(typed in "\\PC*") {
        let _ = Fen::parse(&typed);
    }

    #[test]
    fn a_rate_reads_back_from_its_text(mantissa in -1_000_000_000_000_i64..1_000_000_000_000, scale in 0_u32..12) {
        let rate = Rate::new(Decimal::new(mantissa, scale));
        prop_assert_eq!(rate.to_string().parse::<Rate>(), Ok(rate));
    }
}
