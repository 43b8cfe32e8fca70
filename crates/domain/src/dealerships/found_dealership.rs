//! The first command of every store: a dealership, its roles, and its first administrator.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Dealership, DealershipRefusal, Purpose, kept_picture};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule},
    context::Context,
    entity::Json,
    facts::{Ask, Facts},
    ids::{DealershipId, LaneId},
    people::{self, BuiltInRole, NewPerson},
    rights::Right,
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FoundDealership {
    pub dealership: DealershipId,
    pub name: String,
    pub code: String,
    pub purpose: Purpose,
    pub zone: String,
    /// Name of the kept picture; empty without one.
    #[serde(default)]
    pub logo: String,
    pub administrator: NewPerson,
}

impl Rule for FoundDealership {
    const NATURE: Nature = Nature::Claim;
    /// Nobody has a right before there is a dealership; the rule allows it once.
    const RIGHT: Option<Right> = None;

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if let Some(there) = facts.get::<Dealership>(self.dealership)? {
            return Err(DealershipRefusal::AlreadyFounded { name: there.name }.into());
        }
        checks::filled("name", &self.name, checks::LINE)?;
        let code_fits = (2..=6).contains(&self.code.len())
            && self
                .code
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        if !code_fits {
            return Err(DealershipRefusal::DealershipCodeMalformed {
                given: self.code.clone(),
            }
            .into());
        }
        if self.zone.parse::<chrono_tz::Tz>().is_err() {
            return Err(DealershipRefusal::ZoneUnknown {
                zone: self.zone.clone(),
            }
            .into());
        }
        kept_picture(&self.logo)?;

        let lane = LaneId(self.dealership.0);
        let mut changes = Changes::new();
        changes.put(
            lane,
            &Dealership {
                id: self.dealership,
                name: self.name.trim().to_owned(),
                code: self.code.clone(),
                purpose: self.purpose,
                zone: self.zone.clone(),
                address: String::new(),
                phone: String::new(),
                credit_code: String::new(),
                bank_account: String::new(),
                logo: self.logo.clone(),
                founded_at: context.made_at,
            },
        );
        for role in BuiltInRole::ALL {
            changes.put(lane, &role.founded(context.command));
        }
        let administrator = people::Person {
            roles: Json(vec![BuiltInRole::Administrator.id(context.command)]),
            ..self.administrator.person("administrator", context)?
        };
        changes.put(lane, &administrator);
        changes.put(lane, &self.administrator.key(context));
        Ok(changes.into())
    }
}
