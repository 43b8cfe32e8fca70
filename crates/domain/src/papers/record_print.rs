//! A paper went to the printer. The first sheet is the original, each later one says 补打 n.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Paper, forgetting::in_use};
use crate::{
    changes::Changes,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::{Ask, Facts},
    ids::PaperId,
    refusal::GeneralRefusal,
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordPrint {
    pub paper: PaperId,
}

impl Rule for RecordPrint {
    const NATURE: Nature = Nature::Record;
    /// The right of the form's own business.
    const RIGHT: Option<Right> = None;

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let Some(mut paper) = facts.get::<Paper>(self.paper)? else {
            return Err(GeneralRefusal::NotFound {
                kind: "paper".to_owned(),
                field: "paper".to_owned(),
            }
            .into());
        };
        let right = paper.form.right();
        if !context.may(right) {
            return Err(GeneralRefusal::MissingRight { right }.into());
        }
        in_use(facts, &paper, context.today())?;
        paper.prints = paper.prints.saturating_add(1);
        let mut changes = Changes::new();
        changes.put(context.lane, &paper);
        Ok(changes.into())
    }
}
