//! Parts are kept for somebody 预留, never more than there are; what is not there is waited for.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    NeedState, PartNeed, PartRefusal, Work,
    shelf::{Shelf, quantity_in_range},
};
use crate::{
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    facts::Facts,
    ids::PartNeedId,
    rights::Right,
};

/// The need that a command names, and its part; refused once nothing more is wanted.
pub(super) fn wanted(
    work: &Work,
    need: PartNeedId,
    field: &str,
) -> Result<(PartNeed, Shelf), Stop> {
    let need: PartNeed = work.named(need, field)?;
    let shelf = Shelf::of(work, need.part, field)?;
    match need.state {
        NeedState::Open => Ok((need, shelf)),
        NeedState::Closed => Err(PartRefusal::NeedClosed {
            name: shelf.part.name,
        }
        .into()),
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ReserveParts {
    pub need: PartNeedId,
    /// Thousandths of a unit.
    pub quantity: u32,
}

impl Rule for ReserveParts {
    const NATURE: Nature = Nature::Claim;
    /// Whoever keeps parts, and whoever looks after the customer.
    const RIGHT: Option<Right> = None;

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut work = Work::new(facts, context);
        work.may_reserve()?;
        let quantity = quantity_in_range("quantity", self.quantity)?;
        let (mut need, mut shelf) = wanted(&work, self.need, "need")?;
        let open = need.open() - need.reserved;
        if quantity > open {
            return Err(PartRefusal::BeyondNeed {
                name: shelf.part.name,
                open,
                unit: shelf.part.unit,
                field: "quantity".to_owned(),
            }
            .into());
        }
        if quantity > shelf.part.available() {
            return Err(PartRefusal::PartsShort {
                available: shelf.part.available(),
                number: shelf.part.number,
                name: shelf.part.name,
                wanted: quantity,
                unit: shelf.part.unit,
                field: "quantity".to_owned(),
            }
            .into());
        }
        shelf.reserve(&mut work, &mut need, quantity)?;
        shelf.close(&mut work)?;
        work.done()
    }
}

/// Nothing is kept and nothing is waited for any longer; whoever waits for it has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ReleaseParts {
    pub need: PartNeedId,
}

impl Rule for ReleaseParts {
    const NATURE: Nature = Nature::Claim;
    /// Whoever keeps parts, and whoever looks after the customer.
    const RIGHT: Option<Right> = None;

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut work = Work::new(facts, context);
        work.may_reserve()?;
        let (mut need, mut shelf) = wanted(&work, self.need, "need")?;
        if need.reserved == 0 && need.waiting == 0 {
            return Err(PartRefusal::NothingKept {
                name: shelf.part.name,
            }
            .into());
        }
        let kept = need.reserved;
        shelf.release(&mut work, &mut need, kept)?;
        shelf.wait(&mut work, &mut need, 0);
        shelf.close(&mut work)?;
        work.done()
    }
}

/// Whatever is still wanted is waited for 待料; what comes in goes to those who wait.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct BackOrderPart {
    pub need: PartNeedId,
}

impl Rule for BackOrderPart {
    const NATURE: Nature = Nature::Claim;
    /// Whoever keeps parts, and whoever looks after the customer.
    const RIGHT: Option<Right> = None;

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut work = Work::new(facts, context);
        work.may_reserve()?;
        let (mut need, mut shelf) = wanted(&work, self.need, "need")?;
        let missing = need.open() - need.reserved;
        if missing <= need.waiting {
            return Err(PartRefusal::NothingToWaitFor {
                name: shelf.part.name,
            }
            .into());
        }
        shelf.wait(&mut work, &mut need, missing);
        // What is there is kept at once.
        shelf.close(&mut work)?;
        work.done()
    }
}
