//! Parts come in 入库. It has happened, so it is never refused for what was ordered; whoever waits is
//! served first.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    MovementKind, PartConcern, PartOrder, PartOrderLine, PartOrderState, UNIT, Work,
    ordering::{lines_of, something_named},
    shelf::{Shelf, Why, quantity_in_range, share},
};
use crate::{
    checks,
    command::{Decision, Nature, NumberSeries, Numbers, Rule, Stop},
    context::Context,
    facts::Facts,
    ids::{PartId, PartOrderId},
    money::Fen,
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReceivedPart {
    pub part: PartId,
    /// Thousandths of a unit.
    pub quantity: u32,
    /// What one unit was bought for, without VAT.
    pub unit_cost: Fen,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReceiveParts {
    /// Drawn by the desk when the command is made.
    #[serde(default)]
    pub number: String,
    #[serde(default)]
    pub order: Option<PartOrderId>,
    /// The supplier's delivery note 送货单号.
    #[serde(default)]
    pub delivery_note: String,
    pub lines: Vec<ReceivedPart>,
}

impl Rule for ReceiveParts {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::EditParts);

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        if self.number.is_empty() {
            self.number = numbers.next(NumberSeries::PartReceipt);
        }
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("number", &self.number, 40)?;
        checks::fits("deliveryNote", &self.delivery_note, checks::LINE)?;
        something_named(&self.lines)?;
        let mut work = Work::new(facts, context);
        let order = match self.order {
            Some(order) => Some(work.named::<PartOrder>(order, "order")?),
            None => None,
        };
        for (place, line) in self.lines.iter().enumerate() {
            let quantity = quantity_in_range(&format!("lines.{place}.quantity"), line.quantity)?;
            checks::sum_in_range(&format!("lines.{place}.unitCost"), line.unit_cost)?;
            let mut shelf = Shelf::of(&work, line.part, &format!("lines.{place}.part"))?;
            if let Some(order) = &order {
                take_off_order(&mut work, &mut shelf, order, quantity)?;
            }
            shelf.take_in(
                &mut work,
                MovementKind::Received,
                quantity,
                share(line.unit_cost, quantity, UNIT)?,
                Why {
                    number: &self.number,
                    remark: &self.delivery_note,
                    ..Why::default()
                },
            )?;
            shelf.close(&mut work)?;
        }
        if let Some(order) = order.filter(|order| order.state == PartOrderState::Open) {
            let all_here = lines_of(&work, order.id)?
                .iter()
                .all(|line| line.coming() == 0);
            if all_here {
                work.put(&PartOrder {
                    state: PartOrderState::Received,
                    closed_at: Some(context.made_at),
                    ..order
                });
            }
        }
        work.done()
    }
}

/// What has come is no longer on its way.
fn take_off_order(
    work: &mut Work,
    shelf: &mut Shelf,
    order: &PartOrder,
    quantity: i64,
) -> Result<(), Stop> {
    let mut left = quantity;
    let lines = match order.state {
        PartOrderState::Open => lines_of(work, order.id)?,
        // It came after all, or came twice; nothing of it was still on its way.
        PartOrderState::Received | PartOrderState::Cancelled => Vec::new(),
    };
    for line in lines.iter().filter(|line| line.part == shelf.part.id) {
        let come = left.min(line.coming());
        left -= come;
        shelf.part.on_order -= come;
        work.put(&PartOrderLine {
            received: line.received + come,
            ..line.clone()
        });
    }
    if left > 0 {
        work.concerns.push(
            PartConcern::ReceivedBeyondOrder {
                number: order.number.clone(),
                name: shelf.part.name.clone(),
                quantity: left,
                part: shelf.part.id,
            }
            .into(),
        );
    }
    Ok(())
}
