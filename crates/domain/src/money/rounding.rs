//! The one rounding function of the program.

use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};

use super::{Fen, MoneyTooLarge};

/// Turns an exact amount of yuan into fen, half away from zero (0.005 yuan is one fen).
///
/// Every step at which a law or a contract asks for money ends here, once.
pub fn round_half_up(yuan: Decimal) -> Result<Fen, MoneyTooLarge> {
    round_to_places(yuan, 2)
        .checked_mul(Decimal::ONE_HUNDRED)
        .and_then(|fen| fen.to_i64())
        .map(Fen)
        .ok_or(MoneyTooLarge)
}

/// The same rounding for figures that are not money (percentages, ratios shown to a person).
#[must_use]
pub fn round_to_places(figure: Decimal, places: u32) -> Decimal {
    figure.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}
