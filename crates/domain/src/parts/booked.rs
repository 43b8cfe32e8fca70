//! Parts that a booking asks for: kept for it as far as they are there, waited for beyond that, and brought
//! over to the repair order when the car comes.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    NeedHolder, NeedState, Part, PartNeed, PartRefusal, Work,
    shelf::{Shelf, give_up_need, quantity_in_range},
};
use crate::{
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts},
    ids::{JobId, PartId, PartNeedId, RecordId, RepairLineId, RepairOrderId, ServiceBookingId},
    repair_orders::{NewLine, Payer, RepairLine, RepairLineKind},
    rights::Right,
    service_bookings::expected_booking,
};

/// A booking names a part that its work will need.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct WantPart {
    pub need: PartNeedId,
    pub booking: ServiceBookingId,
    pub part: PartId,
    /// Thousandths of a unit.
    pub quantity: u32,
}

impl Rule for WantPart {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditService);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let booking = expected_booking(facts, self.booking)?;
        let mut work = Work::new(facts, context);
        work.is_new::<PartNeed>(self.need)?;
        let wanted = quantity_in_range("quantity", self.quantity)?;
        let mut shelf = Shelf::of(&work, self.part, "part")?;
        let mut need = PartNeed {
            id: self.need,
            part: self.part,
            holder_kind: NeedHolder::Booking,
            holder: booking.id.into(),
            job: None,
            state: NeedState::Open,
            wanted,
            reserved: 0,
            waiting: 0,
            waits_since: None,
            picked: 0,
            returned: 0,
            made_at: context.made_at,
        };
        // It waits for all of it, and so has its turn at what is there.
        shelf.wait(&mut work, &mut need, wanted);
        shelf.close(&mut work)?;
        work.done()
    }
}

/// A booking does without a part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ForgoPart {
    pub need: PartNeedId,
}

impl Rule for ForgoPart {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditService);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let mut work = Work::new(facts, context);
        let need: PartNeed = work.named(self.need, "need")?;
        let part: Part = work.named(need.part, "need")?;
        match (need.holder_kind, need.state) {
            (NeedHolder::Booking, NeedState::Open) => {}
            // What a repair order needs goes with its line.
            (NeedHolder::RepairOrder, NeedState::Open) => {
                return Err(PartRefusal::LineBound { name: part.name }.into());
            }
            (NeedHolder::Booking | NeedHolder::RepairOrder, NeedState::Closed) => {
                return Err(PartRefusal::NeedClosed { name: part.name }.into());
            }
        }
        give_up_need(&mut work, need)?;
        work.done()
    }
}

fn needs_of(work: &Work, booking: ServiceBookingId) -> Result<Vec<PartNeed>, Stop> {
    let mut needs = work.ahead().by::<PartNeed>(
        PartNeed::BY_HOLDER_MADE_AT,
        [RecordId::from(booking).to_value()],
    )?;
    needs.retain(|need| need.state == NeedState::Open);
    needs.sort_by_key(|need| (need.made_at, need.id));
    Ok(needs)
}

/// The booking comes to nothing: whoever waits has what was kept for it.
pub(crate) fn give_up(work: &mut Work, booking: ServiceBookingId) -> Result<(), Stop> {
    for need in needs_of(work, booking)? {
        // What an earlier one frees may have gone to this one meanwhile.
        let need = work.named(need.id, "booking")?;
        give_up_need(work, need)?;
    }
    Ok(())
}

/// The car has come: what was kept for its booking is kept for the order, on a line of its first job.
pub(crate) fn bring_over(
    work: &mut Work,
    booking: ServiceBookingId,
    repair_order: RepairOrderId,
    job: JobId,
) -> Result<(), Stop> {
    for need in needs_of(work, booking)? {
        let part: Part = work.named(need.part, "booking")?;
        let line = line_for(&part, &need, RepairLineId(need.id.0), repair_order, job)?;
        work.put(&line);
        work.put(&PartNeed {
            holder_kind: NeedHolder::RepairOrder,
            holder: repair_order.into(),
            job: Some(job),
            ..need
        });
    }
    Ok(())
}

fn line_for(
    part: &Part,
    need: &PartNeed,
    line: RepairLineId,
    repair_order: RepairOrderId,
    job: JobId,
) -> Result<RepairLine, Stop> {
    NewLine {
        kind: RepairLineKind::Part,
        label: part.name.clone(),
        reference: part.number.clone(),
        quantity: u32::try_from(need.wanted).unwrap_or(u32::MAX),
        unit_price: part.price,
        payer: Payer::Customer,
    }
    .line(line, repair_order, job)
}
