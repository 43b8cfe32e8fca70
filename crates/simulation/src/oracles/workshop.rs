//! No bay and nobody of the workshop is had twice at a time; each day counts what it has to do; and what was
//! booked within the capacity fits into it.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ids::RecordId,
    repair_orders::{ClockEntry, Job},
    service_bookings::{ServiceBooking, minutes_by_skill},
    serviced_cars::ServicedCar,
    workshops::{SkillMinutes, Workshop, WorkshopDay, WorkshopSlot, shortage, total_minutes},
};
use rusqlite::Connection;
use store::{StoreError, rows};

pub(super) fn rules(connection: &Connection, broken: &mut Vec<String>) -> Result<(), StoreError> {
    slots(connection, broken)?;
    days(connection, broken)?;
    let mut on = BTreeSet::new();
    for entry in rows::all::<ClockEntry>(connection)? {
        if entry.off_at.is_none() && !on.insert(entry.person) {
            broken.push(format!("{:?} works on two jobs at once", entry.person));
        }
    }
    let mut plates = BTreeSet::new();
    for car in rows::all::<ServicedCar>(connection)? {
        if !car.plate.is_empty() && !plates.insert(car.plate.clone()) {
            broken.push(format!("two cars have the plate {}", car.plate));
        }
    }
    Ok(())
}

fn slots(connection: &Connection, broken: &mut Vec<String>) -> Result<(), StoreError> {
    let mut taken: BTreeMap<RecordId, Vec<WorkshopSlot>> = BTreeMap::new();
    for slot in rows::all::<WorkshopSlot>(connection)? {
        let others = taken.entry(slot.resource).or_default();
        let twice = others
            .iter()
            .find(|other| other.starts_at < slot.ends_at && slot.starts_at < other.ends_at);
        if let Some(other) = twice {
            broken.push(format!(
                "{} {} is had by {} and {} at once",
                slot.resource_kind.word(),
                slot.resource,
                other.label,
                slot.label
            ));
        }
        others.push(slot);
    }
    Ok(())
}

fn add(to: &mut SkillMinutes, more: &SkillMinutes) {
    for (skill, minutes) in more {
        *to.entry(*skill).or_default() += minutes;
    }
}

fn days(connection: &Connection, broken: &mut Vec<String>) -> Result<(), StoreError> {
    let workshop = rows::all::<Workshop>(connection)?.into_iter().next();
    let percent = workshop.map_or(100, |workshop| workshop.terms.0.bookable_percent);
    let bookings: Vec<ServiceBooking> = rows::all(connection)?;
    let jobs: Vec<Job> = rows::all(connection)?;
    for day in rows::all::<WorkshopDay>(connection)? {
        let (mut counted, mut within) = (SkillMinutes::new(), SkillMinutes::new());
        for booking in &bookings {
            if booking.day != day.day || !booking.state.counts() {
                continue;
            }
            let minutes = minutes_by_skill(&booking.jobs.0);
            add(&mut counted, &minutes);
            if booking.overbooked_minutes == 0 {
                add(&mut within, &minutes);
            }
        }
        for job in jobs.iter().filter(|job| job.counted_on == Some(day.day)) {
            let minutes = SkillMinutes::from([(job.skill, job.flat_minutes)]);
            add(&mut counted, &minutes);
        }
        if counted != day.booked.0 || total_minutes(&counted) != day.booked_minutes {
            broken.push(format!(
                "{} counts {:?} and has {counted:?} to do",
                day.day, day.booked.0
            ));
        }
        // Nobody's capacity changes here, so what fitted when it was booked fits still.
        if let Some(short) = shortage(&day.capacity.0, percent, &SkillMinutes::new(), &within) {
            broken.push(format!(
                "{} is booked {} minutes beyond its capacity",
                day.day, short.minutes
            ));
        }
    }
    Ok(())
}
