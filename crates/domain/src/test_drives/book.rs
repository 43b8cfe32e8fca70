//! A drive is booked, and moved to another time, car or consultant.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    DriveKind, DriveRefusal, DriveRoute, DriveState, DriveStep, DriveTerms, RouteState, TestDrive,
    Wanted, drive_terms_on, found, not_found,
    policies::MINUTE,
    put,
    slots::{all_free, clock, within_hours},
    take_step,
};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, NumberSeries, Numbers, Rule, Stop},
    context::Context,
    customers::{alive, head_of},
    entity::Json,
    facts::{Ask, Facts},
    ids::{CustomerId, DriveRouteId, LeadId, PersonId, TestDriveId, VehicleId},
    leads::{Lead, open_lead_of},
    people::{Person, PersonState},
    refusal::GeneralRefusal,
    rights::Right,
    time::Timestamp,
    vehicles::{Vehicle, VehiclePurpose, VehicleState},
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BookTestDrive {
    pub drive: TestDriveId,
    /// Drawn by the desk when the command is made.
    #[serde(default)]
    pub number: String,
    pub kind: DriveKind,
    pub customer: CustomerId,
    /// The customer's open lead, unless another is named.
    #[serde(default)]
    pub lead: Option<LeadId>,
    pub vehicle: VehicleId,
    /// Whoever books, unless a colleague is named.
    #[serde(default)]
    pub consultant: Option<PersonId>,
    pub route: DriveRouteId,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    #[serde(default)]
    pub note: String,
}

impl Rule for BookTestDrive {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::BookTestDrives);

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        if self.number.is_empty() {
            self.number = numbers.next(NumberSeries::TestDrive);
        }
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if facts.get::<TestDrive>(self.drive)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: TestDrive::KIND.to_owned(),
            }
            .into());
        }
        checks::filled("number", &self.number, 40)?;
        checks::fits("note", &self.note, checks::REMARK)?;
        // A record that was merged away or forgotten takes no new work.
        let customer = alive(facts, self.customer, "customer")?;
        let consultant = self.consultant.unwrap_or(context.actor);
        may_go_along(facts, consultant)?;
        may_be_lent(facts, context, self.vehicle)?;
        let terms = drive_terms_on(facts, self.starts_at.date_in(context.zone))?;
        let lead = match self.lead {
            Some(lead) => Some(
                facts
                    .get::<Lead>(lead)?
                    .ok_or_else(|| not_found(Lead::KIND, "lead"))?
                    .id,
            ),
            None => open_lead_of(facts, customer.id)?.map(|lead| lead.id),
        };
        let drive = TestDrive {
            id: self.drive,
            number: self.number.clone(),
            kind: self.kind,
            state: DriveState::Booked,
            customer: customer.id,
            lead,
            vehicle: self.vehicle,
            consultant,
            route: self.route,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            held_until: self.ends_at.plus(terms.buffer()),
            note: self.note.trim().to_owned(),
            booked_by: context.actor,
            booked_at: context.made_at,
            licence_checked_at: None,
            agreement: None,
            agreement_sha256: String::new(),
            signed_at: None,
            out_at: None,
            out_km: None,
            out_percent: None,
            handed_out_by: None,
            returned_at: None,
            returned_km: None,
            returned_percent: None,
            taken_back_by: None,
            condition: None,
            damage: String::new(),
            score: None,
            aspects: Json(Vec::new()),
            feedback: String::new(),
            feedback_at: None,
            cancel_reason: String::new(),
            closed_at: None,
        };
        may_begin(facts, context, &drive, &terms)?;
        fits_in(facts, context, &drive, &terms)?;
        let mut changes = Changes::new();
        put(facts, context, &drive, &mut changes)?;
        Ok(changes.into())
    }
}

/// Moves a drive: another time, car, consultant or route. Only what is named changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RebookTestDrive {
    pub drive: TestDriveId,
    #[serde(default)]
    pub vehicle: Option<VehicleId>,
    #[serde(default)]
    pub consultant: Option<PersonId>,
    #[serde(default)]
    pub route: Option<DriveRouteId>,
    #[serde(default)]
    pub starts_at: Option<Timestamp>,
    #[serde(default)]
    pub ends_at: Option<Timestamp>,
}

impl Rule for RebookTestDrive {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::BookTestDrives);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let before = found(facts, self.drive)?;
        let mut drive = before.clone();
        drive.vehicle = self.vehicle.unwrap_or(drive.vehicle);
        drive.consultant = self.consultant.unwrap_or(drive.consultant);
        drive.route = self.route.unwrap_or(drive.route);
        drive.starts_at = self.starts_at.unwrap_or(drive.starts_at);
        drive.ends_at = self.ends_at.unwrap_or(drive.ends_at);
        // A car that is out can only be out for longer or shorter; it is where it is.
        let only_the_end = TestDrive {
            ends_at: drive.ends_at,
            ..before.clone()
        };
        let step = if before.state == DriveState::Out && drive == only_the_end {
            DriveStep::Extend
        } else {
            DriveStep::Rebook
        };
        take_step(&mut drive, step)?;
        if drive == before {
            return Err(DriveRefusal::NothingToRebook.into());
        }
        let terms = drive_terms_on(facts, drive.starts_at.date_in(context.zone))?;
        drive.held_until = drive.ends_at.plus(terms.buffer());
        if drive.vehicle != before.vehicle {
            may_be_lent(facts, context, drive.vehicle)?;
            // The agreement names the car, so another car asks for another agreement.
            drive.agreement = None;
            drive.agreement_sha256 = String::new();
            drive.signed_at = None;
            drive.state = match drive.licence_checked_at {
                Some(_) => DriveState::Checked,
                None => DriveState::Booked,
            };
        }
        if drive.consultant != before.consultant {
            may_go_along(facts, drive.consultant)?;
        }
        if drive.starts_at != before.starts_at {
            may_begin(facts, context, &drive, &terms)?;
        }
        fits_in(facts, context, &drive, &terms)?;
        let mut changes = Changes::new();
        put(facts, context, &drive, &mut changes)?;
        Ok(changes.into())
    }
}

/// A colleague who is there and works here.
fn may_go_along(facts: &dyn Facts, person: PersonId) -> Result<(), Stop> {
    let person = facts
        .get::<Person>(person)?
        .ok_or_else(|| not_found("person", "consultant"))?;
    if person.state == PersonState::Left {
        return Err(DriveRefusal::ConsultantLeft { who: person.name }.into());
    }
    Ok(())
}

/// A demonstrator that is in the house and may be driven. Whoever edits the stock may lend any car.
fn may_be_lent(facts: &dyn Facts, context: &Context, vehicle: VehicleId) -> Result<(), Stop> {
    let vehicle = facts
        .get::<Vehicle>(vehicle)?
        .ok_or_else(|| not_found("vehicle", "vehicle"))?;
    let car = vehicle.description.clone();
    let for_drives = match vehicle.purpose {
        VehiclePurpose::Demonstrator => true,
        VehiclePurpose::ForSale | VehiclePurpose::Display | VehiclePurpose::Courtesy => {
            context.may(Right::EditStock)
        }
    };
    if !for_drives {
        return Err(DriveRefusal::CarNotForDrives { car }.into());
    }
    match vehicle.state {
        VehicleState::InStock => {}
        VehicleState::InTransit
        | VehicleState::Transferring
        | VehicleState::Allocated
        | VehicleState::InInspection
        | VehicleState::Ready
        | VehicleState::Delivered
        | VehicleState::Gone => {
            return Err(DriveRefusal::CarNotHere {
                car,
                state: vehicle.state,
            }
            .into());
        }
    }
    if !vehicle.stop_sale.is_empty() {
        return Err(DriveRefusal::CarStopped {
            car,
            reason: vehicle.stop_sale,
        }
        .into());
    }
    Ok(())
}

/// A start that is not behind us and not beyond what is booked. Somebody who walks in at seven past
/// has the quarter of an hour that has begun.
fn may_begin(
    facts: &dyn Facts,
    context: &Context,
    drive: &TestDrive,
    terms: &DriveTerms,
) -> Result<(), Stop> {
    if drive.starts_at <= context.made_at.plus(-terms.grid()) {
        let soonest = Wanted {
            starts_at: context.made_at,
            ends_at: context
                .made_at
                .plus(i64::from(terms.usual_minutes) * MINUTE),
            held_until: context
                .made_at
                .plus(i64::from(terms.usual_minutes) * MINUTE + terms.buffer()),
            ..wanted(drive)
        };
        let free = super::free_starts(facts, &soonest, terms, context.made_at, context.zone)?;
        return Err(DriveRefusal::DriveInPast {
            nearest: free.first().copied(),
        }
        .into());
    }
    let furthest = i64::from(terms.furthest_days) * Timestamp::DAY;
    if drive.starts_at > context.made_at.plus(furthest) {
        return Err(DriveRefusal::DriveTooFarAhead {
            days: terms.furthest_days,
        }
        .into());
    }
    Ok(())
}

fn wanted(drive: &TestDrive) -> Wanted {
    Wanted {
        vehicle: drive.vehicle,
        consultant: drive.consultant,
        customer: Some(drive.customer),
        starts_at: drive.starts_at,
        ends_at: drive.ends_at,
        held_until: drive.held_until,
        except: Some(drive.id),
    }
}

/// As long as the house lends a car, within its hours, long enough for the route, and all three free.
fn fits_in(
    facts: &dyn Facts,
    context: &Context,
    drive: &TestDrive,
    terms: &DriveTerms,
) -> Result<(), Stop> {
    let minutes = drive.ends_at.0.saturating_sub(drive.starts_at.0) / MINUTE;
    if minutes < i64::from(terms.grid_minutes) {
        return Err(DriveRefusal::DriveTooShort {
            shortest: terms.grid_minutes,
        }
        .into());
    }
    if minutes > i64::from(terms.longest_minutes) {
        return Err(DriveRefusal::DriveTooLong {
            longest: terms.longest_minutes,
        }
        .into());
    }
    if !within_hours(drive.starts_at, drive.ends_at, terms, context.zone) {
        return Err(DriveRefusal::DriveOutsideHours {
            opens: clock(terms.opens_at_minute),
            closes: clock(terms.closes_at_minute),
        }
        .into());
    }
    let route = facts
        .get::<DriveRoute>(drive.route)?
        .ok_or_else(|| not_found("drive_route", "route"))?;
    if route.state == RouteState::Retired {
        return Err(DriveRefusal::RouteRetired { route: route.name }.into());
    }
    if i64::from(route.minutes) > minutes {
        return Err(DriveRefusal::RouteTooLong {
            route: route.name,
            minutes: route.minutes,
        }
        .into());
    }
    let head = head_of(facts, drive.customer)?.map(|head| head.id);
    let wanted = Wanted {
        customer: head.or(Some(drive.customer)),
        ..wanted(drive)
    };
    all_free(facts, &wanted, terms, context.made_at, context.zone)
}
