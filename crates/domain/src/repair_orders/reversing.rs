//! A settlement sheet is taken back 冲销, by right and with a reason: its money goes back, its lines can be
//! settled anew.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    RepairConcern, RepairLine, RepairOrder, RepairRefusal, SettlementSheet, SettlementState,
    open_order::{OpenOrder, named},
    paying::{Entry, enter},
};
use crate::{
    checks,
    command::{Decision, Nature, NumberSeries, Numbers, Rule},
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts},
    ids::{SettlementId, SettlementPaymentId},
    payments::PaymentMethod,
    plans,
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReverseSettlement {
    pub settlement: SettlementId,
    pub reason: String,
    /// How what was paid is given back; needed when anything was.
    #[serde(default)]
    pub refund_method: Option<PaymentMethod>,
    /// Drawn by the desk when the command is made.
    #[serde(default)]
    pub receipt_number: String,
}

impl Rule for ReverseSettlement {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::ReverseSettlements);

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        if self.receipt_number.is_empty() && self.refund_method.is_some() {
            self.receipt_number = numbers.next(NumberSeries::Receipt);
        }
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("reason", &self.reason, checks::REMARK)?;
        let mut sheet: SettlementSheet = named(facts, self.settlement, "settlement")?;
        if sheet.state == SettlementState::Reversed {
            return Err(RepairRefusal::SheetReversed {
                number: sheet.number,
            }
            .into());
        }
        let order: RepairOrder = named(facts, sheet.repair_order, "settlement")?;
        let mut order = OpenOrder::at(facts, context, order);
        if sheet.paid.is_positive() {
            let method = self
                .refund_method
                .ok_or_else(|| RepairRefusal::RefundMethodMissing {
                    paid: sheet.paid,
                    field: "refundMethod".to_owned(),
                })?;
            let amount = sheet.paid.checked_neg().unwrap_or_default();
            enter(
                facts,
                context,
                &mut sheet,
                &Entry {
                    payment: SettlementPaymentId::derived(context.command, "refund"),
                    method,
                    amount,
                    receipt_number: &self.receipt_number,
                    reference: "",
                },
                &mut order.changes,
            )?;
        }
        for line in facts.by::<RepairLine>(
            RepairLine::BY_SETTLEMENT,
            [Some(self.settlement).to_value()],
        )? {
            order.put(&RepairLine {
                settlement: None,
                ..line
            });
        }
        plans::put_back(facts, context, sheet.id, &mut order.changes)?;
        if order.order.left_at.is_some() {
            order.concerns.push(
                RepairConcern::ReversedAfterLeaving {
                    number: order.order.number.clone(),
                    settlement: sheet.id,
                }
                .into(),
            );
        }
        order.order.settled_at = None;
        order.put(&SettlementSheet {
            state: SettlementState::Reversed,
            reason: self.reason.trim().to_owned(),
            reversed_at: Some(context.made_at),
            ..sheet
        });
        order.close()
    }
}
