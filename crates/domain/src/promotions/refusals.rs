//! Why something cannot be done about a promotion or a coupon.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{CouponState, PromotedPayment, PromotionState};
use crate::{money::Fen, refusal::Refusal};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum PromotionRefusal {
    /// Its last day is not before its first, and not before today where it begins.
    PromotionDaysImplausible {
        field: String,
    },
    /// Nothing is given, or more than the whole car.
    BenefitImplausible {
        field: String,
    },
    /// A scope names no code, or there are too many of them.
    ScopesImplausible {
        field: String,
    },
    /// Less than what was given away already.
    BudgetBelowSpent {
        spent: Fen,
        uses: u32,
        field: String,
    },
    /// What people were promised stays as it is; only the last day and the budget change.
    PromotionPromised {
        state: PromotionState,
    },
    PromotionNotInState {
        state: PromotionState,
    },
    /// Its first day has not come, or nobody has started it.
    PromotionNotBegun {
        name: String,
        from: NaiveDate,
    },
    /// Its last day has passed, or somebody has ended it.
    PromotionEnded {
        name: String,
        until: NaiveDate,
    },
    /// Other cars than this one.
    NotForThisCar {
        name: String,
    },
    /// Only for cars that are paid for in another way.
    NotForThisPayment {
        name: String,
        payment: PromotedPayment,
    },
    /// Less is left of it than it would take.
    BudgetUsedUp {
        name: String,
        left: Option<Fen>,
        uses_left: Option<u32>,
    },
    DoesNotStack {
        name: String,
        with: String,
    },
    /// Only whoever brings a coupon gets it.
    CouponMissing {
        name: String,
        field: String,
    },
    /// It asks for no coupon.
    CouponNotNeeded {
        name: String,
        field: String,
    },
    CouponUnknown {
        coupon: String,
        field: String,
    },
    /// Redeemed, or declared void.
    CouponNotGood {
        coupon: String,
        state: CouponState,
        field: String,
    },
    /// It was given to another customer.
    CouponOfAnother {
        coupon: String,
        field: String,
    },
    /// From six to thirty-two letters and digits.
    CouponCodeMalformed {
        coupon: String,
        field: String,
    },
    /// There is one with this code.
    CouponCodeTaken {
        coupon: String,
        field: String,
    },
    /// More coupons than one command carries.
    CouponsOutOfRange {
        most: u32,
        field: String,
    },
    /// The customer was told another sum.
    PromotionGivesOther {
        stated: Fen,
        ruled: Fen,
    },
    /// The quote does not hold what it lists; promotions are taken and put back by themselves.
    PromotionsNotTaken {
        field: String,
    },
    /// The promotion was taken for this car, this way to pay and whoever brought the coupon; it is put back first.
    PromotionTakenForCar {
        name: String,
        field: String,
    },
    /// The budget is the group's, which the command has to name.
    PromotionOfGroup {
        name: String,
        field: String,
    },
    /// It was put back already.
    PromotionPutBack {
        name: String,
    },
}

impl From<PromotionRefusal> for Refusal {
    fn from(refusal: PromotionRefusal) -> Self {
        Self::typed(&refusal, None)
    }
}
