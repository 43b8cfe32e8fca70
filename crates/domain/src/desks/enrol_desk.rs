//! A machine is let in.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DeskRefusal, DeskState, EnrolledDesk};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts},
    ids::DeskId,
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EnrolDesk {
    pub desk: DeskId,
    pub desk_code: String,
    pub name: String,
    /// 32 random bytes, lower-case hexadecimal; what codes read over the phone are reckoned from.
    #[serde(default)]
    #[ts(skip)]
    pub spoken_key: String,
}

impl Rule for EnrolDesk {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EnrolDesks);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("name", &self.name, checks::LINE)?;
        let fits = (1..=3).contains(&self.desk_code.len())
            && self
                .desk_code
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        if !fits {
            return Err(DeskRefusal::DeskCodeMalformed {
                given: self.desk_code.clone(),
            }
            .into());
        }
        if let Some(there) = facts.get::<EnrolledDesk>(self.desk)? {
            return Err(match there.state {
                DeskState::Active => DeskRefusal::DeskEnrolled { desk: there.name },
                DeskState::Revoked => DeskRefusal::DeskRevoked { desk: there.name },
            }
            .into());
        }
        let same_code =
            facts.by::<EnrolledDesk>(EnrolledDesk::BY_CODE, [self.desk_code.to_value()])?;
        if let Some(other) = same_code.into_iter().next() {
            return Err(DeskRefusal::DeskCodeTaken {
                given: self.desk_code.clone(),
                desk: other.name,
            }
            .into());
        }
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &EnrolledDesk {
                id: self.desk,
                code: self.desk_code.clone(),
                name: self.name.trim().to_owned(),
                state: DeskState::Active,
                enrolled_at: context.made_at,
                enrolled_by: context.actor,
                revoked_at: None,
                revoked_by: None,
                reason: String::new(),
                spoken_key: self.spoken_key.clone(),
                extended_until: None,
            },
        );
        Ok(changes.into())
    }
}
