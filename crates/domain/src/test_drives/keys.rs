//! The keys go out, and come back. Both are written down as they happened; but keys that are asked for
//! before all is in are kept back, and nothing has happened then.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    DriveRefusal, DriveState, DriveStep, TestDrive, cautions, drive_terms_on, found, keys_picture,
    licences::keep_after, missing_for_keys, policies::MINUTE, put, refusals::DriveConcern,
    take_step,
};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Outcome, Rule, Stop},
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts},
    ids::TestDriveId,
    leads::{self, LeadStep},
    refusal::Concern,
    rights::Right,
    time::Timestamp,
    vehicles::Vehicle,
};

/// The highest odometer reading that is no slip of the finger, in kilometres.
const FARTHEST_KM: u32 = 2_000_000;
/// Keys that go out further than this from the booked start are pointed out.
const PUNCTUAL: i64 = 60 * MINUTE;

crate::words! {
    /// How the car came back.
    pub enum ReturnCondition {
        Sound => "sound",
        Damaged => "damaged",
        Accident => "accident",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HandOutKeys {
    pub drive: TestDriveId,
    pub odometer_km: u32,
    /// Fuel or charge in percent, as the car shows it.
    #[serde(default)]
    pub percent: Option<u32>,
    /// When, if that was earlier than now.
    #[serde(default)]
    pub at: Option<Timestamp>,
}

impl Rule for HandOutKeys {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::BookTestDrives);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        readable(self.odometer_km, self.percent)?;
        let mut drive = found(facts, self.drive)?;
        let booked = drive.starts_at;
        let at = happened(self.at, drive.booked_at, context)?;
        let day = at.date_in(context.zone);
        take_step(&mut drive, DriveStep::HandOutKeys)?;
        let picture = keys_picture(facts, found(facts, self.drive)?, day)?;
        if let Some(missing) = missing_for_keys(&picture).first() {
            return Err(DriveRefusal::KeysNotYet { missing: *missing }.into());
        }
        let mut concerns = Vec::new();
        if let Some(licence) = &picture.licence {
            let terms = drive_terms_on(facts, day)?;
            concerns.extend(
                cautions(licence, day, &terms, &picture.law)
                    .into_iter()
                    .map(|caution| Concern::typed(&DriveConcern::LicenceCaution { caution })),
            );
        }
        if (at.0 - booked.0).abs() > PUNCTUAL {
            concerns.push(Concern::typed(&DriveConcern::NotAtBookedTime { booked }));
        }
        let mut changes = Changes::new();
        drive.out_at = Some(at);
        drive.out_km = Some(self.odometer_km);
        drive.out_percent = self.percent;
        drive.handed_out_by = Some(context.actor);
        read_odometer(
            facts,
            context,
            &drive,
            self.odometer_km,
            &mut concerns,
            &mut changes,
        )?;
        put(facts, context, &drive, &mut changes)?;
        Ok(Outcome { changes, concerns })
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReturnKeys {
    pub drive: TestDriveId,
    pub odometer_km: u32,
    #[serde(default)]
    pub percent: Option<u32>,
    #[serde(default)]
    pub at: Option<Timestamp>,
    pub condition: ReturnCondition,
    /// What is damaged, or how the accident came about.
    #[serde(default)]
    pub damage: String,
}

impl Rule for ReturnKeys {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::BookTestDrives);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        readable(self.odometer_km, self.percent)?;
        checks::fits("damage", &self.damage, checks::REMARK)?;
        let told = !self.damage.trim().is_empty();
        match self.condition {
            ReturnCondition::Sound => {}
            ReturnCondition::Damaged | ReturnCondition::Accident if told => {}
            ReturnCondition::Damaged | ReturnCondition::Accident => {
                return Err(DriveRefusal::DamageUntold.into());
            }
        }
        let mut drive = found(facts, self.drive)?;
        take_step(&mut drive, DriveStep::ReturnKeys)?;
        let at = happened(self.at, drive.out_at.unwrap_or(drive.booked_at), context)?;
        let mut concerns = Vec::new();
        let late = (at.0 - drive.ends_at.0) / MINUTE;
        if late > 0 {
            concerns.push(Concern::typed(&DriveConcern::BackLate {
                minutes: u32::try_from(late).unwrap_or(u32::MAX),
            }));
            for next in waiting_for_the_car(facts, &drive, at)? {
                concerns.push(Concern::typed(&DriveConcern::NextDriveWaits {
                    drive: next.id,
                    at: next.starts_at,
                    number: next.number,
                }));
            }
        }
        if self.condition != ReturnCondition::Sound {
            concerns.push(Concern::typed(&DriveConcern::CameBackDamaged {
                number: drive.number.clone(),
            }));
        }
        drive.returned_at = Some(at);
        drive.returned_km = Some(self.odometer_km);
        drive.returned_percent = self.percent;
        drive.taken_back_by = Some(context.actor);
        drive.condition = Some(self.condition);
        self.damage.trim().clone_into(&mut drive.damage);
        let mut changes = Changes::new();
        read_odometer(
            facts,
            context,
            &drive,
            self.odometer_km,
            &mut concerns,
            &mut changes,
        )?;
        put(facts, context, &drive, &mut changes)?;
        keep_after(facts, context, &drive, self.condition, &mut changes)?;
        // The customer has driven, whatever they will say of it.
        if let Some(lead) = drive.lead {
            leads::reach(facts, context, lead, LeadStep::TestDrive, &mut changes)?;
        }
        Ok(Outcome { changes, concerns })
    }
}

fn readable(odometer_km: u32, percent: Option<u32>) -> Result<(), DriveRefusal> {
    if odometer_km > FARTHEST_KM {
        return Err(DriveRefusal::DriveOdometerAbsurd {
            field: "odometerKm".to_owned(),
        });
    }
    if percent.is_some_and(|percent| percent > 100) {
        return Err(DriveRefusal::PercentAbsurd {
            field: "percent".to_owned(),
        });
    }
    Ok(())
}

/// When something happened: between the step before it and now.
fn happened(
    at: Option<Timestamp>,
    earliest: Timestamp,
    context: &Context,
) -> Result<Timestamp, DriveRefusal> {
    let at = at.unwrap_or(context.made_at);
    if at > context.made_at || at < earliest {
        return Err(DriveRefusal::DriveTimeImplausible {
            field: "at".to_owned(),
        });
    }
    Ok(at)
}

/// The car's odometer goes on; a reading that goes back is told and leaves the car's own as it is.
fn read_odometer(
    facts: &dyn Facts,
    context: &Context,
    drive: &TestDrive,
    km: u32,
    concerns: &mut Vec<Concern>,
    changes: &mut Changes,
) -> Result<(), Stop> {
    let Some(mut vehicle) = facts.get::<Vehicle>(drive.vehicle)? else {
        return Ok(());
    };
    let last = vehicle.odometer_km.max(
        drive
            .returned_at
            .and(drive.out_km)
            .unwrap_or(vehicle.odometer_km),
    );
    if km < last {
        concerns.push(Concern::typed(&DriveConcern::OdometerBack { km, last }));
        return Ok(());
    }
    if km > vehicle.odometer_km {
        vehicle.odometer_km = km;
        changes.put(context.lane, &vehicle);
    }
    Ok(())
}

/// Booked drives of the same car that should have begun by now.
fn waiting_for_the_car(
    facts: &dyn Facts,
    drive: &TestDrive,
    now: Timestamp,
) -> Result<Vec<TestDrive>, Stop> {
    Ok(facts
        .by_range::<TestDrive>(
            TestDrive::BY_VEHICLE_STARTS_AT,
            [drive.vehicle.to_value()],
            (drive.starts_at.to_value(), now.to_value()),
        )?
        .into_iter()
        .filter(|other| {
            other.id != drive.id && other.state.holds() && other.state != DriveState::Out
        })
        .collect())
}
