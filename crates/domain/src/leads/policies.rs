//! The house's rules for leads: what the grades mean, how soon a lead is contacted, when it is due
//! to be recalled. Dated rows: the store's own where the house has set any, else those that the
//! program brings along.

use std::sync::LazyLock;

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::LeadRefusal;
use crate::{
    changes::Changes,
    command::{Decision, Nature, Rule},
    context::Context,
    dated::{Dated, PolicyName, Terms},
    entity::{ColumnValue, Json},
    facts::{Ask, Facts, Missing},
    ids::LeadPolicyId,
    refusal::GeneralRefusal,
    rights::Right,
    time::Timestamp,
};

crate::words! {
    /// How soon a customer means to buy 意向级别. What each means stands in the policy.
    pub enum Grade {
        H => "H",
        A => "A",
        B => "B",
        C => "C",
        D => "D",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GradeTerms {
    pub grade: Grade,
    /// The order is expected within so many days.
    pub buys_within_days: u32,
    /// The next contact is due within so many hours of the last.
    pub next_contact_within_hours: u32,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LeadTerms {
    pub grades: Vec<GradeTerms>,
    /// A new lead is contacted for the first time within so many hours.
    pub first_contact_within_hours: u32,
    /// A lead without contact for so many days is due to go back to the pool.
    pub recall_after_days: u32,
    /// A car that stands for so many days counts as aged on "My day".
    pub stock_aged_after_days: u32,
}

impl Terms for LeadTerms {
    const POLICY: PolicyName = PolicyName::LeadHandling;
}

impl LeadTerms {
    /// How long after now the next contact with a lead of this grade may be, in milliseconds;
    /// nothing when the rule does not know the grade.
    pub fn longest_wait(&self, grade: Grade) -> Option<i64> {
        self.grades
            .iter()
            .find(|terms| terms.grade == grade)
            .map(|terms| i64::from(terms.next_contact_within_hours) * Timestamp::HOUR)
    }
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct LeadRules {
    handling: Dated<LeadTerms>,
}

static SHIPPED: LazyLock<LeadRules> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../rules/leads.json")).unwrap_or_default()
});

/// A version of the rules that the house has set, from a day on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "lead_policy", index(valid_from))]
pub struct LeadPolicy {
    pub id: LeadPolicyId,
    pub valid_from: NaiveDate,
    pub terms: Json<LeadTerms>,
    pub set_at: Timestamp,
}

/// The rules that hold on this day.
pub fn terms_on(facts: &dyn Facts, day: NaiveDate) -> Result<LeadTerms, Missing> {
    let after = day.succ_opt().unwrap_or(NaiveDate::MAX);
    let own = facts
        .by_range::<LeadPolicy>(
            LeadPolicy::BY_VALID_FROM,
            [],
            (
                NaiveDate::from_ymd_opt(1900, 1, 1).to_value(),
                after.to_value(),
            ),
        )?
        .into_iter()
        // Of two versions from one day the one that was set later holds.
        .max_by_key(|policy| (policy.valid_from, policy.set_at));
    Ok(match own {
        Some(policy) => policy.terms.0,
        None => shipped_on(day),
    })
}

/// The rules that the program brings along.
pub fn shipped_on(day: NaiveDate) -> LeadTerms {
    SHIPPED
        .handling
        .on(day)
        .map(|rule| rule.terms.clone())
        .unwrap_or_default()
}

/// Sets the house's rules from a day on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetLeadPolicy {
    pub policy: LeadPolicyId,
    pub valid_from: NaiveDate,
    pub terms: LeadTerms,
}

/// Longer waits than a year are slips, not rules.
const LONGEST_HOURS: u32 = 24 * 366;

impl Rule for SetLeadPolicy {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditPolicies);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if facts.get::<LeadPolicy>(self.policy)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "lead_policy".to_owned(),
            }
            .into());
        }
        // What was decided under the former rule stays decided.
        if self.valid_from < context.today() {
            return Err(GeneralRefusal::DateOutOfRange {
                field: "validFrom".to_owned(),
            }
            .into());
        }
        let every_grade = Grade::ALL.iter().all(|grade| {
            self.terms
                .grades
                .iter()
                .filter(|terms| terms.grade == *grade)
                .count()
                == 1
        });
        let plausible = |hours: u32| (1..=LONGEST_HOURS).contains(&hours);
        if !every_grade
            || !self.terms.grades.iter().all(|terms| {
                plausible(terms.next_contact_within_hours) && plausible(terms.buys_within_days)
            })
            || !plausible(self.terms.first_contact_within_hours)
            || !plausible(self.terms.recall_after_days)
            || !plausible(self.terms.stock_aged_after_days)
        {
            return Err(LeadRefusal::PolicyImplausible {
                field: "terms".to_owned(),
            }
            .into());
        }
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &LeadPolicy {
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
    fn the_shipped_rules_can_be_read_and_know_every_grade() {
        let terms = shipped_on(NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default());
        for grade in Grade::ALL {
            assert!(terms.longest_wait(*grade).is_some(), "{grade:?}");
        }
        assert_eq!(terms.longest_wait(Grade::H), Some(48 * Timestamp::HOUR));
    }
}
