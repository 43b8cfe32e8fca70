//! What an order is made of: lines with their kinds, and the one sum over them.

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::OrderRefusal;
use crate::{
    checks,
    command::Stop,
    ids::{OrderId, OrderLineId},
    money::Fen,
    refusal::GeneralRefusal,
    tax::VatCategory,
};

crate::words! {
    /// What a line is for.
    pub enum OrderLineKind {
        /// The car at its asked price.
        Car => "car",
        /// Taken off the price of the car.
        Discount => "discount",
        Accessory => "accessory",
        Service => "service",
        ExtendedWarranty => "extendedWarranty",
        /// The house's own fee for plates and papers; never forced on anybody.
        Registration => "registration",
        /// Collected for the insurer.
        Insurance => "insurance",
        /// Collected for the tax office 车辆购置税.
        PurchaseTax => "purchaseTax",
        /// Collected with the compulsory cover 车船税.
        VehicleTax => "vehicleTax",
        /// Set off for the customer's old car.
        TradeIn => "tradeIn",
        Other => "other",
    }
}

/// Where a paper shows a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineGroup {
    /// The price of the car itself.
    Car,
    /// Goods and services of the house.
    Extra,
    /// Money of others that passes through the house.
    PassedOn,
    /// Set off against the price.
    SetOff,
}

impl OrderLineKind {
    pub const fn group(self) -> LineGroup {
        match self {
            Self::Car | Self::Discount => LineGroup::Car,
            Self::Accessory
            | Self::Service
            | Self::ExtendedWarranty
            | Self::Registration
            | Self::Other => LineGroup::Extra,
            Self::Insurance | Self::PurchaseTax | Self::VehicleTax => LineGroup::PassedOn,
            Self::TradeIn => LineGroup::SetOff,
        }
    }

    /// How VAT sees such a line (增值税法); nothing for money of others and for what is set off.
    pub const fn vat_category(self) -> Option<VatCategory> {
        match self {
            Self::Car | Self::Discount | Self::Accessory | Self::Service | Self::Other => {
                Some(VatCategory::GoodsAndRepair)
            }
            Self::ExtendedWarranty | Self::Registration => Some(VatCategory::Services),
            Self::Insurance | Self::PurchaseTax | Self::VehicleTax | Self::TradeIn => None,
        }
    }

    /// Whether such a line lowers what is to be paid.
    pub const fn lowers(self) -> bool {
        matches!(self, Self::Discount | Self::TradeIn)
    }
}

/// One line of an order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "order_line", index(order_id, ordinal))]
pub struct OrderLine {
    pub id: OrderLineId,
    pub order_id: OrderId,
    pub ordinal: u32,
    pub kind: OrderLineKind,
    pub label: String,
    /// VAT included; negative for what is taken off.
    pub amount: Fen,
}

/// A line as it is given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NewOrderLine {
    pub kind: OrderLineKind,
    pub label: String,
    pub amount: Fen,
}

/// The longest an order may be, in lines.
const MOST_LINES: usize = 100;

/// Checks the lines and gives their sum: the only place where an order's lines are added up.
pub fn total_of(lines: &[NewOrderLine]) -> Result<Fen, Stop> {
    if lines.len() > MOST_LINES {
        return Err(GeneralRefusal::TooLong {
            field: "lines".to_owned(),
            max: MOST_LINES as u32,
        }
        .into());
    }
    let cars = lines
        .iter()
        .filter(|line| line.kind == OrderLineKind::Car)
        .count();
    if cars != 1 {
        return Err(OrderRefusal::OneCarLine {
            found: u32::try_from(cars).unwrap_or(u32::MAX),
        }
        .into());
    }
    for (place, line) in lines.iter().enumerate() {
        checks::filled(&format!("lines.{place}.label"), &line.label, checks::LINE)?;
        let given = if line.kind.lowers() {
            line.amount.checked_neg()
        } else {
            Some(line.amount)
        };
        match given {
            Some(amount) if amount.is_negative() => {
                return Err(OrderRefusal::LineSignWrong {
                    label: line.label.clone(),
                }
                .into());
            }
            Some(amount) => checks::sum_in_range(&format!("lines.{place}.amount"), amount)?,
            None => return Err(out_of_range("lines")),
        }
    }
    let total =
        Fen::sum(lines.iter().map(|line| line.amount)).ok_or_else(|| out_of_range("lines"))?;
    if !total.is_positive() {
        return Err(OrderRefusal::TotalNotPositive { total }.into());
    }
    checks::sum_in_range("lines", total)?;
    Ok(total)
}

/// The sum of the lines of some kinds.
pub(super) fn sum_of(
    lines: &[NewOrderLine],
    which: impl Fn(OrderLineKind) -> bool,
) -> Result<Fen, GeneralRefusal> {
    Fen::sum(
        lines
            .iter()
            .filter(|line| which(line.kind))
            .map(|line| line.amount),
    )
    .ok_or_else(|| GeneralRefusal::MoneyOutOfRange {
        field: "lines".to_owned(),
    })
}

fn out_of_range(field: &str) -> Stop {
    GeneralRefusal::MoneyOutOfRange {
        field: field.to_owned(),
    }
    .into()
}
