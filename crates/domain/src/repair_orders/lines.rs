//! What a job costs: labour by the flat hour, parts, work given to others, fees; each line with who pays.

use entity_derive::Entity;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::RepairRefusal;
use crate::{
    checks,
    command::Stop,
    ids::{JobId, RepairLineId, RepairOrderId, SettlementId},
    money::{Fen, round_half_up},
    refusal::GeneralRefusal,
};

crate::words! {
    pub enum RepairLineKind {
        /// 工时
        Labour => "labour",
        /// 配件
        Part => "part",
        /// 外协
        Sublet => "sublet",
        /// 其他费用
        Fee => "fee",
    }
}

crate::words! {
    pub enum Payer {
        /// 自费
        Customer => "customer",
        /// 索赔
        Warranty => "warranty",
        /// 保险
        Insurer => "insurer",
        /// 善意
        Goodwill => "goodwill",
        /// 内部
        Internal => "internal",
        /// 套餐
        Package => "package",
    }
}

impl Payer {
    /// Whether the money comes to the counter before the car leaves; what others owe is booked on them.
    pub const fn pays_at_the_counter(self) -> bool {
        match self {
            Self::Customer => true,
            Self::Warranty | Self::Insurer | Self::Goodwill | Self::Internal | Self::Package => {
                false
            }
        }
    }

    /// Whether the customer has paid it, now or ahead.
    pub const fn is_the_customers_money(self) -> bool {
        match self {
            Self::Customer | Self::Package => true,
            Self::Warranty | Self::Insurer | Self::Goodwill | Self::Internal => false,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "repair_line", index(repair_order, job), index(settlement))]
pub struct RepairLine {
    pub id: RepairLineId,
    pub repair_order: RepairOrderId,
    pub job: JobId,
    pub kind: RepairLineKind,
    pub label: String,
    /// The part's number, or the sublet's bill.
    pub reference: String,
    /// Flat minutes for labour, thousandths of a piece for everything else.
    pub quantity: u32,
    /// For an hour of labour, or for one piece; VAT included.
    pub unit_price: Fen,
    pub amount: Fen,
    pub payer: Payer,
    /// The sheet that it stands on.
    pub settlement: Option<SettlementId>,
}

/// A line as it is given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NewLine {
    pub kind: RepairLineKind,
    pub label: String,
    #[serde(default)]
    pub reference: String,
    /// Flat minutes for labour, thousandths of a piece for everything else.
    pub quantity: u32,
    pub unit_price: Fen,
    pub payer: Payer,
}

/// Minutes in an hour of labour.
const MINUTES: i64 = 60;
/// Thousandths in a piece.
const THOUSANDTHS: i64 = 1_000;
/// Ten thousand pieces, or more hours than a year has: beyond any line.
const LARGEST_QUANTITY: u32 = 10_000_000;

/// What a line comes to, rounded once.
pub(super) fn amount_of(kind: RepairLineKind, quantity: u32, unit_price: Fen) -> Result<Fen, Stop> {
    let parts = match kind {
        RepairLineKind::Labour => MINUTES,
        RepairLineKind::Part | RepairLineKind::Sublet | RepairLineKind::Fee => THOUSANDTHS,
    };
    unit_price
        .yuan()
        .checked_mul(Decimal::from(quantity))
        .and_then(|yuan| yuan.checked_div(Decimal::from(parts)))
        .and_then(|yuan| round_half_up(yuan).ok())
        .ok_or_else(|| {
            GeneralRefusal::MoneyOutOfRange {
                field: "unitPrice".to_owned(),
            }
            .into()
        })
}

impl NewLine {
    /// The line with its amount, within its fields.
    pub(crate) fn line(
        &self,
        line: RepairLineId,
        repair_order: RepairOrderId,
        job: JobId,
    ) -> Result<RepairLine, Stop> {
        checks::filled("label", &self.label, checks::LINE)?;
        checks::fits("reference", &self.reference, checks::LINE)?;
        checks::sum_in_range("unitPrice", self.unit_price)?;
        if !(1..=LARGEST_QUANTITY).contains(&self.quantity) {
            return Err(RepairRefusal::LineImplausible {
                field: "quantity".to_owned(),
            }
            .into());
        }
        let amount = amount_of(self.kind, self.quantity, self.unit_price)?;
        checks::sum_in_range("unitPrice", amount)?;
        Ok(RepairLine {
            id: line,
            repair_order,
            job,
            kind: self.kind,
            label: self.label.trim().to_owned(),
            reference: self.reference.trim().to_owned(),
            quantity: self.quantity,
            unit_price: self.unit_price,
            amount,
            payer: self.payer,
            settlement: None,
        })
    }
}
