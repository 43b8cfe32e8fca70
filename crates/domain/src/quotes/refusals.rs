//! Why a quote, an approval or a limit is refused.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{ApprovalState, LineKind, QuoteState};
use crate::{dated::PolicyName, money::Fen, refusal::Refusal};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum QuoteRefusal {
    /// The quote is past the point where this may be done to it.
    QuoteNotInState {
        state: QuoteState,
    },
    /// Its last day has passed.
    QuoteExpired {
        valid_until: NaiveDate,
    },
    /// Without a guide price there is no discount to measure and no tax to reckon.
    GuidePriceMissing,
    /// The car of the stock has another guide price than the quote.
    GuidePriceDiffers {
        guide_price: Fen,
    },
    DiscountAbovePrice {
        guide_price: Fen,
    },
    SeatsOutOfRange {
        most: u32,
    },
    DisplacementMissing,
    /// A fuel car cannot be listed as new energy, nor an electric one be none.
    ListingContradictsPower,
    QuantityOutOfRange {
        field: String,
    },
    TooManyEntries {
        field: String,
        most: u32,
    },
    TooManyLoanPlans {
        most: u32,
    },
    /// 政策未定: nobody has confirmed the amount by hand.
    PolicyUndecided {
        line: LineKind,
        policy: Option<PolicyName>,
        on: NaiveDate,
    },
    /// A line of the quote is not what the rule gives.
    FigureNotTheRules {
        line: LineKind,
        stated: Option<Fen>,
        ruled: Fen,
    },
    /// The lines stated are not those that the rules give.
    LinesNotTheRules {
        stated: u32,
        ruled: u32,
    },
    /// The sum stated is not the sum of the lines.
    SumNotTheLines {
        stated: Fen,
        ruled: Fen,
    },
    /// A payment of a loan plan is not what its terms give; plans count from 1.
    LoanFigureNotTheRules {
        plan: u32,
        stated: Fen,
        ruled: Fen,
    },
    LoanTooLong {
        most: u32,
    },
    LoanTooLarge {
        most: Fen,
    },
    LoanAbovePrice {
        car_price: Fen,
    },
    SubsidyAboveLendersRate,
    /// Deeper than the giver may go alone.
    DiscountBeyondAuthority {
        /// What was asked, in hundredths of a percent of the guide price, rounded up.
        basis_points: u32,
        limit_basis_points: u32,
        lowest_price: Fen,
    },
    /// Below the floor of this very car.
    PriceBelowFloor {
        lowest_price: Fen,
    },
    /// The giver may issue the quote without asking.
    ApprovalNotNeeded,
    ApprovalNotWaiting {
        state: ApprovalState,
    },
    /// More than the whole price cannot be given away.
    AuthorityAbsurd {
        basis_points: u32,
    },
}

impl QuoteRefusal {
    const fn field(&self) -> Option<&'static str> {
        match self {
            Self::GuidePriceMissing | Self::GuidePriceDiffers { .. } => {
                Some("inputs.car.guidePrice")
            }
            Self::DiscountAbovePrice { .. }
            | Self::DiscountBeyondAuthority { .. }
            | Self::PriceBelowFloor { .. } => Some("inputs.discount"),
            Self::SeatsOutOfRange { .. } => Some("inputs.car.seats"),
            Self::DisplacementMissing => Some("inputs.car.displacementMl"),
            Self::ListingContradictsPower => Some("inputs.car.listing"),
            Self::TooManyLoanPlans { .. } => Some("inputs.loans"),
            Self::PolicyUndecided { line, .. } => match line {
                LineKind::PurchaseTax => Some("inputs.byHand.purchaseTax"),
                LineKind::LuxuryTax => Some("inputs.byHand.luxuryTax"),
                LineKind::VesselTax => Some("inputs.byHand.vesselTax"),
                LineKind::CompulsoryInsurance => Some("inputs.byHand.compulsoryInsurance"),
                LineKind::Car
                | LineKind::Discount
                | LineKind::CommercialInsurance
                | LineKind::Plate
                | LineKind::Accessory
                | LineKind::ServiceFee
                | LineKind::Other => None,
            },
            Self::LoanTooLong { .. } => Some("months"),
            Self::LoanTooLarge { .. } | Self::LoanAbovePrice { .. } => Some("financed"),
            Self::SubsidyAboveLendersRate => Some("terms.annualRate"),
            Self::AuthorityAbsurd { .. } => Some("maxBasisPoints"),
            Self::QuantityOutOfRange { .. }
            | Self::TooManyEntries { .. }
            | Self::QuoteNotInState { .. }
            | Self::QuoteExpired { .. }
            | Self::FigureNotTheRules { .. }
            | Self::LinesNotTheRules { .. }
            | Self::SumNotTheLines { .. }
            | Self::LoanFigureNotTheRules { .. }
            | Self::ApprovalNotNeeded
            | Self::ApprovalNotWaiting { .. } => None,
        }
    }

    /// The same on a field of the caller's choosing.
    pub(crate) fn on_field(&self, field: &str) -> Refusal {
        Refusal::typed(self, Some(field))
    }
}

impl From<QuoteRefusal> for Refusal {
    fn from(refusal: QuoteRefusal) -> Self {
        Self::typed(&refusal, refusal.field())
    }
}
