//! 人民币大写 read back by a reader of its own.

use domain::money::{Fen, rmb_capitals};
use proptest::prelude::*;

/// Reads an amount in capitals. Knows nothing of the writer: digits wait for the unit behind them, 亿 and 万 multiply
/// what has been gathered, 零 stands for nothing.
fn read(text: &str) -> i128 {
    let (sign, text) = match text.strip_prefix('负') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let (mut fen, mut yi, mut wan, mut ones, mut digit) = (0_i128, 0_i128, 0_i128, 0_i128, 0_i128);
    for character in text.chars() {
        match character {
            '零' => digit = 0,
            '壹' => digit = 1,
            '贰' => digit = 2,
            '叁' => digit = 3,
            '肆' => digit = 4,
            '伍' => digit = 5,
            '陆' => digit = 6,
            '柒' => digit = 7,
            '捌' => digit = 8,
            '玖' => digit = 9,
            '拾' => ones += std::mem::take(&mut digit) * 10,
            '佰' => ones += std::mem::take(&mut digit) * 100,
            '仟' => ones += std::mem::take(&mut digit) * 1_000,
            '万' => {
                wan = (ones + std::mem::take(&mut digit)) * 10_000;
                ones = 0;
            }
            '亿' => {
                yi = (yi + wan + ones + std::mem::take(&mut digit)) * 100_000_000;
                (wan, ones) = (0, 0);
            }
            '元' => {
                fen += (yi + wan + ones + std::mem::take(&mut digit)) * 100;
                (yi, wan, ones) = (0, 0, 0);
            }
            '角' => fen += std::mem::take(&mut digit) * 10,
            '分' => fen += std::mem::take(&mut digit),
            '整' => assert_eq!(digit, 0, "整 follows a unit in {text}"),
            other => panic!("{other} stands in {text}"),
        }
    }
    sign * fen
}

#[test]
fn capitals_follow_the_worked_examples() {
    for (fen, text) in [
        (0, "零元整"),
        (1_000, "壹拾元整"),
        (168_032, "壹仟陆佰捌拾元零叁角贰分"),
        (10_700_053, "壹拾万柒仟元零伍角叁分"),
        (32_504, "叁佰贰拾伍元零肆分"),
        (10_000_100_000, "壹亿零壹仟元整"),
        (-5, "负伍分"),
        (
            i64::MAX,
            "玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿陆仟捌佰伍拾肆万柒仟柒佰伍拾捌元零柒分",
        ),
    ] {
        assert_eq!(rmb_capitals(Fen(fen)), text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::cases(2_000)))]

    #[test]
    fn capitals_read_back_as_the_same_amount(fen: i64) {
        prop_assert_eq!(read(&rmb_capitals(Fen(fen))), i128::from(fen));
    }

    #[test]
    fn capitals_of_amounts_of_the_trade_read_back(fen in 0_i64..1_000_000_000) {
        let text = rmb_capitals(Fen(fen));
        prop_assert_eq!(read(&text), i128::from(fen));
        prop_assert!(!text.contains("零零"));
        prop_assert_eq!(text.ends_with('整'), fen % 100 == 0);
    }
}
