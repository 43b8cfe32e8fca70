//! Whether a promotion may be taken for a quote, and what it gives. The page asks the same before anybody takes it, so
//! that it says why the others do not fit.

use chrono::NaiveDate;

use super::{
    Benefit, CarScopeKind, PromotedPayment, Promotion, PromotionRefusal, PromotionState,
    PromotionUse, Stacking,
};
use crate::{
    catalogue::{Brand, Model, Series},
    command::Stop,
    facts::{Ask, Facts, Missing},
    money::{Fen, Rate},
    quotes::Quote,
    refusal::GeneralRefusal,
    vehicles::Vehicle,
};

/// What a promotion gives for one car.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Off the price of the car.
    pub amount: Fen,
    /// What is given on top; empty where nothing is.
    pub accessory: String,
    /// What it takes from the budget.
    pub value: Fen,
}

/// What a promotion gives for a car of this guide price.
pub fn gives(promotion: &Promotion, guide_price: Fen) -> Result<Given, Stop> {
    let off = |amount: Fen| Given {
        amount,
        accessory: String::new(),
        value: amount,
    };
    Ok(match &promotion.benefit.0 {
        Benefit::MoneyOff { amount } => off(*amount),
        Benefit::Percent { basis_points, cap } => {
            let share = guide_price
                .at_rate(Rate::from_basis_points(i64::from(*basis_points)))
                .map_err(|_| GeneralRefusal::MoneyOutOfRange {
                    field: "promotion".to_owned(),
                })?;
            off(cap.map_or(share, |cap| share.min(cap)))
        }
        Benefit::Accessory { name, value } => Given {
            amount: Fen::ZERO,
            accessory: name.clone(),
            value: *value,
        },
    })
}

/// Whether the quote may take it on this day beside what it has taken, its coupon aside. `facts` are the rows of the
/// house.
pub fn fits(
    facts: &dyn Facts,
    today: NaiveDate,
    promotion: &Promotion,
    quote: &Quote,
    taken: &[PromotionUse],
) -> Result<Given, Stop> {
    runs(promotion, today)?;
    if !is_for_car(facts, promotion, quote)? {
        return Err(PromotionRefusal::NotForThisCar {
            name: promotion.name.clone(),
        }
        .into());
    }
    if let Some(payment) = promotion.payment
        && payment != payment_of(quote)
    {
        return Err(PromotionRefusal::NotForThisPayment {
            name: promotion.name.clone(),
            payment,
        }
        .into());
    }
    stacks(promotion, taken)?;
    let given = gives(promotion, quote.guide_price)?;
    promotion.affords(given.value)?;
    Ok(given)
}

fn runs(promotion: &Promotion, today: NaiveDate) -> Result<(), PromotionRefusal> {
    let ended = || PromotionRefusal::PromotionEnded {
        name: promotion.name.clone(),
        until: promotion.valid_until,
    };
    match promotion.state {
        PromotionState::Ended => Err(ended()),
        PromotionState::Running if today > promotion.valid_until => Err(ended()),
        PromotionState::Running if today >= promotion.valid_from => Ok(()),
        PromotionState::Running | PromotionState::Draft => {
            Err(PromotionRefusal::PromotionNotBegun {
                name: promotion.name.clone(),
                from: promotion.valid_from,
            })
        }
    }
}

/// A quote with a loan plan is paid for by a loan.
fn payment_of(quote: &Quote) -> PromotedPayment {
    if quote.inputs.0.loans.is_empty() {
        PromotedPayment::InFull
    } else {
        PromotedPayment::Loan
    }
}

/// Whether one of the scopes names the car by version, series or brand.
fn is_for_car(facts: &dyn Facts, promotion: &Promotion, quote: &Quote) -> Result<bool, Missing> {
    let scopes = &promotion.cars.0;
    if scopes.is_empty() {
        return Ok(true);
    }
    let of_car = match quote.vehicle {
        Some(vehicle) => facts.get::<Vehicle>(vehicle)?.and_then(|car| car.model),
        None => None,
    };
    let Some(version) = of_car.or(quote.model) else {
        return Ok(false);
    };
    let Some(version) = facts.get::<Model>(version)? else {
        return Ok(false);
    };
    let series = facts.get::<Series>(version.series)?;
    let brand = match &series {
        Some(series) => facts.get::<Brand>(series.brand)?,
        None => None,
    };
    Ok(scopes.iter().any(|scope| {
        let code = match scope.kind {
            CarScopeKind::Version => Some(&version.code),
            CarScopeKind::Series => series.as_ref().map(|series| &series.code),
            CarScopeKind::Brand => brand.as_ref().map(|brand| &brand.code),
        };
        code == Some(&scope.code)
    }))
}

/// Beside others only where each lets others stand beside it, and never two of one kind.
fn stacks(promotion: &Promotion, taken: &[PromotionUse]) -> Result<(), PromotionRefusal> {
    let kind = promotion.benefit.0.kind();
    let clash = taken.iter().find(|other| {
        promotion.stacking == Stacking::Alone
            || other.stacking == Stacking::Alone
            || other.kind == kind
    });
    match clash {
        Some(other) => Err(PromotionRefusal::DoesNotStack {
            name: promotion.name.clone(),
            with: other.name.clone(),
        }),
        None => Ok(()),
    }
}
