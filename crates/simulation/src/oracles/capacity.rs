//! Of what there is only so much: no car, person or bay is had twice, no more parts are kept than there are, no car
//! leaves unsettled, sheets add up to their order, and nothing is used of a plan beyond what was bought.

use std::collections::BTreeMap;

use domain::{
    ids::RecordId,
    money::Fen,
    parts::{Part, PartMovement, PartNeed},
    plans::{PlanEntry, PrepaidPlan},
    repair_orders::{
        Job, JobState, RepairLine, RepairOrder, RepairOrderState, SettlementSheet, SettlementState,
    },
    service_bookings::{ServiceBooking, minutes_by_skill},
    test_drives::TestDrive,
    time::Timestamp,
    workshops::{SkillMinutes, WorkshopDay, WorkshopSlot},
};
use rusqlite::Connection;
use store::{StoreError, rows};

/// Everything that is broken.
pub fn broken(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut broken = Vec::new();
    drives(connection, &mut broken)?;
    slots(connection, &mut broken)?;
    days(connection, &mut broken)?;
    shelves(connection, &mut broken)?;
    repair_orders(connection, &mut broken)?;
    plans(connection, &mut broken)?;
    Ok(broken)
}

/// From when until when somebody or something is had, and what for.
type Span = (Timestamp, Timestamp, RecordId);

fn twice(held: BTreeMap<RecordId, Vec<Span>>, what: &str, broken: &mut Vec<String>) {
    for (who, mut spans) in held {
        spans.sort_unstable();
        for pair in spans.windows(2) {
            let [(_, until, one), (from, _, other)] = pair else {
                continue;
            };
            if from < until && one != other {
                broken.push(format!("{what} {who} is had twice: {one} and {other}"));
            }
        }
    }
}

fn drives(connection: &Connection, broken: &mut Vec<String>) -> Result<(), StoreError> {
    let mut cars: BTreeMap<RecordId, Vec<Span>> = BTreeMap::new();
    let mut colleagues: BTreeMap<RecordId, Vec<Span>> = BTreeMap::new();
    for drive in rows::all::<TestDrive>(connection)? {
        if drive.state.holds() {
            let span = (drive.starts_at, drive.held_until, drive.id.into());
            cars.entry(drive.vehicle.into()).or_default().push(span);
            colleagues
                .entry(drive.consultant.into())
                .or_default()
                .push(span);
        }
    }
    twice(cars, "the car", broken);
    twice(colleagues, "the consultant", broken);
    Ok(())
}

fn slots(connection: &Connection, broken: &mut Vec<String>) -> Result<(), StoreError> {
    let mut held: BTreeMap<RecordId, Vec<Span>> = BTreeMap::new();
    for slot in rows::all::<WorkshopSlot>(connection)? {
        held.entry(slot.resource)
            .or_default()
            .push((slot.starts_at, slot.ends_at, slot.holder));
    }
    twice(held, "the bay or person", broken);
    Ok(())
}

/// Each day's row says what its bookings and jobs add up to.
fn days(connection: &Connection, broken: &mut Vec<String>) -> Result<(), StoreError> {
    let bookings: Vec<ServiceBooking> = rows::all(connection)?;
    let jobs: Vec<Job> = rows::all(connection)?;
    for row in rows::all::<WorkshopDay>(connection)? {
        let mut booked = SkillMinutes::new();
        for booking in bookings
            .iter()
            .filter(|booking| booking.day == row.day && booking.state.counts())
        {
            for (skill, minutes) in minutes_by_skill(&booking.jobs.0) {
                *booked.entry(skill).or_default() += minutes;
            }
        }
        for job in jobs.iter().filter(|job| job.counted_on == Some(row.day)) {
            *booked.entry(job.skill).or_default() += job.flat_minutes;
        }
        if row.booked.0 != booked {
            broken.push(format!(
                "{} says {:?} and has bookings and jobs of {booked:?}",
                row.day, row.booked.0
            ));
        }
    }
    Ok(())
}

fn shelves(connection: &Connection, broken: &mut Vec<String>) -> Result<(), StoreError> {
    let movements: Vec<PartMovement> = rows::all(connection)?;
    let needs: Vec<PartNeed> = rows::all(connection)?;
    for part in rows::all::<Part>(connection)? {
        let own = || movements.iter().filter(|movement| movement.part == part.id);
        let on_hand: i64 = own().map(|movement| movement.quantity).sum();
        let reserved: i64 = own().map(|movement| movement.reserved).sum();
        let needed: i64 = needs
            .iter()
            .filter(|need| need.part == part.id)
            .map(|need| need.reserved)
            .sum();
        if part.on_hand != on_hand || part.reserved != reserved || part.reserved != needed {
            broken.push(format!(
                "part {} has {} of which {} are kept, its ledger {on_hand} and {reserved}, its needs {needed}",
                part.number, part.on_hand, part.reserved
            ));
        }
        if part.reserved > part.on_hand.max(0) {
            broken.push(format!(
                "of part {} there are {} and {} are kept",
                part.number, part.on_hand, part.reserved
            ));
        }
    }
    Ok(())
}

fn sum<'a>(lines: impl Iterator<Item = &'a RepairLine>) -> i64 {
    lines.map(|line| line.amount.0).sum()
}

fn repair_orders(connection: &Connection, broken: &mut Vec<String>) -> Result<(), StoreError> {
    let jobs: Vec<Job> = rows::all(connection)?;
    let lines: Vec<RepairLine> = rows::all(connection)?;
    let sheets: Vec<SettlementSheet> = rows::all(connection)?;
    for order in rows::all::<RepairOrder>(connection)? {
        let charged = sum(lines.iter().filter(|line| {
            line.repair_order == order.id
                && jobs
                    .iter()
                    .any(|job| job.id == line.job && job.state != JobState::Declined)
        }));
        if order.total.0 != charged {
            broken.push(format!(
                "repair order {} says {:?} and has lines of {charged}",
                order.number, order.total
            ));
        }
        let standing = || {
            sheets.iter().filter(|sheet| {
                sheet.repair_order == order.id && sheet.state != SettlementState::Reversed
            })
        };
        let of_sheets: i64 = standing().map(|sheet| sheet.amount.0).sum();
        let settled = matches!(
            order.state,
            RepairOrderState::Settled | RepairOrderState::Left
        );
        if settled && of_sheets != order.total.0 {
            broken.push(format!(
                "the sheets of repair order {} come to {of_sheets} instead of {:?}",
                order.number, order.total
            ));
        }
        if order.state == RepairOrderState::Left && !standing().all(|sheet| sheet.state.lets_out())
        {
            broken.push(format!("repair order {} left unsettled", order.number));
        }
    }
    Ok(())
}

fn plans(connection: &Connection, broken: &mut Vec<String>) -> Result<(), StoreError> {
    let entries: Vec<PlanEntry> = rows::all(connection)?;
    for plan in rows::all::<PrepaidPlan>(connection)? {
        let left: i64 = entries
            .iter()
            .filter(|entry| entry.plan == plan.id)
            .map(|entry| entry.value.0)
            .sum();
        let beyond = plan.value_left < Fen::ZERO
            || plan.value_left > plan.value
            || plan.times_left.unwrap_or(0) > plan.times.unwrap_or(0);
        if Fen(left) != plan.value_left || beyond {
            broken.push(format!(
                "plan {} has {:?} left of {:?}, and entries of {left}",
                plan.number, plan.value_left, plan.value
            ));
        }
    }
    Ok(())
}
