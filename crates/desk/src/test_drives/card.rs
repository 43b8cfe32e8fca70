//! One drive with everything around it, and what is missing before the keys may go.

use domain::{
    entity::Entity,
    ids::{PaperId, PersonId, TestDriveId},
    leads::{Grade, Lead},
    papers::PaperForm,
    refusal::{GeneralRefusal, Refusal},
    rights::Right,
    test_drives::{
        DriveMissing, DriveRoute, DrivingLicence, LicenceCaution, LicenceClass, LicenceSeen,
        TestDrive, cautions, keys_picture, missing_for_keys,
    },
    time::Timestamp,
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use store::{StoreFacts, rows};
use ts_rs::TS;

use super::{DriveCar, answered, beginning::of_vehicle, customer_name, person_name, terms};
use crate::{
    Desk, clock,
    error::RpcError,
    leads::terms_today,
    papers::{PaperArgs, issued_as_it_stands},
    privacy::shown,
    stores::OpenStore,
    vehicles::TimelineEntry,
};

#[derive(Debug, Deserialize, TS)]
pub struct DriveCardArgs {
    pub id: TestDriveId,
}

/// What was written down of the licence; name, number and birth date masked.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LicenceShown {
    pub name: String,
    pub number: String,
    pub classes: Vec<LicenceClass>,
    #[ts(type = "string | null")]
    pub first_issued_on: Option<chrono::NaiveDate>,
    #[ts(type = "string | null")]
    pub valid_until: Option<chrono::NaiveDate>,
    pub seen: LicenceSeen,
    pub checked_by_name: String,
    pub checked_at: Timestamp,
    #[ts(type = "string | null")]
    pub keep_until: Option<chrono::NaiveDate>,
    pub removed_at: Option<Timestamp>,
    pub cautions: Vec<LicenceCaution>,
}

/// The agreement as it was issued; it says what the drive says now.
#[derive(Debug, Clone, Serialize, TS)]
pub struct IssuedAgreement {
    pub paper: PaperId,
    pub sha256: String,
    pub prints: u32,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DriveCard {
    pub drive: TestDrive,
    pub now: Timestamp,
    /// Masked.
    pub customer_name: String,
    /// The number of the lead that it belongs to; empty without one.
    pub lead_number: String,
    /// The lead's grade and how many hours may pass until its next contact; absent without a live lead.
    pub grade: Option<Grade>,
    pub longest_wait_hours: Option<u32>,
    pub car: Option<DriveCar>,
    pub odometer_km: u32,
    pub consultant_name: String,
    pub booked_by_name: String,
    pub handed_out_by_name: String,
    pub taken_back_by_name: String,
    pub route: Option<DriveRoute>,
    pub licence: Option<LicenceShown>,
    pub missing: Vec<DriveMissing>,
    /// The drive with which the car is still out.
    pub out_with: Option<String>,
    /// Issued and still true; nothing where it has to be printed first.
    pub agreement: Option<IssuedAgreement>,
    pub overdue: bool,
    pub timeline: Vec<TimelineEntry>,
}

pub fn card(desk: &Desk, asked: DriveCardArgs) -> Result<DriveCard, RpcError> {
    let (store, _) = desk.with_right(Right::BookTestDrives)?;
    let now = clock::now();
    let today = now.date_in(store.zone);
    store.store.read(|connection| {
        let Some(drive) = rows::entity::<TestDrive>(connection, asked.id)? else {
            return Err(Refusal::from(GeneralRefusal::NotFound {
                kind: TestDrive::KIND.to_owned(),
                field: "id".to_owned(),
            })
            .into());
        };
        let facts = StoreFacts::new(connection);
        let picture = keys_picture(&facts, drive.clone(), today);
        let picture = answered(facts, picture)?;
        let missing = if drive.state.is_ahead() {
            missing_for_keys(&picture)
        } else {
            Vec::new()
        };
        let terms = terms(connection, today)?;
        let licence = match picture.licence {
            Some(licence) => {
                let cautions = if licence.removed_at.is_none() {
                    cautions(&licence, today, &terms, &picture.law)
                } else {
                    Vec::new()
                };
                Some(licence_shown(connection, licence, cautions)?)
            }
            None => None,
        };
        let lead = match drive.lead {
            Some(lead) => rows::entity::<Lead>(connection, lead)?,
            None => None,
        };
        let grade = lead
            .as_ref()
            .filter(|lead| lead.state.is_live())
            .map(|lead| lead.grade);
        let odometer_km = picture.vehicle.as_ref().map_or(0, |car| car.odometer_km);
        Ok(DriveCard {
            now,
            customer_name: customer_name(connection, drive.customer)?,
            lead_number: lead.map_or_else(String::new, |lead| lead.number),
            grade,
            longest_wait_hours: longest_wait(connection, &store, grade)?,
            car: match picture.vehicle {
                Some(vehicle) => Some(of_vehicle(connection, vehicle, today)?),
                None => None,
            },
            odometer_km,
            consultant_name: person_name(connection, Some(drive.consultant))?,
            booked_by_name: person_name(connection, Some(drive.booked_by))?,
            handed_out_by_name: person_name(connection, drive.handed_out_by)?,
            taken_back_by_name: person_name(connection, drive.taken_back_by)?,
            route: rows::entity(connection, drive.route)?,
            licence,
            missing,
            out_with: picture.out_with.map(|drive| drive.number),
            agreement: agreement(connection, &store, &drive)?,
            overdue: drive.state == domain::test_drives::DriveState::Out && drive.ends_at < now,
            timeline: timeline(connection, asked.id)?,
            drive,
        })
    })
}

fn longest_wait(
    connection: &Connection,
    store: &OpenStore,
    grade: Option<Grade>,
) -> Result<Option<u32>, RpcError> {
    let Some(grade) = grade else { return Ok(None) };
    let terms = terms_today(connection, store)?;
    Ok(terms
        .longest_wait(grade)
        .and_then(|wait| u32::try_from(wait / Timestamp::HOUR).ok()))
}

fn licence_shown(
    connection: &Connection,
    licence: DrivingLicence,
    cautions: Vec<LicenceCaution>,
) -> Result<LicenceShown, RpcError> {
    Ok(LicenceShown {
        name: shown::<DrivingLicence>("name", &licence.name),
        number: shown::<DrivingLicence>("number", &licence.number),
        classes: licence.classes.0,
        first_issued_on: licence.first_issued_on,
        valid_until: licence.valid_until,
        seen: licence.seen,
        checked_by_name: person_name(connection, Some(licence.checked_by))?,
        checked_at: licence.checked_at,
        keep_until: licence.keep_until,
        removed_at: licence.removed_at,
        cautions,
    })
}

/// The issued agreement, while the drive is still to come and says the same.
fn agreement(
    connection: &Connection,
    store: &OpenStore,
    drive: &TestDrive,
) -> Result<Option<IssuedAgreement>, RpcError> {
    if !drive.state.is_ahead() {
        return Ok(None);
    }
    let asked = PaperArgs {
        form: PaperForm::DriveAgreement,
        subject: drive.id.into(),
        plan: None,
        language: None,
    };
    Ok(
        issued_as_it_stands(connection, store, &asked)?.map(|paper| IssuedAgreement {
            paper: paper.id,
            sha256: paper.sha256,
            prints: paper.prints,
        }),
    )
}

fn timeline(connection: &Connection, id: TestDriveId) -> Result<Vec<TimelineEntry>, RpcError> {
    let mut entries = Vec::new();
    for entry in store::history(connection, TestDrive::TABLE, id.into())? {
        entries.push(TimelineEntry {
            command: entry.header.id,
            what: entry.header.name,
            who: person_name(connection, Some(PersonId(entry.header.actor.0)))?,
            at: entry.header.made_at,
            pending: true,
            changes: Vec::new(),
        });
    }
    Ok(entries)
}
