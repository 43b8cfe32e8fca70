//! What repair orders and bookings need of the stock: one holder's parts with what there is of each, and
//! the orders for which something is to be taken from the shelves.

use std::collections::BTreeMap;

use domain::{
    entity::Entity,
    ids::{JobId, PartId, PartNeedId, RecordId, RepairOrderId},
    parts::{NeedHolder, NeedState, Part, PartNeed},
    repair_orders::RepairOrder,
    rights::Right,
    service_bookings::ServiceBooking,
    serviced_cars::ServicedCar,
    time::Timestamp,
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use store::rows;
use ts_rs::TS;

use super::person;
use crate::{Desk, error::RpcError, privacy::shown};

#[derive(Debug, Deserialize, TS)]
pub struct NeedsOf {
    /// A repair order, or a booking.
    pub holder: RecordId,
}

/// What somebody needs of a part, with what there is of it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NeedRow {
    pub need: PartNeedId,
    pub part: PartId,
    pub number: String,
    pub name: String,
    pub unit: String,
    pub bin: String,
    pub holder_kind: NeedHolder,
    pub holder: RecordId,
    /// The order's or the booking's number.
    pub holder_number: String,
    pub job: Option<JobId>,
    pub wanted: i64,
    pub reserved: i64,
    pub waiting: i64,
    pub waits_since: Option<Timestamp>,
    pub picked: i64,
    pub returned: i64,
    /// What is still to be taken.
    pub open: i64,
    /// What may be promised of it to anybody.
    pub available: i64,
    pub on_order: i64,
    /// The number of what took its place, where something did.
    pub replaced_by: String,
}

/// What a repair order or a booking needs, in the order in which it was asked for.
pub fn needs_of(desk: &Desk, asked: NeedsOf) -> Result<Vec<NeedRow>, RpcError> {
    let (store, _) = desk.with_one_of([Right::SeeParts, Right::SeeService])?;
    store.store.read(|connection| {
        let needs = rows::select::<PartNeed>(
            connection,
            "where holder = ?1 and state = 'open' order by made_at, id",
            [asked.holder.bytes()],
        )?;
        needs
            .into_iter()
            .map(|need| need_row(connection, need))
            .collect()
    })
}

pub(super) fn need_row(connection: &Connection, need: PartNeed) -> Result<NeedRow, RpcError> {
    let part = rows::entity::<Part>(connection, need.part)?
        .ok_or_else(|| crate::serviced_cars::not_found(Part::TABLE))?;
    let replaced_by = match part.replaced_by {
        Some(by) => rows::entity::<Part>(connection, by)?.map(|part| part.number),
        None => None,
    };
    let holder_number = match need.holder_kind {
        NeedHolder::RepairOrder => {
            rows::entity::<RepairOrder>(connection, need.holder)?.map(|order| order.number)
        }
        NeedHolder::Booking => {
            rows::entity::<ServiceBooking>(connection, need.holder)?.map(|booking| booking.number)
        }
    };
    Ok(NeedRow {
        open: need.open(),
        available: part.available(),
        need: need.id,
        part: part.id,
        number: part.number,
        name: part.name,
        unit: part.unit,
        bin: part.bin,
        holder_kind: need.holder_kind,
        holder: need.holder,
        holder_number: holder_number.unwrap_or_default(),
        job: need.job,
        wanted: need.wanted,
        reserved: need.reserved,
        waiting: need.waiting,
        waits_since: need.waits_since,
        picked: need.picked,
        returned: need.returned,
        on_order: part.on_order,
        replaced_by: replaced_by.unwrap_or_default(),
    })
}

/// A repair order for which something is to be taken, or waited for.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PickingOrder {
    pub repair_order: RepairOrderId,
    pub number: String,
    /// Masked.
    pub plate: String,
    pub description: String,
    pub advisor_name: String,
    pub promised_at: Option<Timestamp>,
    /// How many of its parts are still to be taken.
    pub to_pick: u32,
    /// How many of these are kept for it in full.
    pub ready: u32,
    /// How many of these it waits for.
    pub waits: u32,
}

/// The orders that still need something, those promised first on top.
pub fn picking(desk: &Desk, _: crate::list::Nothing) -> Result<Vec<PickingOrder>, RpcError> {
    let (store, _) = desk.with_right(Right::SeeParts)?;
    store.store.read(|connection| {
        let needs = rows::select::<PartNeed>(
            connection,
            "where holder in (select id from repair_order where state in ('open', 'inWork', 'toSettle'))",
            [],
        )?;
        let mut orders: BTreeMap<RecordId, [u32; 3]> = BTreeMap::new();
        for need in needs {
            if need.state == NeedState::Closed || need.open() == 0 {
                continue;
            }
            let [to_pick, ready, waits] = orders.entry(need.holder).or_default();
            *to_pick += 1;
            *ready += u32::from(need.reserved == need.open());
            *waits += u32::from(need.waiting > 0);
        }
        let mut page = Vec::with_capacity(orders.len());
        for (order, [to_pick, ready, waits]) in orders {
            let Some(order) = rows::entity::<RepairOrder>(connection, order)? else {
                continue;
            };
            let car = rows::entity::<ServicedCar>(connection, order.car)?;
            page.push(PickingOrder {
                repair_order: order.id,
                number: order.number,
                plate: car
                    .as_ref()
                    .map_or_else(String::new, |car| shown::<ServicedCar>("plate", &car.plate)),
                description: car.map_or_else(String::new, |car| car.description),
                advisor_name: person(connection, Some(order.advisor))?,
                promised_at: order.promised_at,
                to_pick,
                ready,
                waits,
            });
        }
        page.sort_by(|one, other| {
            let key = |row: &PickingOrder| (row.promised_at.is_none(), row.promised_at);
            key(one)
                .cmp(&key(other))
                .then_with(|| one.number.cmp(&other.number))
        });
        Ok(page)
    })
}
