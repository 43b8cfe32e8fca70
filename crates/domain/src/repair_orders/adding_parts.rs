//! A part from stock is put on a job: a line that names and prices it, and the need that keeps, waits and
//! is picked against.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    NewLine, Payer, RepairLine, RepairLineKind,
    open_order::{OpenOrder, named},
    pricing::requoted,
};
use crate::{
    command::{Decision, Nature, Rule},
    context::Context,
    facts::{Ask, Facts},
    ids::{JobId, PartId, PartNeedId, RepairLineId},
    money::Fen,
    parts::{self, Part, PartNeed},
    refusal::GeneralRefusal,
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddPart {
    pub line: RepairLineId,
    pub job: JobId,
    pub part: PartId,
    /// Thousandths of a unit.
    pub quantity: u32,
    /// For one unit; VAT included.
    pub unit_price: Fen,
    pub payer: Payer,
}

impl Rule for AddPart {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditService);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let (mut order, job) = OpenOrder::of_job(facts, context, self.job)?;
        let taken = facts.get::<RepairLine>(self.line)?.is_some()
            || facts.get::<PartNeed>(PartNeedId(self.line.0))?.is_some();
        if taken {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "repair_line".to_owned(),
            }
            .into());
        }
        let part: Part = named(facts, self.part, "part")?;
        let before = order.customers_part(job.id)?;
        let line = NewLine {
            kind: RepairLineKind::Part,
            label: part.name,
            reference: part.number,
            quantity: self.quantity,
            unit_price: self.unit_price,
            payer: self.payer,
        }
        .line(self.line, order.order.id, job.id)?;
        order.put(&line);
        order.with_parts(|work| parts::wanted_on_line(work, part.id, &line))?;
        requoted(order, job, before)
    }
}
