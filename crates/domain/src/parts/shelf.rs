//! One part while a command works on it. Every change of its quantity, its reservations or its value is an
//! entry of its ledger, written here and nowhere else; at the end those who wait are served and the
//! part's standing is reckoned anew.

use rust_decimal::Decimal;

use super::{
    DifferenceKind, DifferenceState, LARGEST_QUANTITY, MovementKind, NeedState, Part, PartConcern,
    PartCost, PartDifference, PartMovement, PartNeed, PartNeedCost, PartRefusal, UNIT, Work,
};
use crate::{
    command::Stop,
    entity::ColumnValue,
    facts::Ask,
    ids::{PartDifferenceId, PartId, PartMovementId, PartNeedId, PersonId},
    money::{Fen, round_half_up},
    refusal::GeneralRefusal,
};

/// What stands beside a movement in the ledger.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Why<'a> {
    pub need: Option<PartNeedId>,
    pub number: &'a str,
    pub remark: &'a str,
    pub handed_to: Option<PersonId>,
}

/// What a movement does.
struct Entry {
    kind: MovementKind,
    quantity: i64,
    reserved: i64,
    value: Fen,
}

pub(super) struct Shelf {
    pub part: Part,
    cost: PartCost,
    began_with: i64,
}

pub(super) fn too_large() -> Stop {
    GeneralRefusal::MoneyOutOfRange {
        field: "quantity".to_owned(),
    }
    .into()
}

/// Refuses a quantity that no movement has.
pub(super) fn quantity_in_range(field: &str, quantity: u32) -> Result<i64, Stop> {
    if (1..=LARGEST_QUANTITY).contains(&quantity) {
        return Ok(i64::from(quantity));
    }
    Err(PartRefusal::QuantityImplausible {
        field: field.to_owned(),
    }
    .into())
}

/// The share of a value that `part` out of `of` has, rounded once.
pub(super) fn share(value: Fen, part: i64, of: i64) -> Result<Fen, Stop> {
    value
        .yuan()
        .checked_mul(Decimal::from(part))
        .and_then(|yuan| yuan.checked_div(Decimal::from(of)))
        .and_then(|yuan| round_half_up(yuan).ok())
        .ok_or_else(too_large)
}

pub(super) fn plus(one: Fen, other: Fen) -> Result<Fen, Stop> {
    one.checked_add(other).ok_or_else(too_large)
}

pub(super) fn minus(one: Fen, other: Fen) -> Result<Fen, Stop> {
    one.checked_sub(other).ok_or_else(too_large)
}

impl Shelf {
    pub fn of(work: &Work, part: PartId, field: &str) -> Result<Self, Stop> {
        let part: Part = work.named(part, field)?;
        let cost = work.ahead().get::<PartCost>(part.id)?.unwrap_or(PartCost {
            id: part.id,
            value: Fen::ZERO,
            unit_cost: Fen::ZERO,
        });
        Ok(Self {
            began_with: part.on_hand,
            part,
            cost,
        })
    }

    pub fn value(&self) -> Fen {
        self.cost.value
    }

    /// What so much costs by the last known average.
    pub fn at_average(&self, quantity: i64) -> Result<Fen, Stop> {
        share(self.cost.unit_cost, quantity, UNIT)
    }

    fn note(&mut self, work: &mut Work, entry: &Entry, why: Why) -> Result<(), Stop> {
        let part = &mut self.part;
        part.on_hand += entry.quantity;
        part.reserved += entry.reserved;
        part.movements += 1;
        self.cost.value = plus(self.cost.value, entry.value)?;
        let label = format!("movement {} {}", part.id, part.movements);
        let movement = PartMovement {
            id: PartMovementId::derived(work.context.command, &label),
            part: part.id,
            n: part.movements,
            kind: entry.kind,
            quantity: entry.quantity,
            reserved: entry.reserved,
            value: entry.value,
            on_hand_after: part.on_hand,
            reserved_after: part.reserved,
            value_after: self.cost.value,
            need: why.need,
            number: why.number.to_owned(),
            bin: part.bin.clone(),
            remark: why.remark.trim().to_owned(),
            handed_to: why.handed_to,
            by: work.context.actor,
            at: work.context.made_at,
        };
        work.put(&movement);
        if part.on_hand > 0 {
            self.cost.unit_cost = share(self.cost.value, UNIT, part.on_hand)?;
        }
        Ok(())
    }

    /// Something comes onto the shelf and brings what it cost. What was taken beyond the books before is
    /// valued by what comes in for it.
    pub fn take_in(
        &mut self,
        work: &mut Work,
        kind: MovementKind,
        quantity: i64,
        cost: Fen,
        why: Why,
    ) -> Result<(), Stop> {
        let (before, value) = (self.part.on_hand, self.cost.value);
        let entry = Entry {
            kind,
            quantity,
            reserved: 0,
            value: cost,
        };
        self.note(work, &entry, why)?;
        if before >= 0 {
            return Ok(());
        }
        let after = before + quantity;
        let worth = if after > 0 {
            share(cost, after, quantity)?
        } else {
            share(value, -after, -before)?
        };
        let adjustment = minus(worth, self.cost.value)?;
        if adjustment.is_zero() {
            return Ok(());
        }
        self.note(
            work,
            &Entry {
                kind: MovementKind::Revalued,
                quantity: 0,
                reserved: 0,
                value: adjustment,
            },
            why,
        )
    }

    /// Something goes from the shelf, `released` of it from what was reserved; says what it cost.
    pub fn take_out(
        &mut self,
        work: &mut Work,
        kind: MovementKind,
        quantity: i64,
        released: i64,
        why: Why,
    ) -> Result<Fen, Stop> {
        let there = self.part.on_hand;
        let cost = if there <= 0 {
            self.at_average(quantity)?
        } else if quantity < there {
            share(self.cost.value, quantity, there)?
        } else {
            plus(self.cost.value, self.at_average(quantity - there)?)?
        };
        let entry = Entry {
            kind,
            quantity: -quantity,
            reserved: -released,
            value: cost.checked_neg().ok_or_else(too_large)?,
        };
        self.note(work, &entry, why)?;
        Ok(cost)
    }

    /// Takes off the value without taking from the shelf.
    pub fn write_down(&mut self, work: &mut Work, amount: Fen, why: Why) -> Result<(), Stop> {
        let entry = Entry {
            kind: MovementKind::WrittenDown,
            quantity: 0,
            reserved: 0,
            value: amount.checked_neg().ok_or_else(too_large)?,
        };
        self.note(work, &entry, why)
    }

    /// Keeps so much for somebody; whoever calls has asked whether it is there.
    pub fn reserve(
        &mut self,
        work: &mut Work,
        need: &mut PartNeed,
        quantity: i64,
    ) -> Result<(), Stop> {
        self.keep(work, need, MovementKind::Reserved, quantity)
    }

    /// Keeps so much less for somebody.
    pub fn release(
        &mut self,
        work: &mut Work,
        need: &mut PartNeed,
        quantity: i64,
    ) -> Result<(), Stop> {
        self.keep(work, need, MovementKind::Released, -quantity)
    }

    fn keep(
        &mut self,
        work: &mut Work,
        need: &mut PartNeed,
        kind: MovementKind,
        reserved: i64,
    ) -> Result<(), Stop> {
        if reserved != 0 {
            let entry = Entry {
                kind,
                quantity: 0,
                reserved,
                value: Fen::ZERO,
            };
            let why = Why {
                need: Some(need.id),
                ..Why::default()
            };
            self.note(work, &entry, why)?;
        }
        need.reserved += reserved;
        self.wait(work, need, need.waiting);
        Ok(())
    }

    /// Says how much somebody waits for: never more than is still to come, and since when.
    pub fn wait(&mut self, work: &mut Work, need: &mut PartNeed, waiting: i64) {
        let waiting = waiting.clamp(0, (need.open() - need.reserved).max(0));
        self.part.waiting += waiting - need.waiting;
        need.waiting = waiting;
        need.waits_since = match (waiting, need.waits_since) {
            (0, _) => None,
            (_, Some(since)) => Some(since),
            (_, None) => Some(work.context.made_at),
        };
        work.put(&*need);
    }

    /// Takes from the shelf for somebody: first what was kept for them.
    pub fn pick(
        &mut self,
        work: &mut Work,
        need: &mut PartNeed,
        quantity: i64,
        why: Why,
    ) -> Result<(), Stop> {
        let kept = need.reserved.min(quantity);
        let cost = self.take_out(work, MovementKind::Picked, quantity, kept, why)?;
        need.reserved -= kept;
        need.picked += quantity;
        if need.reserved > need.open() {
            let over = need.reserved - need.open();
            self.release(work, need, over)?;
        }
        self.wait(work, need, need.waiting);
        let there = cost_of(work, need.id)?;
        work.put(&PartNeedCost {
            id: need.id,
            cost: plus(there, cost)?,
        });
        Ok(())
    }

    /// Puts back what somebody had taken, at what it was taken for.
    pub fn put_back(
        &mut self,
        work: &mut Work,
        need: &mut PartNeed,
        quantity: i64,
        why: Why,
    ) -> Result<(), Stop> {
        let there = cost_of(work, need.id)?;
        let cost = share(there, quantity, need.out())?;
        need.returned += quantity;
        work.put(&*need);
        work.put(&PartNeedCost {
            id: need.id,
            cost: minus(there, cost)?,
        });
        self.take_in(work, MovementKind::Returned, quantity, cost, why)
    }

    /// Writes the part, once those who wait are served.
    pub fn close(mut self, work: &mut Work) -> Result<(), Stop> {
        self.give_up_what_is_not_there(work)?;
        self.serve_those_who_wait(work)?;
        if self.part.on_hand < 0 {
            self.stand_below_nought(work)?;
        }
        self.part.standing = self.part.stands();
        work.put(&self.part);
        work.put(&self.cost);
        Ok(())
    }

    /// What was taken by others cannot be kept any longer: whoever asked last waits first.
    fn give_up_what_is_not_there(&mut self, work: &mut Work) -> Result<(), Stop> {
        let mut over = self.part.reserved - self.part.on_hand.max(0);
        if over <= 0 {
            return Ok(());
        }
        let mut kept = work.ahead().by_range::<PartNeed>(
            PartNeed::BY_PART_RESERVED,
            [self.part.id.to_value()],
            (1_i64.to_value(), i64::MAX.to_value()),
        )?;
        kept.sort_by_key(|need| std::cmp::Reverse((need.made_at, need.id)));
        for mut need in kept {
            let lost = over.min(need.reserved);
            if lost <= 0 {
                break;
            }
            over -= lost;
            // It had its place before those who only came to wait.
            let since = need.waits_since.unwrap_or(need.made_at);
            let waiting = need.waiting + lost;
            self.release(work, &mut need, lost)?;
            need.waits_since = Some(since);
            self.wait(work, &mut need, waiting);
            work.concerns.push(
                PartConcern::ReservationBroken {
                    number: self.part.number.clone(),
                    name: self.part.name.clone(),
                    quantity: lost,
                    part: self.part.id,
                    holder: need.holder,
                }
                .into(),
            );
        }
        Ok(())
    }

    /// What is to be had goes first to those who wait, the longest first.
    fn serve_those_who_wait(&mut self, work: &mut Work) -> Result<(), Stop> {
        if self.part.available() == 0 || self.part.waiting == 0 {
            return Ok(());
        }
        let mut waiting = work.ahead().by_range::<PartNeed>(
            PartNeed::BY_PART_WAITS_SINCE,
            [self.part.id.to_value()],
            (0_i64.to_value(), i64::MAX.to_value()),
        )?;
        waiting.sort_by_key(|need| (need.waits_since, need.id));
        for mut need in waiting {
            let kept = self.part.available().min(need.waiting);
            if kept <= 0 {
                continue;
            }
            let left = need.waiting - kept;
            self.reserve(work, &mut need, kept)?;
            self.wait(work, &mut need, left);
        }
        Ok(())
    }

    /// More was taken than the books have: that is put to a person, and stays until it is settled.
    fn stand_below_nought(&self, work: &mut Work) -> Result<(), Stop> {
        if self.part.on_hand < self.began_with {
            work.concerns.push(
                PartConcern::IssuedBeyondBooks {
                    number: self.part.number.clone(),
                    name: self.part.name.clone(),
                    missing: -self.part.on_hand,
                    part: self.part.id,
                }
                .into(),
            );
        }
        let known = open_differences(work, self.part.id)?
            .iter()
            .any(|difference| difference.kind == DifferenceKind::BelowZero);
        if known {
            return Ok(());
        }
        let label = format!("below {} {}", self.part.id, self.part.movements);
        let difference = PartDifference {
            id: PartDifferenceId::derived(work.context.command, &label),
            part: self.part.id,
            kind: DifferenceKind::BelowZero,
            booked: self.part.on_hand,
            counted: None,
            quantity: self.part.on_hand,
            state: DifferenceState::Open,
            reason: String::new(),
            opened_by: work.context.actor,
            opened_at: work.context.made_at,
            settled_by: None,
            settled_at: None,
        };
        work.put(&difference);
        Ok(())
    }
}

/// What stands to be settled for a part.
pub(super) fn open_differences(work: &Work, part: PartId) -> Result<Vec<PartDifference>, Stop> {
    let mut open = work.ahead().by::<PartDifference>(
        PartDifference::BY_PART_STATE,
        [part.to_value(), DifferenceState::Open.to_value()],
    )?;
    open.sort_by_key(|difference| (difference.opened_at, difference.id));
    Ok(open)
}

/// What the parts that somebody has out cost.
pub(super) fn cost_of(work: &Work, need: PartNeedId) -> Result<Fen, Stop> {
    Ok(work
        .ahead()
        .get::<PartNeedCost>(need)?
        .map_or(Fen::ZERO, |known| known.cost))
}

/// Gives everything up that is kept for somebody, and closes it.
pub(super) fn give_up_need(work: &mut Work, mut need: PartNeed) -> Result<(), Stop> {
    let mut shelf = Shelf::of(work, need.part, "part")?;
    need.state = NeedState::Closed;
    let kept = need.reserved;
    shelf.release(work, &mut need, kept)?;
    shelf.wait(work, &mut need, 0);
    shelf.close(work)
}
