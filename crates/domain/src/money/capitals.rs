//! 人民币大写: amounts in Chinese capitals for invoices, receipts and contracts
//! (PBOC, 正确填写票据和结算凭证的基本规定).

use super::Fen;

const DIGITS: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
const PLACES: [&str; 4] = ["", "拾", "佰", "仟"];
const WAN: u64 = 10_000;
const YI: u64 = 100_000_000;

/// The amount in capitals, without the prefix 人民币: `壹仟陆佰捌拾元零叁角贰分`.
///
/// Amounts that end in yuan close with 整, others do not. Where the rule leaves a 零 open, the
/// form of its own worked examples is taken. Below one yuan and below zero the rule is silent;
/// the house writes `伍分` and `负…`.
#[must_use]
pub fn rmb_capitals(amount: Fen) -> String {
    let magnitude = amount.fen().unsigned_abs();
    let (yuan, jiao, fen) = (magnitude / 100, magnitude / 10 % 10, magnitude % 10);
    let mut text = String::new();
    if amount.is_negative() {
        text.push('负');
    }
    if yuan > 0 || magnitude == 0 {
        text.push_str(&whole(yuan));
        text.push('元');
    }
    if jiao == 0 && fen == 0 {
        text.push('整');
        return text;
    }
    // 零 stands for a gap: after yuan that end in 0, and for the missing jiao before fen.
    if yuan > 0 && (yuan % 10 == 0 || jiao == 0) {
        text.push('零');
    }
    for (digit, unit) in [(jiao, "角"), (fen, "分")] {
        if digit > 0 {
            text.push_str(digit_in_capitals(digit));
            text.push_str(unit);
        }
    }
    text
}

/// A whole number of any size; numbers beyond 亿 count the 亿 in the same way.
fn whole(number: u64) -> String {
    if number == 0 {
        return DIGITS[0].to_owned();
    }
    if number >= YI {
        return joined(number, YI, "亿");
    }
    if number >= WAN {
        return joined(number, WAN, "万");
    }
    let mut text = String::new();
    let mut gap = false;
    for place in (0..PLACES.len()).rev() {
        let digit = number / 10_u64.pow(place as u32) % 10;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.push_str(DIGITS[0]);
            gap = false;
        }
        text.push_str(digit_in_capitals(digit));
        text.push_str(PLACES[place]);
    }
    text
}

/// The part above the unit, the unit, and the rest, with one 零 when the rest does not fill its first place.
fn joined(number: u64, unit: u64, name: &str) -> String {
    let (above, rest) = (number / unit, number % unit);
    let mut text = whole(above) + name;
    if rest > 0 {
        if rest < unit / 10 {
            text.push_str(DIGITS[0]);
        }
        text.push_str(&whole(rest));
    }
    text
}

fn digit_in_capitals(digit: u64) -> &'static str {
    DIGITS[(digit % 10) as usize]
}
