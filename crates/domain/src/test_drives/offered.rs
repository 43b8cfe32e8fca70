//! What the house can offer to somebody who asks for a drive from outside: any demonstrator of the car that is
//! wanted, any colleague who books drives, and the first route that is driven. Which of them go is found when
//! the drive is decided; until then it is only said when at least one of each is free.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::{
    DriveRoute, DriveTerms, RouteState, drive_terms_on,
    policies::{LONGEST_HOLD, MINUTE},
    slots::{Holder, within_hours},
};
use crate::{
    command::Stop,
    entity::ColumnValue,
    facts::{Ask, Facts, Missing},
    ids::{ModelId, PersonId, VehicleId},
    loaners::lent,
    people::{Person, PersonState, rights_of},
    rights::Right,
    time::Timestamp,
    vehicles::{Vehicle, VehiclePurpose, VehicleState},
    visits::{ReceptionTurn, TurnState},
};

/// How many free starts a refusal names, and how many days on either side are looked through for them.
const NAMED: usize = 3;
const DAYS_LOOKED_AT: i64 = 3;

/// The car that is wanted; any demonstrator when nothing is said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WantedCar {
    pub vehicle: Option<VehicleId>,
    pub model: Option<ModelId>,
}

impl WantedCar {
    fn fits(self, vehicle: &Vehicle) -> bool {
        self.vehicle.is_none_or(|wanted| wanted == vehicle.id)
            && self
                .model
                .is_none_or(|wanted| Some(wanted) == vehicle.model)
    }
}

/// A start at which a drive can be promised, and the cars that are free then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenStart {
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub cars: Vec<VehicleId>,
}

/// The demonstrators that may be driven now.
pub fn demonstrators(facts: &dyn Facts) -> Result<Vec<Vehicle>, Missing> {
    let mut cars = facts.by::<Vehicle>(
        Vehicle::BY_PURPOSE_STATE,
        [
            VehiclePurpose::Demonstrator.to_value(),
            VehicleState::InStock.to_value(),
        ],
    )?;
    cars.retain(|car| car.stop_sale.is_empty());
    Ok(cars)
}

type Span = (Timestamp, Timestamp);

/// Everything that a drive from outside can be made of, and when each of it is held.
pub struct DriveOffer {
    pub cars: Vec<Vehicle>,
    pub colleagues: Vec<PersonId>,
    pub route: DriveRoute,
    terms: DriveTerms,
    zone: Tz,
    now: Timestamp,
    held: BTreeMap<Holder, Vec<Span>>,
}

impl DriveOffer {
    /// What there is for drives that begin between two instants; nothing when the house has no such car, no
    /// colleague or no route that fits. `first` is asked before the others whether they are free.
    pub fn read(
        facts: &dyn Facts,
        wanted: WantedCar,
        first: Option<PersonId>,
        (from, until): Span,
        now: Timestamp,
        zone: Tz,
    ) -> Result<Option<Self>, Stop> {
        let terms = drive_terms_on(facts, from.date_in(zone))?;
        let mut cars = demonstrators(facts)?;
        cars.retain(|car| wanted.fits(car));
        let route = facts
            .by::<DriveRoute>(DriveRoute::BY_STATE_NAME, [RouteState::InUse.to_value()])?
            .into_iter()
            .find(|route| route.minutes <= terms.usual_minutes);
        let colleagues = colleagues(facts, first)?;
        let Some(route) = route.filter(|_| !cars.is_empty() && !colleagues.is_empty()) else {
            return Ok(None);
        };
        let holders = cars
            .iter()
            .map(|car| Holder::Vehicle(car.id))
            .chain(colleagues.iter().copied().map(Holder::Consultant));
        let mut held = BTreeMap::new();
        for holder in holders {
            let mut spans: Vec<Span> = holder
                .drives(facts, from, until.plus(LONGEST_HOLD))?
                .iter()
                .map(|drive| (drive.starts_at, drive.held_until))
                .collect();
            if let Holder::Vehicle(car) = holder {
                spans.extend(lent(facts, car)?.map(|loan| (loan.out_at, loan.due_at)));
            }
            held.insert(holder, spans);
        }
        Ok(Some(Self {
            cars,
            colleagues,
            route,
            terms,
            zone,
            now,
            held,
        }))
    }

    /// When a drive that begins then is to be back.
    pub fn ends_at(&self, starts_at: Timestamp) -> Timestamp {
        starts_at.plus(i64::from(self.terms.usual_minutes) * MINUTE)
    }

    fn free(&self, holder: Holder, starts_at: Timestamp) -> bool {
        let held_until = self.ends_at(starts_at).plus(self.terms.buffer());
        self.held.get(&holder).is_some_and(|spans| {
            !spans
                .iter()
                .any(|(from, until)| starts_at < *until && *from < held_until)
        })
    }

    /// The car and the colleague who would go then.
    pub fn pair(&self, starts_at: Timestamp) -> Option<(VehicleId, PersonId)> {
        let car = self
            .cars
            .iter()
            .find(|car| self.free(Holder::Vehicle(car.id), starts_at))?;
        let colleague = self
            .colleagues
            .iter()
            .find(|person| self.free(Holder::Consultant(**person), starts_at))?;
        Some((car.id, *colleague))
    }

    /// Whether a drive may begin then at all, whoever is free.
    fn possible(&self, starts_at: Timestamp) -> bool {
        let furthest = i64::from(self.terms.furthest_days) * Timestamp::DAY;
        starts_at > self.now
            && starts_at <= self.now.plus(furthest)
            && within_hours(starts_at, self.ends_at(starts_at), &self.terms, self.zone)
    }

    /// The starts between two instants, on the house's grid, at which a car and a colleague are free.
    pub fn open_starts(&self, (from, until): Span) -> Vec<OpenStart> {
        let grid = self.terms.grid().max(MINUTE);
        let first = from.0.div_euclid(grid) * grid;
        let mut open = Vec::new();
        let mut start = Timestamp(if first < from.0 { first + grid } else { first });
        while start < until {
            if self.possible(start) && self.pair(start).is_some() {
                open.push(OpenStart {
                    starts_at: start,
                    ends_at: self.ends_at(start),
                    cars: self
                        .cars
                        .iter()
                        .filter(|car| self.free(Holder::Vehicle(car.id), start))
                        .map(|car| car.id)
                        .collect(),
                });
            }
            start = start.plus(grid);
        }
        open
    }

    /// The open starts nearest to one that is taken; the nearest first, of two as near the earlier.
    pub fn nearest(&self, wanted: Timestamp) -> Vec<Timestamp> {
        let mut open: Vec<Timestamp> = self
            .open_starts(around(wanted))
            .into_iter()
            .map(|open| open.starts_at)
            .filter(|start| *start != wanted)
            .collect();
        open.sort_by_key(|start| ((start.0 - wanted.0).abs(), start.0));
        open.truncate(NAMED);
        open
    }
}

/// The days on either side of a start that are looked through when it is taken.
pub(super) fn around(wanted: Timestamp) -> Span {
    let reach = DAYS_LOOKED_AT * Timestamp::DAY;
    (wanted.plus(-reach), wanted.plus(reach))
}

/// Who may book drives and works here: whoever is named first, then those who stand in the reception's
/// rotation by their turn, then the others.
fn colleagues(facts: &dyn Facts, first: Option<PersonId>) -> Result<Vec<PersonId>, Missing> {
    let mut found = Vec::new();
    for person in facts.by::<Person>(Person::BY_STATE, [PersonState::Working.to_value()])? {
        if !rights_of(facts, person.id)?.has(Right::BookTestDrives) {
            continue;
        }
        let turn = facts
            .get::<ReceptionTurn>(person.id)?
            .filter(|turn| turn.state == TurnState::Ready)
            .map(|turn| turn.last_turn_at);
        let rank = (Some(person.id) != first, turn.is_none(), turn, person.id);
        found.push(rank);
    }
    found.sort_unstable();
    Ok(found.into_iter().map(|(.., person)| person).collect())
}

/// The drives that can be promised on these days; none where the house offers none.
pub fn open_drive_starts(
    facts: &dyn Facts,
    wanted: WantedCar,
    (first_day, last_day): (NaiveDate, NaiveDate),
    now: Timestamp,
    zone: Tz,
) -> Result<Vec<OpenStart>, Stop> {
    let midnight = |day: NaiveDate| crate::workshops::instant(day, 0, zone);
    let after = last_day.succ_opt().unwrap_or(last_day);
    let span = (midnight(first_day), midnight(after));
    let offer = DriveOffer::read(facts, wanted, None, span, now, zone)?;
    Ok(offer.map_or_else(Vec::new, |offer| offer.open_starts(span)))
}
