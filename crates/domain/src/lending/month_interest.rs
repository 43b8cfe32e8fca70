//! A month's interest on a balance, in the decimal arithmetic that the house convention names.
//!
//! The monthly rate is a twelfth of the yearly one as a decimal of 28 significant digits, the product with the
//! balance has 28 too, and only then is it rounded half-up to the fen. Where a twelfth does not end (3.25 % a
//! year), half a fen may fall just short for that reason; schedules reckoned in decimal arithmetic elsewhere
//! agree to the fen only if this one carries the same digits.

use super::LoanError;
use crate::money::{Fen, Rate};

const SIGNIFICANT_DIGITS: u32 = 28;
const MONTHS_A_YEAR: u128 = 12;
/// Where a rate of 28 digits is cut in two, so that no product leaves 128 bits.
const CUT: u32 = 14;

/// Interest of one month on what is owed. Balance and rate are not negative.
pub(super) fn month_interest(balance: Fen, annual_rate: Rate) -> Result<Fen, LoanError> {
    let owed = u128::from(u64::try_from(balance.fen()).map_err(|_| LoanError::TooLarge)?);
    let (rate, rate_places) = monthly(annual_rate)?;
    let (product, dropped) = to_significant(owed, rate);
    let fen = match rate_places.checked_sub(dropped) {
        Some(places) if places > SIGNIFICANT_DIGITS => 0,
        Some(places) => {
            let unit = ten_to(places);
            product / unit + u128::from(product % unit * 2 >= unit)
        }
        None => return Err(LoanError::TooLarge),
    };
    i64::try_from(fen).map(Fen).map_err(|_| LoanError::TooLarge)
}

/// A twelfth of the yearly rate: 28 significant digits and the number of places behind the point.
fn monthly(annual_rate: Rate) -> Result<(u128, u32), LoanError> {
    let mut year =
        u128::try_from(annual_rate.decimal().mantissa()).map_err(|_| LoanError::RateNegative)?;
    let mut places = annual_rate.decimal().scale();
    if year == 0 {
        return Ok((0, 0));
    }
    while year / MONTHS_A_YEAR < ten_to(SIGNIFICANT_DIGITS - 1) {
        year *= 10;
        places += 1;
    }
    Ok((
        half_even(year / MONTHS_A_YEAR, year % MONTHS_A_YEAR, MONTHS_A_YEAR),
        places,
    ))
}

/// Balance times rate, cut to 28 significant digits, and how many digits were dropped.
fn to_significant(owed: u128, rate: u128) -> (u128, u32) {
    let cut = ten_to(CUT);
    let below = owed * (rate % cut);
    let (high, low) = (owed * (rate / cut) + below / cut, below % cut);
    let digits = if high == 0 {
        digits(low)
    } else {
        digits(high) + CUT
    };
    let Some(dropped) = digits.checked_sub(SIGNIFICANT_DIGITS) else {
        return (high * cut + low, 0);
    };
    let unit = ten_to(dropped);
    let (kept, rest) = if dropped <= CUT {
        (high * ten_to(CUT - dropped) + low / unit, low % unit)
    } else {
        let upper = ten_to(dropped - CUT);
        (high / upper, high % upper * cut + low)
    };
    (half_even(kept, rest, unit), dropped)
}

fn half_even(whole: u128, rest: u128, of: u128) -> u128 {
    match (rest * 2).cmp(&of) {
        std::cmp::Ordering::Less => whole,
        std::cmp::Ordering::Equal => whole + whole % 2,
        std::cmp::Ordering::Greater => whole + 1,
    }
}

const fn ten_to(power: u32) -> u128 {
    10_u128.pow(power)
}

const fn digits(number: u128) -> u32 {
    match number.checked_ilog10() {
        Some(log) => log + 1,
        None => 0,
    }
}
