//! Who has what when: one row for each stretch of time that a bay or a person is taken for. A stretch
//! lies within one day, so what it could collide with are the rows of that day.

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::WorkshopRefusal;
use crate::{
    changes::Changes,
    command::Stop,
    context::Context,
    entity::{ColumnValue, Entity as _},
    facts::{Ask, Facts, Lookup, Missing, Span},
    ids::{RecordId, SlotId},
    time::Timestamp,
};

crate::words! {
    pub enum SlotResource {
        Bay => "bay",
        Technician => "technician",
        Advisor => "advisor",
    }
}

crate::words! {
    /// What a slot is taken for.
    pub enum SlotHolder {
        Booking => "booking",
        Job => "job",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(
    table = "workshop_slot",
    index(resource, day),
    index(day, resource_kind),
    index(holder)
)]
pub struct WorkshopSlot {
    pub id: SlotId,
    pub resource_kind: SlotResource,
    pub resource: RecordId,
    pub day: NaiveDate,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub holder_kind: SlotHolder,
    pub holder: RecordId,
    /// The number of the booking or repair order.
    pub label: String,
}

/// A stretch that somebody asks for.
pub(crate) struct Claim<'a> {
    pub resource_kind: SlotResource,
    pub resource: RecordId,
    /// How the bay or person is called.
    pub name: &'a str,
    pub day: NaiveDate,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    /// Kept free before and after.
    pub buffer_minutes: u32,
    pub holder_kind: SlotHolder,
    pub holder: RecordId,
    /// Another holder whose slots this claim takes the place of.
    pub instead_of: Option<RecordId>,
    pub label: &'a str,
    pub field: &'a str,
}

impl Claim<'_> {
    fn collides(&self, other: &WorkshopSlot) -> bool {
        let buffer = i64::from(self.buffer_minutes) * 60_000;
        other.holder != self.holder
            && Some(other.holder) != self.instead_of
            && other.starts_at < self.ends_at.plus(buffer)
            && self.starts_at < other.ends_at.plus(buffer)
    }
}

/// What stands in the way of a claim.
pub(crate) fn in_the_way(
    facts: &dyn Facts,
    claim: &Claim,
) -> Result<Option<WorkshopSlot>, Missing> {
    let buffer = i64::from(claim.buffer_minutes) * 60_000;
    let near = facts.overlapping(
        &Lookup {
            table: WorkshopSlot::TABLE,
            index: WorkshopSlot::BY_RESOURCE_DAY,
            equals: vec![claim.resource.to_value(), claim.day.to_value()],
            range: None,
        },
        &Span {
            starts: "starts_at",
            ends: "ends_at",
            from: claim.starts_at.plus(-buffer).to_value(),
            until: claim.ends_at.plus(buffer).to_value(),
        },
    )?;
    for row in &near {
        let other = WorkshopSlot::from_row(row).map_err(|error| facts.unreadable(error))?;
        if claim.collides(&other) {
            return Ok(Some(other));
        }
    }
    Ok(None)
}

/// Whether a claim would be granted.
pub(crate) fn free_from(facts: &dyn Facts, claim: &Claim) -> Result<bool, Missing> {
    Ok(in_the_way(facts, claim)?.is_none())
}

/// Takes a stretch, or says who has it.
pub(crate) fn claim(
    facts: &dyn Facts,
    context: &Context,
    claim: &Claim,
    changes: &mut Changes,
) -> Result<(), Stop> {
    if let Some(other) = in_the_way(facts, claim)? {
        let (by, from, until) = (other.label, other.starts_at, other.ends_at);
        let field = claim.field.to_owned();
        let name = claim.name.to_owned();
        return Err(match claim.resource_kind {
            SlotResource::Bay => WorkshopRefusal::BayTaken {
                bay: name,
                by,
                from,
                until,
                field,
            },
            SlotResource::Technician | SlotResource::Advisor => WorkshopRefusal::PersonTaken {
                name,
                by,
                from,
                until,
                field,
            },
        }
        .into());
    }
    take(context, claim, changes);
    Ok(())
}

/// Takes a stretch that is known to be free.
pub(crate) fn take(context: &Context, claim: &Claim, changes: &mut Changes) {
    changes.put(
        context.lane,
        &WorkshopSlot {
            id: SlotId::derived(
                context.command,
                &format!("slot {}", claim.resource_kind.word()),
            ),
            resource_kind: claim.resource_kind,
            resource: claim.resource,
            day: claim.day,
            starts_at: claim.starts_at,
            ends_at: claim.ends_at,
            holder_kind: claim.holder_kind,
            holder: claim.holder,
            label: claim.label.to_owned(),
        },
    );
}

/// Gives back everything that is taken for a booking or job.
pub(crate) fn release(
    facts: &dyn Facts,
    context: &Context,
    holder: RecordId,
    changes: &mut Changes,
) -> Result<(), Missing> {
    for slot in facts.by::<WorkshopSlot>(WorkshopSlot::BY_HOLDER, [holder.to_value()])? {
        changes.delete::<WorkshopSlot>(context.lane, slot.id);
    }
    Ok(())
}
