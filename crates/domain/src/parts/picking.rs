//! Parts are taken from the shelf for a repair order 领料, and brought back 退料. What was taken beyond
//! the books was taken all the same.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    PartConcern, PartNeed, PartRefusal, Work,
    ordering::something_named,
    shelf::{Shelf, Why, quantity_in_range},
};
use crate::{
    checks,
    command::{Decision, Nature, NumberSeries, Numbers, Rule, Stop},
    context::Context,
    facts::{Ask, Facts},
    ids::{PartNeedId, PersonId, RepairLineId},
    people::Person,
    repair_orders::RepairLine,
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PickedPart {
    pub need: PartNeedId,
    /// Thousandths of a unit.
    pub quantity: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PickParts {
    /// Drawn by the desk when the command is made.
    #[serde(default)]
    pub number: String,
    pub lines: Vec<PickedPart>,
    /// Who took them 领料人.
    #[serde(default)]
    pub taken_by: Option<PersonId>,
}

fn handed(work: &Work, person: Option<PersonId>, field: &str) -> Result<(), Stop> {
    match person {
        Some(person) => work.named::<Person>(person, field).map(drop),
        None => Ok(()),
    }
}

/// Says so when the line of this need is settled already.
fn after_settlement(work: &mut Work, need: &PartNeed, name: &str) -> Result<(), Stop> {
    let line = work.ahead().get::<RepairLine>(RepairLineId(need.id.0))?;
    if line.is_some_and(|line| line.settlement.is_some()) {
        work.concerns.push(
            PartConcern::MovedAfterSettlement {
                name: name.to_owned(),
                part: need.part,
            }
            .into(),
        );
    }
    Ok(())
}

impl Rule for PickParts {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::EditParts);

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        if self.number.is_empty() {
            self.number = numbers.next(NumberSeries::PartPick);
        }
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("number", &self.number, 40)?;
        something_named(&self.lines)?;
        let mut work = Work::new(facts, context);
        handed(&work, self.taken_by, "takenBy")?;
        for (place, line) in self.lines.iter().enumerate() {
            let quantity = quantity_in_range(&format!("lines.{place}.quantity"), line.quantity)?;
            let mut need: PartNeed = work.named(line.need, &format!("lines.{place}.need"))?;
            let mut shelf = Shelf::of(&work, need.part, &format!("lines.{place}.need"))?;
            let beyond = quantity - need.open();
            if beyond > 0 {
                work.concerns.push(
                    PartConcern::PickedBeyondNeed {
                        name: shelf.part.name.clone(),
                        quantity: beyond,
                        part: need.part,
                    }
                    .into(),
                );
            }
            after_settlement(&mut work, &need, &shelf.part.name)?;
            let why = Why {
                need: Some(need.id),
                number: &self.number,
                handed_to: self.taken_by,
                ..Why::default()
            };
            shelf.pick(&mut work, &mut need, quantity, why)?;
            shelf.close(&mut work)?;
        }
        work.done()
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReturnParts {
    /// Drawn by the desk when the command is made.
    #[serde(default)]
    pub number: String,
    pub lines: Vec<PickedPart>,
    #[serde(default)]
    pub reason: String,
}

impl Rule for ReturnParts {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::EditParts);

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        if self.number.is_empty() {
            self.number = numbers.next(NumberSeries::PartReturn);
        }
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("number", &self.number, 40)?;
        checks::fits("reason", &self.reason, checks::REMARK)?;
        something_named(&self.lines)?;
        let mut work = Work::new(facts, context);
        for (place, line) in self.lines.iter().enumerate() {
            let field = format!("lines.{place}.quantity");
            let quantity = quantity_in_range(&field, line.quantity)?;
            let mut need: PartNeed = work.named(line.need, &format!("lines.{place}.need"))?;
            let mut shelf = Shelf::of(&work, need.part, &format!("lines.{place}.need"))?;
            if quantity > need.out() {
                return Err(PartRefusal::ReturnedBeyondPicked {
                    name: shelf.part.name,
                    out: need.out(),
                    unit: shelf.part.unit,
                    field,
                }
                .into());
            }
            after_settlement(&mut work, &need, &shelf.part.name)?;
            let why = Why {
                need: Some(need.id),
                number: &self.number,
                remark: &self.reason,
                ..Why::default()
            };
            shelf.put_back(&mut work, &mut need, quantity, why)?;
            shelf.close(&mut work)?;
        }
        work.done()
    }
}
