//! The gate pass 出门证: only for a car whose order is settled and whose sheets are paid, booked on others,
//! or on approved credit. With it the call back to the customer is planned.

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    RepairOrder, RepairOrderState, RepairRefusal, SettlementSheet,
    open_order::{OpenOrder, named},
    washing::wash_due,
};
use crate::{
    checks,
    command::{Decision, Nature, NumberSeries, Numbers, Rule, Stop},
    context::Context,
    entity::{ColumnValue, Entity as _},
    facts::{Ask, Facts},
    ids::{GatePassId, PersonId, RepairOrderId, ServicedCarId, TaskId},
    loaners,
    refusal::GeneralRefusal,
    rights::Right,
    tasks::{Task, TaskKind},
    time::Timestamp,
    workshops::workshop,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "gate_pass", index(repair_order), index(number))]
pub struct GatePass {
    pub id: GatePassId,
    pub number: String,
    pub repair_order: RepairOrderId,
    pub car: ServicedCarId,
    pub issued_by: PersonId,
    pub issued_at: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IssueGatePass {
    pub gate_pass: GatePassId,
    pub repair_order: RepairOrderId,
    /// Drawn by the desk when the command is made.
    #[serde(default)]
    pub number: String,
}

impl Rule for IssueGatePass {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditService);

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        if self.number.is_empty() {
            self.number = numbers.next(NumberSeries::GatePass);
        }
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("number", &self.number, 40)?;
        if facts.get::<GatePass>(self.gate_pass)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "gate_pass".to_owned(),
            }
            .into());
        }
        let order: RepairOrder = named(facts, self.repair_order, "repairOrder")?;
        if let Some(at) = order.left_at {
            return Err(RepairRefusal::LeftAlready { at }.into());
        }
        if order.state != RepairOrderState::Settled {
            return Err(RepairRefusal::NotSettled {
                number: order.number,
                state: order.state,
            }
            .into());
        }
        let unpaid = facts
            .by::<SettlementSheet>(SettlementSheet::BY_REPAIR_ORDER, [order.id.to_value()])?
            .into_iter()
            .find(|sheet| !sheet.state.lets_out());
        if let Some(sheet) = unpaid {
            return Err(RepairRefusal::SheetUnpaid {
                left: sheet.left(),
                number: sheet.number,
            }
            .into());
        }
        if wash_due(facts, order.id)? {
            return Err(RepairRefusal::CarUnwashed {
                number: order.number,
            }
            .into());
        }
        let mut order = OpenOrder::at(facts, context, order);
        // The customer's own car is theirs to fetch, whatever of ours they still have.
        if let Some(concern) = loaners::still_out(facts, &order.order)? {
            order.concerns.push(concern.into());
        }
        order.order.left_at = Some(context.made_at);
        let pass = GatePass {
            id: self.gate_pass,
            number: self.number.clone(),
            repair_order: order.order.id,
            car: order.order.car,
            issued_by: context.actor,
            issued_at: context.made_at,
        };
        order.put(&pass);
        if let Some(task) = follow_up(&order)? {
            order.put(&task);
        }
        order.close()
    }
}

/// The call back 回访 by whoever received the car; a car of the house has nobody to call.
fn follow_up(order: &OpenOrder) -> Result<Option<Task>, Stop> {
    let Some(customer) = order.order.customer else {
        return Ok(None);
    };
    let days = match workshop(order.facts, order.context.lane) {
        Ok(terms) => i64::from(terms.follow_up_days),
        Err(Stop::Refused(_)) => return Ok(None),
        Err(Stop::Missing) => return Err(Stop::Missing),
    };
    let mut task = Task::about(
        TaskId::derived(order.context.command, "follow up"),
        TaskKind::CallBack,
        (RepairOrder::TABLE, order.order.id.into()),
        order.context.made_at.plus(days * Timestamp::DAY),
        order.context,
    );
    task.customer = Some(customer);
    task.owner = Some(order.order.advisor);
    task.note.clone_from(&order.order.number);
    Ok(Some(task))
}
