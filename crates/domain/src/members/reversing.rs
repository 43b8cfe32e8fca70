//! Something was given back: what had been earned with it is taken back, in proportion, and what had been burned on it
//! comes back when nothing is left of it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    MemberRefusal, PointsDeed, PointsEntry, PointsLot, Spending,
    ledger::{Ledger, Told, in_ledger_of, lot_of},
    may_move,
    sources::{Source, SourceState, named},
};
use crate::{
    checks,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts, Missing},
    ids::{CustomerId, GroupId, LaneId, MemberId, RecordId},
    money::Fen,
    rights::Right,
};

/// How many points there are follows from what was given back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReversePoints {
    pub customer: CustomerId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    pub spending: Spending,
    /// The sale, settlement sheet or plan of which something was given back.
    pub source: RecordId,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// What a source asks to be put right in a member's ledger.
pub(super) struct Reversal {
    /// The lot that was earned with it, and how many of its points are too many.
    pub too_many: Option<(PointsLot, i64)>,
    /// Entries that burned points on it, which come back.
    pub burned: Vec<PointsEntry>,
}

impl Reversal {
    pub fn of(facts: &dyn Facts, member: MemberId, source: &Source) -> Result<Self, Missing> {
        let too_many = lot_of(facts, member, source)?
            .map(|lot| {
                let points = too_many(&lot, source.worth());
                (lot, points)
            })
            .filter(|(_, points)| *points > 0);
        let burned = match source.state {
            SourceState::Void => burned_on(facts, member, source)?,
            SourceState::Open | SourceState::Paid => Vec::new(),
        };
        Ok(Self { too_many, burned })
    }

    pub fn given_back(&self) -> i64 {
        self.burned
            .iter()
            .flat_map(|entry| &entry.taken.0)
            .map(|taken| taken.points)
            .sum()
    }
}

/// Points of a lot for money that was given back, less those that were taken back before and those that have ended.
fn too_many(lot: &PointsLot, worth: Fen) -> i64 {
    let (paid, kept) = (lot.amount.0.max(1), worth.0.clamp(0, lot.amount.0.max(0)));
    let stays = i128::from(lot.points) * i128::from(kept) / i128::from(paid);
    let stays = i64::try_from(stays).unwrap_or(lot.points);
    (lot.points - stays - lot.reversed)
        .min(lot.points - lot.reversed - lot.expired)
        .max(0)
}

/// Entries that burned points on a source and were not given back.
fn burned_on(
    facts: &dyn Facts,
    member: MemberId,
    source: &Source,
) -> Result<Vec<PointsEntry>, Missing> {
    let of = |deed: PointsDeed| {
        let found = facts.by::<PointsEntry>(
            PointsEntry::BY_SOURCE_DEED,
            [Some(source.id).to_value(), deed.to_value()],
        );
        found.map(|entries| {
            entries
                .into_iter()
                .filter(|entry| entry.member == member)
                .collect::<Vec<_>>()
        })
    };
    // Nothing is burned on what came to nothing, so what was given back was all of it.
    if of(PointsDeed::GivenBack)?.is_empty() {
        of(PointsDeed::Burned)
    } else {
        Ok(Vec::new())
    }
}

impl Rule for ReversePoints {
    const NATURE: Nature = Nature::Claim;
    /// Either of two; see the rule.
    const RIGHT: Option<Right> = None;

    fn lanes(&self) -> Vec<LaneId> {
        self.group.into_iter().map(GroupId::lane).collect()
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        may_move(context)?;
        checks::fits("reason", &self.reason, checks::LINE)?;
        let source = named(facts, self.spending, self.source, self.customer)?;
        in_ledger_of(facts, context, self.customer, self.group, |ledger| {
            let reversal = Reversal::of(ledger.facts(), ledger.member.id, &source)?;
            if reversal.too_many.is_none() && reversal.burned.is_empty() {
                return Err(MemberRefusal::NothingToReverse {
                    number: source.number,
                }
                .into());
            }
            self.give_back(ledger, &source, &reversal)?;
            self.take_back(ledger, &source, &reversal);
            Ok(())
        })
    }
}

impl ReversePoints {
    /// What was burned goes back into the lots that it came from, with the time that these have.
    fn give_back(
        &self,
        ledger: &mut Ledger,
        source: &Source,
        reversal: &Reversal,
    ) -> Result<(), Stop> {
        let points = reversal.given_back();
        if points == 0 {
            return Ok(());
        }
        for taken in reversal.burned.iter().flat_map(|entry| &entry.taken.0) {
            if ledger.lot(taken.lot).is_none()
                && let Some(lot) = ledger.facts().get::<PointsLot>(taken.lot)?
            {
                ledger.keep(lot);
            }
            ledger.put_into(taken.lot, taken.points);
        }
        let told = Told {
            source: Some(source),
            reason: &self.reason,
            ..Told::default()
        };
        ledger.enter(PointsDeed::GivenBack, points, told);
        Ok(())
    }

    /// What is still in the lot goes first, then what ends first; what was used before is owed.
    fn take_back(&self, ledger: &mut Ledger, source: &Source, reversal: &Reversal) {
        let Some((lot, points)) = &reversal.too_many else {
            return;
        };
        ledger.keep(lot.clone());
        let there = ledger.take_from(lot.id, *points);
        ledger.take(points - there);
        ledger.reverse(lot.id, *points);
        ledger.count(lot.earned_on, -points);
        let told = Told {
            source: Some(source),
            reason: &self.reason,
            ..Told::default()
        };
        ledger.enter(PointsDeed::TakenBack, -points, told);
    }
}
