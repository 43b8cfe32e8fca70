//! A figure with two places.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

use crate::money::round_to_places;

const PLACES: u32 = 2;

/// A ratio or percentage with two places, half-up; text in JSON: `"15.00"`.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, TS,
)]
#[ts(type = "string")]
pub struct Figure(Decimal);

impl Figure {
    /// The figure itself.
    #[must_use]
    pub const fn decimal(self) -> Decimal {
        self.0
    }

    /// One amount over another; nothing over zero, and nothing that does not fit.
    #[must_use]
    pub fn ratio(over: impl Into<Decimal>, under: impl Into<Decimal>) -> Option<Figure> {
        over.into().checked_div(under.into()).map(Figure::rounded)
    }

    /// One amount in per cent of another.
    #[must_use]
    pub fn percent(over: impl Into<Decimal>, under: impl Into<Decimal>) -> Option<Figure> {
        over.into()
            .checked_mul(Decimal::ONE_HUNDRED)?
            .checked_div(under.into())
            .map(Figure::rounded)
    }

    fn rounded(exact: Decimal) -> Figure {
        let mut rounded = round_to_places(exact, PLACES);
        if rounded.is_zero() {
            rounded = Decimal::ZERO;
        }
        rounded.rescale(PLACES);
        Figure(rounded)
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, formatter)
    }
}
