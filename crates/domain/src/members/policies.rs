//! The rules for points, as dated rows in the lane of the members: how many for what is spent, what one is worth, how long
//! it lasts, and from how many on a member has which level.

use std::collections::BTreeSet;

use chrono::{Datelike, Months, NaiveDate};
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{EarnedInMonth, MemberRefusal, Spending, books::Books};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Outcome, Rule},
    context::Context,
    entity::{ColumnValue, Json},
    facts::{Ask, Facts, Missing},
    groups::keeps_the_shared,
    ids::{GroupId, LaneId, PointsPolicyId},
    money::Fen,
    refusal::GeneralRefusal,
    rights::Right,
    time::Timestamp,
};

/// A hundred points for each yuan is more than any house gives.
const MOST_PER_HUNDRED_YUAN: u32 = 10_000;
/// A point is worth a hundred yuan at most.
const MOST_FEN: u32 = 10_000;
const LONGEST_MONTHS: u32 = 120;
const MOST_LEVELS: usize = 12;
const LEVEL_NAME: usize = 20;
/// A level earns five times the usual at most.
const MOST_PERCENT: u32 = 500;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PointsRate {
    pub spending: Spending,
    /// Points for every hundred yuan paid, so that less than one for a yuan can be said in whole numbers.
    pub per_hundred_yuan: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PointsLevel {
    pub name: String,
    /// Points earned in twelve months from which on a member has it.
    pub from_points: u32,
    /// What its members earn, in percent of the usual.
    pub earns_percent: u32,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PointsTerms {
    /// What is spent on anything else earns nothing.
    pub rates: Vec<PointsRate>,
    /// What one point is worth when it is burned, in fen.
    pub fen_per_point: u32,
    /// After how many months points end; they do not without.
    pub months: Option<u32>,
    /// From the lowest to the highest.
    pub levels: Vec<PointsLevel>,
}

impl PointsTerms {
    fn plausible(&self) -> Result<(), MemberRefusal> {
        let wrong = |field: &str| MemberRefusal::PointsRulesImplausible {
            field: field.to_owned(),
        };
        let kinds: BTreeSet<Spending> = self.rates.iter().map(|rate| rate.spending).collect();
        let rates_fit = self
            .rates
            .iter()
            .all(|rate| rate.per_hundred_yuan <= MOST_PER_HUNDRED_YUAN);
        if kinds.len() != self.rates.len() || !rates_fit {
            return Err(wrong("terms.rates"));
        }
        if !(1..=MOST_FEN).contains(&self.fen_per_point) {
            return Err(wrong("terms.fenPerPoint"));
        }
        if self
            .months
            .is_some_and(|months| !(1..=LONGEST_MONTHS).contains(&months))
        {
            return Err(wrong("terms.months"));
        }
        let names: BTreeSet<&str> = self.levels.iter().map(|level| level.name.trim()).collect();
        let levels_fit = self.levels.len() <= MOST_LEVELS
            && names.len() == self.levels.len()
            && self.levels.iter().all(|level| {
                let name = level.name.trim().chars().count();
                (1..=LEVEL_NAME).contains(&name)
                    && (100..=MOST_PERCENT).contains(&level.earns_percent)
            })
            && self
                .levels
                .windows(2)
                .all(|pair| pair[0].from_points < pair[1].from_points);
        if !levels_fit {
            return Err(wrong("terms.levels"));
        }
        Ok(())
    }

    /// What so much money earns a member of this level. A part of a point is not given.
    pub(super) fn earned(&self, spending: Spending, paid: Fen, level: Option<&PointsLevel>) -> i64 {
        let rate = self.rates.iter().find(|rate| rate.spending == spending);
        let per_hundred_yuan = rate.map_or(0, |rate| rate.per_hundred_yuan);
        let percent = level.map_or(100, |level| level.earns_percent);
        let points = i128::from(paid.0.max(0)) * i128::from(per_hundred_yuan) * i128::from(percent)
            / (10_000 * 100);
        i64::try_from(points).unwrap_or(i64::MAX)
    }

    /// What so many points are worth.
    pub(super) fn worth(&self, points: i64) -> Fen {
        Fen(points.saturating_mul(i64::from(self.fen_per_point)))
    }

    /// The last day of points that are earned on this one.
    pub(super) fn last_day(&self, earned_on: NaiveDate) -> Option<NaiveDate> {
        let months = Months::new(self.months?);
        earned_on.checked_add_months(months)
    }
}

pub(super) fn month_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The first of the twelve months of which the last is this day's.
pub(super) fn first_month(today: NaiveDate) -> NaiveDate {
    month_of(today)
        .checked_sub_months(Months::new(11))
        .unwrap_or(NaiveDate::MIN)
}

/// What was earned in this month and the eleven before it.
pub fn earned_in_a_year(earned: &[EarnedInMonth], today: NaiveDate) -> i64 {
    let first = first_month(today);
    earned
        .iter()
        .filter(|month| month.month >= first)
        .map(|month| month.points)
        .sum()
}

/// The level of whoever earned this.
pub fn level_of<'a>(
    terms: &'a PointsTerms,
    earned: &[EarnedInMonth],
    today: NaiveDate,
) -> Option<&'a PointsLevel> {
    let points = earned_in_a_year(earned, today);
    terms
        .levels
        .iter()
        .rev()
        .find(|level| points >= i64::from(level.from_points))
}

/// A version of the rules, from a day on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "points_policy", index(valid_from))]
pub struct PointsPolicy {
    pub id: PointsPolicyId,
    /// The group whose rules they are; the house's own without one.
    pub belongs_to: Option<GroupId>,
    pub valid_from: NaiveDate,
    pub terms: Json<PointsTerms>,
    pub set_at: Timestamp,
}

/// The rules that hold on this day. `facts` are the rows of the lane of the members.
pub fn points_terms_on(
    facts: &dyn Facts,
    belongs_to: Option<GroupId>,
    day: NaiveDate,
) -> Result<Option<PointsTerms>, Missing> {
    let after = day.succ_opt().unwrap_or(NaiveDate::MAX);
    let known = facts.by_range::<PointsPolicy>(
        PointsPolicy::BY_VALID_FROM,
        [],
        (
            NaiveDate::from_ymd_opt(1900, 1, 1).to_value(),
            after.to_value(),
        ),
    )?;
    Ok(known
        .into_iter()
        // A desk has its house's and its group's in one file.
        .filter(|policy| policy.belongs_to == belongs_to)
        // Of two versions from one day the one that was set later holds.
        .max_by_key(|policy| (policy.valid_from, policy.set_at))
        .map(|policy| policy.terms.0))
}

/// Sets the rules for points from a day on. Those of a group are set by a store that keeps what it shares.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetPointsPolicy {
    pub policy: PointsPolicyId,
    /// The group whose members they are for; the house's own without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    pub valid_from: NaiveDate,
    pub terms: PointsTerms,
}

impl Rule for SetPointsPolicy {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditPolicies);

    fn lanes(&self) -> Vec<LaneId> {
        self.group.into_iter().map(GroupId::lane).collect()
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        // What somebody was promised under the former rules stays promised.
        if self.valid_from < context.today() {
            return Err(GeneralRefusal::DateOutOfRange {
                field: "validFrom".to_owned(),
            }
            .into());
        }
        let last = context.today() + Months::new(120);
        checks::date_until("validFrom", self.valid_from, last)?;
        self.terms.plausible()?;
        let Some(books) = Books::of(facts, context, self.group)? else {
            return Ok(Outcome::default());
        };
        if books.belongs_to.is_some() {
            keeps_the_shared(books.facts, context)?;
        }
        if books.facts.get::<PointsPolicy>(self.policy)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "points_policy".to_owned(),
            }
            .into());
        }
        let mut terms = self.terms.clone();
        for level in &mut terms.levels {
            level.name = level.name.trim().to_owned();
        }
        let mut changes = Changes::new();
        changes.put(
            books.lane,
            &PointsPolicy {
                id: self.policy,
                belongs_to: books.belongs_to,
                valid_from: self.valid_from,
                terms: Json(terms),
                set_at: context.made_at,
            },
        );
        Ok(changes.into())
    }
}
