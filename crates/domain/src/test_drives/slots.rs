//! Who and what is free when: look-ups of overlapping holds by an index, and the free starts nearest
//! to one that is taken.

use chrono::{NaiveTime, TimeZone};
use chrono_tz::Tz;

use super::{
    DriveRefusal, DriveState, DriveTerms, TestDrive,
    policies::{LONGEST_HOLD, MINUTE},
};
use crate::{
    command::Stop,
    customers::family,
    entity::{ColumnValue, Index, Value},
    facts::{Ask, Facts, Missing},
    ids::{CustomerId, PersonId, TestDriveId, VehicleId},
    loaners::{CarLoan, lent},
    people::Person,
    time::Timestamp,
    vehicles::Vehicle,
};

/// How many free starts a refusal names.
const NAMED: usize = 3;
/// So many days on either side are looked through for them.
const DAYS_LOOKED_AT: i64 = 3;

/// What a booking asks for. `except` is the drive that moves, which does not stand in its own way.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    pub vehicle: VehicleId,
    pub consultant: PersonId,
    pub customer: Option<CustomerId>,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub held_until: Timestamp,
    pub except: Option<TestDriveId>,
}

/// Of whom or what there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holder {
    Vehicle(VehicleId),
    Consultant(PersonId),
    Customer(CustomerId),
}

impl Holder {
    /// By which index the drives of this one are found, and under which of its keys. A customer may stand in
    /// several records, and whichever of them booked, it is one person who drives.
    fn keys(self, facts: &dyn Facts) -> Result<(&'static Index, Vec<Value>), Missing> {
        Ok(match self {
            Self::Vehicle(id) => (TestDrive::BY_VEHICLE_STARTS_AT, vec![id.to_value()]),
            Self::Consultant(id) => (TestDrive::BY_CONSULTANT_STARTS_AT, vec![id.to_value()]),
            Self::Customer(id) => (
                TestDrive::BY_CUSTOMER_STARTS_AT,
                family(facts, id)?
                    .iter()
                    .map(ColumnValue::to_value)
                    .collect(),
            ),
        })
    }

    /// The drives that hold this one at any moment from `from` until `until`, in the order of their
    /// starts. No hold is longer than [`LONGEST_HOLD`], so none that began earlier can reach into it.
    pub(super) fn drives(
        self,
        facts: &dyn Facts,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<TestDrive>, Missing> {
        let (index, keys) = self.keys(facts)?;
        let mut drives = Vec::new();
        for key in keys {
            let reach = (from.plus(-LONGEST_HOLD).to_value(), until.to_value());
            let found = facts.by_range::<TestDrive>(index, [key], reach)?;
            drives.extend(
                found
                    .into_iter()
                    .filter(|drive| drive.state.holds() && drive.held_until > from),
            );
        }
        drives.sort_by_key(|drive| drive.starts_at);
        Ok(drives)
    }
}

/// A drive that stands in the way.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    pub holder: Holder,
    pub by: TestDrive,
}

impl Wanted {
    fn holders(&self) -> impl Iterator<Item = Holder> {
        [
            Some(Holder::Vehicle(self.vehicle)),
            Some(Holder::Consultant(self.consultant)),
            self.customer.map(Holder::Customer),
        ]
        .into_iter()
        .flatten()
    }

    /// The first drive that stands in the way: of the car, then the consultant, then the customer.
    pub fn held(&self, facts: &dyn Facts) -> Result<Option<Held>, Missing> {
        for holder in self.holders() {
            let by = holder
                .drives(facts, self.starts_at, self.held_until)?
                .into_iter()
                .find(|drive| Some(drive.id) != self.except);
            if let Some(by) = by {
                return Ok(Some(Held { holder, by }));
            }
        }
        Ok(None)
    }
}

/// Refuses what is held, and says by whom, until when, and when all is free nearest to it.
pub(super) fn all_free(
    facts: &dyn Facts,
    wanted: &Wanted,
    terms: &DriveTerms,
    now: Timestamp,
    zone: Tz,
) -> Result<(), Stop> {
    if let Some(loan) = loan_in_the_way(facts, wanted)? {
        let free = free_starts(facts, wanted, terms, now, zone)?;
        return Err(DriveRefusal::DriveCarLent {
            who: facts
                .get::<Vehicle>(wanted.vehicle)?
                .map_or_else(String::new, |car| car.description),
            until: loan.due_at,
            nearest: free.first().copied(),
            free,
        }
        .into());
    }
    let Some(Held { holder, by }) = wanted.held(facts)? else {
        return Ok(());
    };
    let free = free_starts(facts, wanted, terms, now, zone)?;
    let nearest = free.first().copied();
    let (from, until) = (by.starts_at, by.held_until);
    Err(match holder {
        Holder::Vehicle(vehicle) => DriveRefusal::DriveCarTaken {
            who: facts
                .get::<Vehicle>(vehicle)?
                .map_or_else(String::new, |car| car.description),
            by: name_of(facts, by.consultant)?,
            drive: by.id,
            number: by.number,
            from,
            until,
            nearest,
            free,
        },
        Holder::Consultant(person) => DriveRefusal::DriveConsultantTaken {
            who: name_of(facts, person)?,
            drive: by.id,
            number: by.number,
            from,
            until,
            nearest,
            free,
        },
        Holder::Customer(_) => DriveRefusal::DriveCustomerTaken {
            drive: by.id,
            number: by.number,
            from,
            until,
            nearest,
            free,
        },
    }
    .into())
}

/// The loan of the car to a customer of the workshop that lasts into what is wanted.
fn loan_in_the_way(facts: &dyn Facts, wanted: &Wanted) -> Result<Option<CarLoan>, Missing> {
    Ok(lent(facts, wanted.vehicle)?
        .filter(|loan| loan.out_at < wanted.held_until && wanted.starts_at < loan.due_at))
}

/// The drive that holds a car at any moment from `from` until `until`, or with which it is out.
pub(crate) fn drive_that_holds(
    facts: &dyn Facts,
    vehicle: VehicleId,
    from: Timestamp,
    until: Timestamp,
) -> Result<Option<TestDrive>, Missing> {
    let out = facts
        .by::<TestDrive>(TestDrive::BY_STATE_ENDS_AT, [DriveState::Out.to_value()])?
        .into_iter()
        .find(|drive| drive.vehicle == vehicle);
    if out.is_some() {
        return Ok(out);
    }
    Ok(Holder::Vehicle(vehicle)
        .drives(facts, from, until)?
        .into_iter()
        .next())
}

fn name_of(facts: &dyn Facts, person: PersonId) -> Result<String, Missing> {
    Ok(facts
        .get::<Person>(person)?
        .map_or_else(String::new, |person| person.name))
}

/// The starts nearest to the wanted one at which car, consultant and customer are all free, within the
/// hours of the house and not behind us. The nearest comes first; of two as near, the earlier.
pub fn free_starts(
    facts: &dyn Facts,
    wanted: &Wanted,
    terms: &DriveTerms,
    now: Timestamp,
    zone: Tz,
) -> Result<Vec<Timestamp>, Missing> {
    let reach = DAYS_LOOKED_AT * Timestamp::DAY;
    let (first, last) = (wanted.starts_at.plus(-reach), wanted.starts_at.plus(reach));
    let mut holds: Vec<(Timestamp, Timestamp)> = Vec::new();
    for holder in wanted.holders() {
        holds.extend(
            holder
                .drives(facts, first, last.plus(LONGEST_HOLD))?
                .iter()
                .filter(|drive| Some(drive.id) != wanted.except)
                .map(|drive| (drive.starts_at, drive.held_until)),
        );
    }
    holds.extend(lent(facts, wanted.vehicle)?.map(|loan| (loan.out_at, loan.due_at)));
    let length = wanted.ends_at.0 - wanted.starts_at.0;
    let hold = wanted.held_until.0 - wanted.starts_at.0;
    let grid = terms.grid().max(MINUTE);
    let soonest = now.plus(-grid);
    let base = wanted.starts_at.0.div_euclid(grid) * grid;
    let mut free = Vec::new();
    for step in 0..=(reach / grid) {
        for start in [base - step * grid, base + step * grid] {
            let start = Timestamp(start);
            if free.len() == NAMED {
                return Ok(free);
            }
            if start > soonest
                && start != wanted.starts_at
                && !free.contains(&start)
                && within_hours(start, start.plus(length), terms, zone)
                && !holds
                    .iter()
                    .any(|(from, until)| start < *until && *from < start.plus(hold))
            {
                free.push(start);
            }
        }
    }
    Ok(free)
}

/// Whether a drive begins and ends within the hours of one day.
pub(super) fn within_hours(
    starts_at: Timestamp,
    ends_at: Timestamp,
    terms: &DriveTerms,
    zone: Tz,
) -> bool {
    let day = starts_at.date_in(zone);
    let at = |minute: u32| -> Option<Timestamp> {
        let (date, minute) = if minute >= 24 * 60 {
            (day.succ_opt()?, minute - 24 * 60)
        } else {
            (day, minute)
        };
        let time = NaiveTime::from_hms_opt(minute / 60, minute % 60, 0)?;
        let local = zone.from_local_datetime(&date.and_time(time)).earliest()?;
        Some(Timestamp(local.timestamp_millis()))
    };
    match (at(terms.opens_at_minute), at(terms.closes_at_minute)) {
        (Some(opens), Some(closes)) => opens <= starts_at && ends_at <= closes,
        (None, _) | (_, None) => false,
    }
}

/// A time of day as a clock shows it.
pub(super) fn clock(minute: u32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}
