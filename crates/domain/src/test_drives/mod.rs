//! Test drives 试乘试驾: a car, a consultant, a route and a time, booked so that nothing is promised
//! twice; licence, agreement and insurance before the keys; the keys back, and what the customer said.
//!
//! A drive holds its car, its consultant and its customer from its start until its end and a buffer
//! after it. No two of these spans overlap, whoever booked them at whichever desk.

mod agreement;
mod book;
mod cautions;
mod demo_cars;
mod ending;
mod feedback;
mod keys;
mod licences;
mod missing;
mod offered;
mod policies;
mod refusals;
mod request;
mod routes;
mod slots;
mod states;

#[cfg(test)]
mod booking_tests;
#[cfg(test)]
mod conduct_tests;
#[cfg(test)]
mod double_booking;
#[cfg(test)]
mod request_tests;
#[cfg(test)]
pub(crate) mod testing;

pub use agreement::SignAgreement;
pub use book::{BookTestDrive, RebookTestDrive};
pub use cautions::{LicenceCaution, cautions};
pub use demo_cars::{DemoCar, DriveCover, Gearbox, RegisterDemoCar};
pub use ending::{CancelTestDrive, RecordNoShow};
pub use feedback::{AspectScore, DriveAspect, RecordFeedback};
pub use keys::{HandOutKeys, ReturnCondition, ReturnKeys};
pub(crate) use licences::forget_licence;
pub use licences::{
    CheckLicence, DrivingLicence, LicenceClass, LicenceSeen, RemoveLicences, licences_due,
};
pub use missing::{DriveMissing, KeysPicture, keys_picture, missing_for_keys};
pub use offered::{DriveOffer, OpenStart, WantedCar, demonstrators, open_drive_starts};
pub use policies::{
    DriveTerms, LicenceRules, LicenceTerms, SetTestDrivePolicy, TestDrivePolicy, drive_terms_on,
    licence_terms_on,
};
pub use refusals::DriveRefusal;
pub use request::RequestTestDrive;
pub use routes::{DriveRoute, RouteState, SetDriveRoute};
pub(crate) use slots::drive_that_holds;
pub use slots::{Held, Holder, Wanted, free_starts};
pub use states::{DriveState, DriveStep};

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    changes::Changes,
    command::Stop,
    context::Context,
    entity::{Entity, Json},
    facts::{Ask, Facts},
    ids::{CustomerId, DriveRouteId, LeadId, PaperId, PersonId, TaskId, TestDriveId, VehicleId},
    refusal::GeneralRefusal,
    tasks::{Task, TaskKind, open_about},
    time::Timestamp,
};

crate::words! {
    pub enum DriveKind {
        /// The customer drives 试驾.
        Drive => "drive",
        /// A colleague drives and the customer rides along 试乘; no licence is needed.
        Ride => "ride",
    }
}

/// A test drive, from its booking to what the customer said of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(
    table = "test_drive",
    index(number),
    index(vehicle, starts_at),
    index(consultant, starts_at),
    index(customer, starts_at),
    index(lead),
    index(starts_at),
    index(state, ends_at)
)]
pub struct TestDrive {
    pub id: TestDriveId,
    pub number: String,
    pub kind: DriveKind,
    pub state: DriveState,
    pub customer: CustomerId,
    /// The lead that it belongs to; it is moved on by the drive.
    pub lead: Option<LeadId>,
    pub vehicle: VehicleId,
    /// Who goes along, and drives when the customer only rides.
    pub consultant: PersonId,
    pub route: DriveRouteId,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    /// The end and the buffer after it, as the rules had it when it was booked.
    pub held_until: Timestamp,
    pub note: String,
    pub booked_by: PersonId,
    pub booked_at: Timestamp,
    pub licence_checked_at: Option<Timestamp>,
    /// The agreement as it was signed, and its hash.
    pub agreement: Option<PaperId>,
    pub agreement_sha256: String,
    pub signed_at: Option<Timestamp>,
    pub out_at: Option<Timestamp>,
    pub out_km: Option<u32>,
    /// Fuel or charge in percent.
    pub out_percent: Option<u32>,
    pub handed_out_by: Option<PersonId>,
    pub returned_at: Option<Timestamp>,
    pub returned_km: Option<u32>,
    pub returned_percent: Option<u32>,
    pub taken_back_by: Option<PersonId>,
    pub condition: Option<ReturnCondition>,
    /// What is damaged, or how the accident came about.
    pub damage: String,
    /// The whole drive in stars, 1 to 5.
    pub score: Option<u32>,
    pub aspects: Json<Vec<AspectScore>>,
    pub feedback: String,
    pub feedback_at: Option<Timestamp>,
    /// Why it was cancelled.
    pub cancel_reason: String,
    pub closed_at: Option<Timestamp>,
}

impl TestDrive {
    /// The kind of record, as tasks and timelines name it.
    pub const KIND: &'static str = <Self as Entity>::TABLE.name;
}

/// The drive that a command names.
fn found(facts: &dyn Facts, drive: TestDriveId) -> Result<TestDrive, Stop> {
    facts
        .get::<TestDrive>(drive)?
        .ok_or_else(|| not_found(TestDrive::KIND, "drive"))
}

fn not_found(kind: &str, field: &str) -> Stop {
    GeneralRefusal::NotFound {
        kind: kind.to_owned(),
        field: field.to_owned(),
    }
    .into()
}

/// Takes the drive one step along its life, or says from where it cannot.
fn take_step(drive: &mut TestDrive, step: DriveStep) -> Result<(), DriveRefusal> {
    drive.state = step
        .from(drive.state, drive.kind)
        .ok_or(DriveRefusal::DriveStepNotPossible {
            step,
            state: drive.state,
        })?;
    Ok(())
}

/// Writes the drive and the task that its consultant's day shows: it is due when the drive begins, and
/// while the car is out when it is to be back.
fn put(
    facts: &dyn Facts,
    context: &Context,
    drive: &TestDrive,
    changes: &mut Changes,
) -> Result<(), Stop> {
    changes.put(context.lane, drive);
    let open = open_about(facts, drive.id.into(), TaskKind::TestDrive)?;
    let due = if drive.state == DriveState::Out {
        drive.ends_at
    } else {
        drive.starts_at
    };
    match drive.state {
        DriveState::Booked
        | DriveState::Checked
        | DriveState::Signed
        | DriveState::Out
        | DriveState::Returned => {
            let mut tasks = open.into_iter().peekable();
            if tasks.peek().is_none() {
                let mut task = Task::about(
                    TaskId::derived(context.command, "testDrive"),
                    TaskKind::TestDrive,
                    (TestDrive::TABLE, drive.id.into()),
                    due,
                    context,
                );
                task.customer = Some(drive.customer);
                task.owner = Some(drive.consultant);
                drive.note.clone_into(&mut task.note);
                changes.put(context.lane, &task);
            }
            for before in tasks {
                let mut task = before.clone();
                task.due = due;
                task.owner = Some(drive.consultant);
                if task != before {
                    changes.put(context.lane, &task);
                }
            }
        }
        DriveState::Finished => {
            for task in open {
                changes.put(context.lane, &task.done("", context));
            }
        }
        DriveState::Cancelled | DriveState::NoShow => {
            for task in open {
                changes.put(context.lane, &task.void(context));
            }
        }
    }
    Ok(())
}
