//! The house's rules for complaints: how soon each kind is answered and solved. Dated rows: the store's own
//! where the house has set any, else those that the program brings along.

use std::sync::LazyLock;

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ComplaintKind, ComplaintRefusal};
use crate::{
    changes::Changes,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    dated::{Dated, PolicyName, Terms, Undefined},
    entity::{ColumnValue, Json},
    facts::{Ask, Facts},
    ids::ComplaintPolicyId,
    refusal::GeneralRefusal,
    rights::Right,
    time::Timestamp,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KindTerms {
    pub kind: ComplaintKind,
    /// Somebody speaks with the customer within so many hours.
    pub answer_within_hours: u32,
    /// It is solved within so many hours.
    pub solution_within_hours: u32,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ComplaintTerms {
    pub kinds: Vec<KindTerms>,
}

impl Terms for ComplaintTerms {
    const POLICY: PolicyName = PolicyName::ComplaintHandling;
}

impl ComplaintTerms {
    /// The terms of one kind; a kind that the rule does not name is asked of a person.
    pub(super) fn of(
        &self,
        kind: ComplaintKind,
        on: NaiveDate,
    ) -> Result<KindTerms, ComplaintRefusal> {
        let named = self.kinds.iter().find(|terms| terms.kind == kind);
        named.copied().ok_or_else(|| {
            Undefined {
                policy: Self::POLICY,
                on,
            }
            .into()
        })
    }

    fn plausible(&self) -> bool {
        let once = ComplaintKind::ALL.iter().all(|kind| {
            self.kinds
                .iter()
                .filter(|terms| terms.kind == *kind)
                .count()
                == 1
        });
        once && self.kinds.iter().all(|terms| {
            terms.answer_within_hours >= 1
                && terms.answer_within_hours <= terms.solution_within_hours
                && terms.solution_within_hours <= LONGEST_HOURS
        })
    }
}

/// Longer waits than a year are slips, not rules.
const LONGEST_HOURS: u32 = 24 * 366;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct ComplaintRules {
    handling: Dated<ComplaintTerms>,
}

static SHIPPED: LazyLock<ComplaintRules> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../rules/complaints.json")).unwrap_or_default()
});

/// A version of the rules that the house has set, from a day on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "complaint_policy", index(valid_from))]
pub struct ComplaintPolicy {
    pub id: ComplaintPolicyId,
    pub valid_from: NaiveDate,
    pub terms: Json<ComplaintTerms>,
    pub set_at: Timestamp,
}

/// The rules that hold on this day; a day that no version knows is refused and asked of a person.
pub fn complaint_terms_on(facts: &dyn Facts, day: NaiveDate) -> Result<ComplaintTerms, Stop> {
    let after = day.succ_opt().unwrap_or(NaiveDate::MAX);
    let own = facts
        .by_range::<ComplaintPolicy>(
            ComplaintPolicy::BY_VALID_FROM,
            [],
            (
                NaiveDate::from_ymd_opt(1900, 1, 1).to_value(),
                after.to_value(),
            ),
        )?
        .into_iter()
        // Of two versions from one day the one that was set later holds.
        .max_by_key(|policy| (policy.valid_from, policy.set_at));
    match own {
        Some(policy) => Ok(policy.terms.0),
        None => Ok(SHIPPED
            .handling
            .on(day)
            .map_err(ComplaintRefusal::from)?
            .terms
            .clone()),
    }
}

/// Sets the house's rules for complaints from a day on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetComplaintPolicy {
    pub policy: ComplaintPolicyId,
    pub valid_from: NaiveDate,
    pub terms: ComplaintTerms,
}

impl Rule for SetComplaintPolicy {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditPolicies);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if facts.get::<ComplaintPolicy>(self.policy)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "complaint_policy".to_owned(),
            }
            .into());
        }
        // What was promised under the former rule stays promised.
        if self.valid_from < context.today() {
            return Err(GeneralRefusal::DateOutOfRange {
                field: "validFrom".to_owned(),
            }
            .into());
        }
        if !self.terms.plausible() {
            return Err(ComplaintRefusal::ComplaintPolicyImplausible {
                field: "terms".to_owned(),
            }
            .into());
        }
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &ComplaintPolicy {
                id: self.policy,
                valid_from: self.valid_from,
                terms: Json(self.terms.clone()),
                set_at: context.made_at,
            },
        );
        Ok(changes.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_rules_can_be_read_and_name_every_kind_once() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default();
        let shipped = SHIPPED.handling.on(day).expect("a rule for today");
        assert!(shipped.terms.plausible());
    }
}
