//! A part is worth less than it cost 减值: the value goes down, the quantity stays.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    PartRefusal, Work,
    shelf::{Shelf, Why},
};
use crate::{
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::Facts,
    ids::PartId,
    money::Fen,
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct WriteDownPart {
    pub part: PartId,
    pub amount: Fen,
    pub reason: String,
}

impl Rule for WriteDownPart {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::SeePartCosts);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("reason", &self.reason, checks::REMARK)?;
        let mut work = Work::new(facts, context);
        let mut shelf = Shelf::of(&work, self.part, "part")?;
        if !self.amount.is_positive() || shelf.part.on_hand <= 0 || self.amount > shelf.value() {
            return Err(PartRefusal::WrittenDownBeyondValue {
                name: shelf.part.name,
                field: "amount".to_owned(),
            }
            .into());
        }
        let why = Why {
            remark: &self.reason,
            ..Why::default()
        };
        shelf.write_down(&mut work, self.amount, why)?;
        shelf.close(&mut work)?;
        work.done()
    }
}
