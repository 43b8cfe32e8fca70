//! A group begins: a lane of its own with its name in it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Group, GroupRefusal, by_the_platform};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    facts::{Ask, Facts},
    ids::GroupId,
    rights::Right,
};

/// Given in the lane of the group itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FoundGroup {
    pub group: GroupId,
    pub name: String,
}

impl Rule for FoundGroup {
    const NATURE: Nature = Nature::Claim;
    /// The platform alone gives it; see the rule.
    const RIGHT: Option<Right> = None;

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        by_the_platform(context)?;
        checks::filled("name", &self.name, checks::LINE)?;
        if context.lane != self.group.lane() {
            return Err(GroupRefusal::GroupUnknown.into());
        }
        if let Some(there) = facts.get::<Group>(self.group)? {
            return Err(GroupRefusal::GroupFounded { name: there.name }.into());
        }
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &Group {
                id: self.group,
                name: self.name.trim().to_owned(),
                founded_at: context.made_at,
            },
        );
        Ok(changes.into())
    }
}
