//! The shelves are counted 盘点. What differs from the books stands open until somebody settles it with a
//! reason; only then do the books say what was counted. What was taken beyond the books stands open likewise.

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    LARGEST_QUANTITY, MovementKind, PartRefusal, Work,
    ordering::something_named,
    shelf::{Shelf, Why, open_differences},
};
use crate::{
    checks,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    facts::Facts,
    ids::{PartDifferenceId, PartId, PersonId},
    rights::Right,
    time::Timestamp,
};

crate::words! {
    pub enum DifferenceKind {
        /// 负库存: more was taken than the books have.
        BelowZero => "belowZero",
        /// 盘点差异
        Counted => "counted",
    }
}

crate::words! {
    pub enum DifferenceState {
        Open => "open",
        Settled => "settled",
        /// It was counted again before anybody settled it.
        Superseded => "superseded",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "part_difference", index(part, state), index(state, opened_at))]
pub struct PartDifference {
    pub id: PartDifferenceId,
    pub part: PartId,
    pub kind: DifferenceKind,
    /// What the books said then.
    pub booked: i64,
    pub counted: Option<i64>,
    /// What there was more than in the books, or less.
    pub quantity: i64,
    pub state: DifferenceState,
    /// Why, as whoever settled it says.
    pub reason: String,
    pub opened_by: PersonId,
    pub opened_at: Timestamp,
    pub settled_by: Option<PersonId>,
    pub settled_at: Option<Timestamp>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CountedPart {
    pub part: PartId,
    /// Thousandths of a unit; nought where nothing is there.
    pub counted: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CountParts {
    pub lines: Vec<CountedPart>,
}

impl Rule for CountParts {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::EditParts);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        something_named(&self.lines)?;
        let mut work = Work::new(facts, context);
        for (place, line) in self.lines.iter().enumerate() {
            if line.counted > LARGEST_QUANTITY {
                return Err(PartRefusal::QuantityImplausible {
                    field: format!("lines.{place}.counted"),
                }
                .into());
            }
            let mut shelf = Shelf::of(&work, line.part, &format!("lines.{place}.part"))?;
            shelf.part.counted_at = Some(context.made_at);
            let counted = i64::from(line.counted);
            let quantity = counted - shelf.part.on_hand;
            for difference in open_differences(&work, line.part)? {
                // The books are still what was compared with, so the new count says all that the former did.
                let state = match (difference.kind, quantity) {
                    (DifferenceKind::Counted, _) => DifferenceState::Superseded,
                    (DifferenceKind::BelowZero, 0) => DifferenceState::Settled,
                    (DifferenceKind::BelowZero, _) => continue,
                };
                close(&mut work, difference, state, "");
            }
            if quantity != 0 {
                work.put(&PartDifference {
                    id: PartDifferenceId::derived(context.command, &format!("counted {place}")),
                    part: line.part,
                    kind: DifferenceKind::Counted,
                    booked: shelf.part.on_hand,
                    counted: Some(counted),
                    quantity,
                    state: DifferenceState::Open,
                    reason: String::new(),
                    opened_by: context.actor,
                    opened_at: context.made_at,
                    settled_by: None,
                    settled_at: None,
                });
            }
            shelf.close(&mut work)?;
        }
        work.done()
    }
}

fn close(work: &mut Work, difference: PartDifference, state: DifferenceState, reason: &str) {
    let closed = PartDifference {
        state,
        reason: reason.trim().to_owned(),
        settled_by: Some(work.context.actor),
        settled_at: Some(work.context.made_at),
        ..difference
    };
    work.put(&closed);
}

/// Somebody says why the shelf and the books differ, and the books follow the shelf.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SettleDifference {
    pub difference: PartDifferenceId,
    pub reason: String,
}

impl Rule for SettleDifference {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditParts);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("reason", &self.reason, checks::REMARK)?;
        let mut work = Work::new(facts, context);
        let difference: PartDifference = work.named(self.difference, "difference")?;
        match difference.state {
            DifferenceState::Open => {}
            DifferenceState::Settled | DifferenceState::Superseded => {
                return Err(PartRefusal::DifferenceSettled.into());
            }
        }
        let mut shelf = Shelf::of(&work, difference.part, "difference")?;
        match difference.kind {
            DifferenceKind::BelowZero if shelf.part.on_hand < 0 => {
                return Err(PartRefusal::StillBelowNought {
                    name: shelf.part.name,
                    on_hand: shelf.part.on_hand,
                    unit: shelf.part.unit,
                }
                .into());
            }
            DifferenceKind::BelowZero => {}
            DifferenceKind::Counted => self.book(&mut work, &mut shelf, difference.quantity)?,
        }
        let part = difference.part;
        let enough = shelf.part.on_hand >= 0;
        close(
            &mut work,
            difference,
            DifferenceState::Settled,
            &self.reason,
        );
        if enough {
            // The count has explained what was taken beyond the books.
            for other in open_differences(&work, part)? {
                if other.kind == DifferenceKind::BelowZero {
                    close(&mut work, other, DifferenceState::Settled, &self.reason);
                }
            }
        }
        shelf.close(&mut work)?;
        work.done()
    }
}

impl SettleDifference {
    fn book(&self, work: &mut Work, shelf: &mut Shelf, quantity: i64) -> Result<(), Stop> {
        let why = Why {
            remark: &self.reason,
            ..Why::default()
        };
        if quantity > 0 {
            let worth = shelf.at_average(quantity)?;
            shelf.take_in(work, MovementKind::CountedMore, quantity, worth, why)
        } else {
            shelf
                .take_out(work, MovementKind::CountedLess, -quantity, 0, why)
                .map(drop)
        }
    }
}
