//! What a repair order or a booking needs of a part 用料: how much is wanted, kept, waited for and taken.
//! The need of a line has the line's own id. Lines that change, jobs that are declined and sheets that are
//! made meet the stock here.

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    PartConcern, PartRefusal, Work,
    shelf::{Shelf, cost_of, give_up_need, plus},
};
use crate::{
    command::Stop,
    entity::ColumnValue,
    facts::{Ask, Facts, Missing},
    ids::{JobId, PartId, PartNeedId, RecordId, RepairLineId, RepairOrderId, SettlementId},
    money::Fen,
    repair_orders::{RepairLine, RepairLineKind},
    time::Timestamp,
};

crate::words! {
    /// Who needs a part.
    pub enum NeedHolder {
        RepairOrder => "repairOrder",
        Booking => "booking",
    }
}

crate::words! {
    pub enum NeedState {
        Open => "open",
        /// The booking is over, or the job is not done.
        Closed => "closed",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(
    table = "part_need",
    index(holder, made_at),
    index(part, reserved),
    index(part, waits_since),
    index(waits_since)
)]
pub struct PartNeed {
    pub id: PartNeedId,
    pub part: PartId,
    pub holder_kind: NeedHolder,
    /// The repair order, or the booking.
    pub holder: RecordId,
    pub job: Option<JobId>,
    pub state: NeedState,
    pub wanted: i64,
    /// Kept for it.
    pub reserved: i64,
    /// Waited for 待料.
    pub waiting: i64,
    pub waits_since: Option<Timestamp>,
    pub picked: i64,
    pub returned: i64,
    pub made_at: Timestamp,
}

impl PartNeed {
    /// What is out for it.
    pub fn out(&self) -> i64 {
        self.picked - self.returned
    }

    /// What is still wanted.
    pub fn open(&self) -> i64 {
        match self.state {
            NeedState::Open => (self.wanted - self.out()).max(0),
            NeedState::Closed => 0,
        }
    }
}

/// What the parts that are out for a need cost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "part_need_cost", right = SeePartCosts)]
pub struct PartNeedCost {
    /// The need's own id.
    pub id: PartNeedId,
    pub cost: Fen,
}

/// What the parts of a settlement sheet cost the house.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "settlement_cost", right = SeePartCosts, index(repair_order))]
pub struct SettlementCost {
    /// The sheet's own id.
    pub id: SettlementId,
    pub repair_order: RepairOrderId,
    pub parts: Fen,
}

/// The need of a line, where the line has a part from stock.
pub(crate) fn need_of_line(
    facts: &dyn Facts,
    line: RepairLineId,
) -> Result<Option<PartNeed>, Missing> {
    facts.get::<PartNeed>(PartNeedId(line.0))
}

fn needs_of_job(
    work: &Work,
    repair_order: RepairOrderId,
    job: JobId,
) -> Result<Vec<PartNeed>, Stop> {
    let needs = work.ahead().by::<PartNeed>(
        PartNeed::BY_HOLDER_MADE_AT,
        [RecordId::from(repair_order).to_value()],
    )?;
    let mut needs: Vec<PartNeed> = needs
        .into_iter()
        .filter(|need| need.job == Some(job))
        .collect();
    needs.sort_by_key(|need| (need.made_at, need.id));
    Ok(needs)
}

/// A line with a part from stock was quoted anew: its need follows.
pub(crate) fn line_changed(work: &mut Work, line: &RepairLine) -> Result<(), Stop> {
    let Some(mut need) = need_of_line(&work.ahead(), line.id)? else {
        return Ok(());
    };
    let mut shelf = Shelf::of(work, need.part, "part")?;
    if line.kind != RepairLineKind::Part {
        return Err(PartRefusal::LineBound {
            name: shelf.part.name,
        }
        .into());
    }
    let wanted = i64::from(line.quantity);
    if wanted < need.out() {
        return Err(parts_out(&shelf, &need));
    }
    need.wanted = wanted;
    let over = (need.reserved - need.open()).max(0);
    shelf.release(work, &mut need, over)?;
    shelf.close(work)
}

fn parts_out(shelf: &Shelf, need: &PartNeed) -> Stop {
    PartRefusal::PartsOut {
        name: shelf.part.name.clone(),
        out: need.out(),
        unit: shelf.part.unit.clone(),
    }
    .into()
}

/// A line goes: what was kept for it is free again.
pub(crate) fn line_removed(work: &mut Work, line: RepairLineId) -> Result<(), Stop> {
    let Some(need) = need_of_line(&work.ahead(), line)? else {
        return Ok(());
    };
    if need.out() > 0 {
        let shelf = Shelf::of(work, need.part, "part")?;
        return Err(parts_out(&shelf, &need));
    }
    give_up_need(work, need)
}

/// A job is declined: what was kept for it is free again.
pub(crate) fn forgo_job(
    work: &mut Work,
    repair_order: RepairOrderId,
    job: JobId,
) -> Result<(), Stop> {
    for need in needs_of_job(work, repair_order, job)? {
        if need.out() > 0 {
            let shelf = Shelf::of(work, need.part, "part")?;
            work.concerns.push(
                PartConcern::PartsLeftOut {
                    name: shelf.part.name,
                    out: need.out(),
                    part: need.part,
                }
                .into(),
            );
        }
        // What an earlier one frees may have gone to this one meanwhile.
        let need = work.named(need.id, "job")?;
        give_up_need(work, need)?;
    }
    Ok(())
}

/// A declined job is wanted after all, in the same order: so are the parts of the lines that it still has.
pub(crate) fn take_up(
    work: &mut Work,
    repair_order: RepairOrderId,
    job: JobId,
) -> Result<(), Stop> {
    for need in needs_of_job(work, repair_order, job)? {
        if work
            .ahead()
            .get::<RepairLine>(RepairLineId(need.id.0))?
            .is_some()
        {
            work.put(&PartNeed {
                state: NeedState::Open,
                ..need
            });
        }
    }
    Ok(())
}

/// A declined job is wanted in another order: its new line needs what the former did.
pub(crate) fn wanted_anew(
    work: &mut Work,
    former: RepairLineId,
    line: &RepairLine,
) -> Result<(), Stop> {
    let Some(known) = need_of_line(&work.ahead(), former)? else {
        return Ok(());
    };
    wanted_on_line(work, known.part, line)
}

/// Binds a line to a part from stock.
pub(crate) fn wanted_on_line(work: &mut Work, part: PartId, line: &RepairLine) -> Result<(), Stop> {
    let need = PartNeed {
        id: PartNeedId(line.id.0),
        part,
        holder_kind: NeedHolder::RepairOrder,
        holder: line.repair_order.into(),
        job: Some(line.job),
        state: NeedState::Open,
        wanted: i64::from(line.quantity),
        reserved: 0,
        waiting: 0,
        waits_since: None,
        picked: 0,
        returned: 0,
        made_at: work.context.made_at,
    };
    work.put(&need);
    Ok(())
}

/// What the parts on these lines cost; refused when what is charged was not taken from stock.
pub(crate) fn cost_of_lines<'l>(
    work: &Work,
    lines: impl Iterator<Item = &'l RepairLine>,
) -> Result<Option<Fen>, Stop> {
    let mut cost = None;
    for line in lines {
        let Some(need) = need_of_line(&work.ahead(), line.id)? else {
            continue;
        };
        if need.out() != need.wanted {
            let shelf = Shelf::of(work, need.part, "part")?;
            return Err(PartRefusal::PartsNotPicked {
                name: shelf.part.name,
                wanted: need.wanted,
                out: need.out(),
                unit: shelf.part.unit,
            }
            .into());
        }
        cost = Some(plus(cost.unwrap_or(Fen::ZERO), cost_of(work, need.id)?)?);
    }
    Ok(cost)
}
