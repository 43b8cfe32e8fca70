//! A member's ledger while one command writes in it: entry, balance and lots change together or not at all.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{
    EarnedInMonth, Member, MemberRefusal, MemberState, PointsDeed, PointsEntry, PointsLot,
    PointsTerms, TakenFrom,
    books::{Books, membership_of},
    level_of, points_terms_on,
    policies::{first_month, month_of},
    sources::Source,
};
use crate::{
    changes::Changes,
    command::{Decision, Outcome, Stop},
    context::Context,
    entity::{ColumnValue, Json},
    facts::{Ask, Facts, Missing},
    ids::{CustomerId, DealershipId, GroupId, MemberId, PointsEntryId, PointsLotId},
    money::Fen,
    people::Person,
};

/// More points than any member has.
pub(super) const MOST_POINTS: i64 = 1_000_000_000;

pub(super) struct Ledger<'a> {
    context: &'a Context,
    books: Books<'a>,
    terms: Option<PointsTerms>,
    pub member: Member,
    lots: BTreeMap<PointsLotId, PointsLot>,
    touched: Vec<PointsLotId>,
    by_name: String,
    changes: Changes,
}

/// What an entry tells beside its points.
#[derive(Default)]
pub(super) struct Told<'a> {
    pub source: Option<&'a Source>,
    pub amount: Fen,
    pub taken: Vec<TakenFrom>,
    pub reason: &'a str,
}

/// Writes in the ledger of a customer of this store. A desk that does not have it leaves it to the platform.
pub(super) fn in_ledger_of(
    facts: &dyn Facts,
    context: &Context,
    customer: CustomerId,
    group: Option<GroupId>,
    write: impl FnOnce(&mut Ledger) -> Result<(), Stop>,
) -> Decision {
    let Some(mut ledger) = Ledger::of_customer(facts, context, customer, group)? else {
        return Ok(Outcome::default());
    };
    write(&mut ledger)?;
    Ok(ledger.close().into())
}

impl<'a> Ledger<'a> {
    /// The ledger of a customer of this store; nothing at a desk that does not have it.
    fn of_customer(
        facts: &'a dyn Facts,
        context: &'a Context,
        customer: CustomerId,
        group: Option<GroupId>,
    ) -> Result<Option<Self>, Stop> {
        let membership = membership_of(facts, customer, group)?;
        let Some(books) = Books::of(facts, context, group)? else {
            return Ok(None);
        };
        Self::of_member(facts, context, books, membership.member).map(Some)
    }

    pub fn of_member(
        facts: &'a dyn Facts,
        context: &'a Context,
        books: Books<'a>,
        member: MemberId,
    ) -> Result<Self, Stop> {
        let member = books.member(member)?;
        let lots = books.facts.by::<PointsLot>(
            PointsLot::BY_MEMBER_OPEN,
            [member.id.to_value(), true.to_value()],
        )?;
        let giver = facts.get::<Person>(context.actor)?;
        Ok(Self {
            context,
            books,
            terms: points_terms_on(books.facts, books.belongs_to, context.today())?,
            member,
            lots: lots.into_iter().map(|lot| (lot.id, lot)).collect(),
            touched: Vec::new(),
            by_name: giver.map_or_else(String::new, |giver| giver.name),
            changes: Changes::new(),
        })
    }

    pub fn facts(&self) -> &'a dyn Facts {
        self.books.facts
    }

    /// The rules of the day on which the command was given.
    pub fn terms(&self) -> Result<PointsTerms, MemberRefusal> {
        self.terms.clone().ok_or(MemberRefusal::NoPointsRules {
            day: self.context.today(),
        })
    }

    pub fn lot(&self, lot: PointsLotId) -> Option<&PointsLot> {
        self.lots.get(&lot)
    }

    /// Takes in a lot of which nothing was left, so that it can be changed.
    pub fn keep(&mut self, lot: PointsLot) {
        self.lots.entry(lot.id).or_insert(lot);
    }

    /// What has ended before this day is entered as such, so that nothing of it is used. Says how many points that were.
    pub fn expire(&mut self, day: NaiveDate) -> i64 {
        let ended: Vec<PointsLotId> = self
            .lots
            .values()
            .filter(|lot| lot.remaining > 0 && lot.ended(day))
            .map(|lot| lot.id)
            .collect();
        let mut points = 0;
        for id in ended {
            if let Some(lot) = self.lots.get_mut(&id) {
                points += lot.remaining;
                lot.expired += lot.remaining;
                lot.remaining = 0;
                self.touched.push(id);
            }
        }
        if points > 0 {
            self.enter(PointsDeed::Expired, -points, Told::default());
        }
        points
    }

    /// Takes points out of the lots, those that end first before the others. What is not there is owed.
    pub fn take(&mut self, points: i64) -> Vec<TakenFrom> {
        let mut order: Vec<(NaiveDate, NaiveDate, PointsLotId)> = self
            .lots
            .values()
            .filter(|lot| lot.remaining > 0)
            .map(|lot| {
                let last = lot.expires_on.unwrap_or(NaiveDate::MAX);
                (last, lot.earned_on, lot.id)
            })
            .collect();
        order.sort_unstable();
        let mut missing = points;
        let mut taken = Vec::new();
        for (_, _, id) in order {
            let part = self.take_from(id, missing);
            if part > 0 {
                taken.push(TakenFrom {
                    lot: id,
                    points: part,
                });
                missing -= part;
            }
        }
        self.member.owed += missing;
        taken
    }

    /// Takes of one lot what it has of this; says how much that was.
    pub fn take_from(&mut self, lot: PointsLotId, points: i64) -> i64 {
        let Some(lot) = self.lots.get_mut(&lot) else {
            return 0;
        };
        let part = lot.remaining.min(points);
        if part > 0 {
            lot.remaining -= part;
            self.touched.push(lot.id);
        }
        part
    }

    /// Puts points into a lot; what is owed is paid first.
    pub fn put_into(&mut self, lot: PointsLotId, points: i64) {
        let owed = self.member.owed.min(points);
        self.member.owed -= owed;
        if let Some(lot) = self.lots.get_mut(&lot) {
            lot.remaining += points - owed;
            self.touched.push(lot.id);
        }
    }

    /// A new lot with these points.
    pub fn open_lot(&mut self, points: i64, source: Option<&Source>, amount: Fen) {
        let today = self.context.today();
        let id = PointsLotId::derived(self.context.command, "points lot");
        let expires_on = self.terms.as_ref().and_then(|terms| terms.last_day(today));
        self.keep(PointsLot {
            id,
            member: self.member.id,
            spending: source.map(|source| source.spending),
            source: source.map(|source| source.id),
            amount,
            points,
            remaining: 0,
            expired: 0,
            reversed: 0,
            open: false,
            earned_on: today,
            expires_on,
        });
        self.put_into(id, points);
    }

    /// Notes of a lot that so many of its points were earned with what was given back.
    pub fn reverse(&mut self, lot: PointsLotId, points: i64) {
        if let Some(lot) = self.lots.get_mut(&lot) {
            lot.reversed += points;
            self.touched.push(lot.id);
        }
    }

    /// What counts for the level: points that were earned on this day, or were not after all.
    pub fn count(&mut self, earned_on: NaiveDate, points: i64) {
        let month = month_of(earned_on);
        let Json(earned) = &mut self.member.earned;
        match earned.iter_mut().find(|known| known.month == month) {
            Some(known) => known.points += points,
            None => earned.push(EarnedInMonth { month, points }),
        }
        let first = first_month(self.context.today());
        earned.retain(|known| known.month >= first && known.points != 0);
        earned.sort_by_key(|known| known.month);
    }

    /// Enters points, whose lots were changed by whoever calls.
    pub fn enter(&mut self, deed: PointsDeed, points: i64, told: Told) {
        let member = &mut self.member;
        member.entries += 1;
        member.balance += points;
        let label = format!("points {}", member.entries);
        let entry = PointsEntry {
            id: PointsEntryId::derived(self.context.command, &label),
            member: member.id,
            n: member.entries,
            deed,
            points,
            balance_after: member.balance,
            spending: told.source.map(|source| source.spending),
            source: told.source.map(|source| source.id),
            source_number: told
                .source
                .map_or_else(String::new, |source| source.number.clone()),
            amount: told.amount,
            taken: Json(told.taken),
            store: DealershipId::of_lane(self.context.lane),
            reason: told.reason.trim().to_owned(),
            at: self.context.made_at,
            by: self.context.actor,
            by_name: self.by_name.clone(),
        };
        self.changes.put(self.books.lane, &entry);
    }

    /// The member and the lots as they are now.
    pub fn close(mut self) -> Changes {
        if let Some(terms) = &self.terms {
            let level = level_of(terms, &self.member.earned.0, self.context.today());
            self.member.level = level.map_or_else(String::new, |level| level.name.clone());
        }
        self.put_lots();
        self.changes.put(self.books.lane, &self.member);
        self.changes
    }

    /// The member leaves. What says who it was is gone, here and wherever it was kept.
    pub fn leave(mut self) -> Changes {
        self.member.mobile = None;
        self.member.state = MemberState::Left;
        self.member.left_at = Some(self.context.made_at);
        self.member.level = String::new();
        self.put_lots();
        self.changes.erase(self.books.lane, &self.member);
        self.changes
    }

    fn put_lots(&mut self) {
        self.touched.sort_unstable();
        self.touched.dedup();
        for id in &self.touched {
            if let Some(lot) = self.lots.get_mut(id) {
                lot.open = lot.remaining > 0;
                self.changes.put(self.books.lane, lot);
            }
        }
    }
}

/// What a member earned with a source. Open lots are those of the ledger, whose rows have not changed yet.
pub(super) fn lot_of(
    facts: &dyn Facts,
    member: MemberId,
    source: &Source,
) -> Result<Option<PointsLot>, Missing> {
    let lots = facts.by::<PointsLot>(PointsLot::BY_SOURCE, [Some(source.id).to_value()])?;
    Ok(lots
        .into_iter()
        .find(|lot| lot.member == member && lot.spending == Some(source.spending)))
}
