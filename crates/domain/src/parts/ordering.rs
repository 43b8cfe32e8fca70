//! Parts are ordered 采购 and so are on their way until they come or the order is cancelled.

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Part, PartRefusal, Work,
    shelf::{Shelf, quantity_in_range},
};
use crate::{
    checks,
    command::{Decision, Nature, NumberSeries, Numbers, Rule, Stop},
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts},
    ids::{PartId, PartOrderId, PartOrderLineId, PersonId},
    rights::Right,
    time::Timestamp,
};

crate::words! {
    pub enum PartOrderState {
        /// 在途
        Open => "open",
        /// 已到货
        Received => "received",
        Cancelled => "cancelled",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "part_order", index(number), index(state, made_at))]
pub struct PartOrder {
    pub id: PartOrderId,
    pub number: String,
    pub supplier: String,
    pub state: PartOrderState,
    pub expected_on: Option<NaiveDate>,
    pub remark: String,
    pub made_by: PersonId,
    pub made_at: Timestamp,
    pub closed_at: Option<Timestamp>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "part_order_line", index(part_order), index(part))]
pub struct PartOrderLine {
    pub id: PartOrderLineId,
    pub part_order: PartOrderId,
    pub part: PartId,
    pub ordered: i64,
    /// Of what was ordered; what came beyond it is not counted here.
    pub received: i64,
}

impl PartOrderLine {
    /// What is still on its way.
    pub fn coming(&self) -> i64 {
        (self.ordered - self.received).max(0)
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct OrderedPart {
    pub part: PartId,
    /// Thousandths of a unit.
    pub quantity: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderParts {
    pub order: PartOrderId,
    /// Drawn by the desk when the command is made.
    #[serde(default)]
    pub number: String,
    #[serde(default)]
    pub supplier: String,
    #[serde(default)]
    pub expected_on: Option<NaiveDate>,
    pub lines: Vec<OrderedPart>,
    #[serde(default)]
    pub remark: String,
}

impl Rule for OrderParts {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditParts);

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        if self.number.is_empty() {
            self.number = numbers.next(NumberSeries::PartOrder);
        }
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("number", &self.number, 40)?;
        checks::fits("supplier", &self.supplier, checks::LINE)?;
        checks::fits("remark", &self.remark, checks::REMARK)?;
        something_named(&self.lines)?;
        let mut work = Work::new(facts, context);
        work.is_new::<PartOrder>(self.order)?;
        for (place, line) in self.lines.iter().enumerate() {
            let field = format!("lines.{place}.part");
            let quantity = quantity_in_range(&format!("lines.{place}.quantity"), line.quantity)?;
            let mut shelf = Shelf::of(&work, line.part, &field)?;
            if let Some(by) = shelf.part.replaced_by {
                let by: Part = work.named(by, &field)?;
                return Err(PartRefusal::PartReplaced {
                    number: shelf.part.number,
                    by: by.number,
                    field,
                }
                .into());
            }
            shelf.part.on_order += quantity;
            shelf.close(&mut work)?;
            work.put(&PartOrderLine {
                id: PartOrderLineId::derived(context.command, &format!("line {place}")),
                part_order: self.order,
                part: line.part,
                ordered: quantity,
                received: 0,
            });
        }
        work.put(&PartOrder {
            id: self.order,
            number: self.number.clone(),
            supplier: self.supplier.trim().to_owned(),
            state: PartOrderState::Open,
            expected_on: self.expected_on,
            remark: self.remark.trim().to_owned(),
            made_by: context.actor,
            made_at: context.made_at,
            closed_at: None,
        });
        work.done()
    }
}

/// The most lines that one paper has.
const MOST_LINES: usize = 500;

/// A paper names something, and not more than a paper holds.
pub(super) fn something_named<T>(lines: &[T]) -> Result<(), Stop> {
    if lines.is_empty() {
        return Err(PartRefusal::NothingNamed {
            field: "lines".to_owned(),
        }
        .into());
    }
    if lines.len() > MOST_LINES {
        return Err(crate::refusal::GeneralRefusal::TooLong {
            field: "lines".to_owned(),
            max: MOST_LINES as u32,
        }
        .into());
    }
    Ok(())
}

/// The order that a command names, still on its way.
pub(super) fn open_order(work: &Work, order: PartOrderId) -> Result<PartOrder, Stop> {
    let order: PartOrder = work.named(order, "order")?;
    match order.state {
        PartOrderState::Open => Ok(order),
        PartOrderState::Received | PartOrderState::Cancelled => Err(PartRefusal::PartOrderClosed {
            number: order.number,
        }
        .into()),
    }
}

/// The lines of an order, in an order that is the same everywhere.
pub(super) fn lines_of(work: &Work, order: PartOrderId) -> Result<Vec<PartOrderLine>, Stop> {
    let mut lines = work
        .ahead()
        .by::<PartOrderLine>(PartOrderLine::BY_PART_ORDER, [order.to_value()])?;
    lines.sort_by_key(|line| line.id);
    Ok(lines)
}

/// What has not come will not come.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CancelPartOrder {
    pub order: PartOrderId,
    pub reason: String,
}

impl Rule for CancelPartOrder {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditParts);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("reason", &self.reason, checks::REMARK)?;
        let mut work = Work::new(facts, context);
        let order = open_order(&work, self.order)?;
        for line in lines_of(&work, self.order)? {
            let mut shelf = Shelf::of(&work, line.part, "order")?;
            shelf.part.on_order -= line.coming();
            shelf.close(&mut work)?;
        }
        work.put(&PartOrder {
            state: PartOrderState::Cancelled,
            remark: self.reason.trim().to_owned(),
            closed_at: Some(context.made_at),
            ..order
        });
        work.done()
    }
}
