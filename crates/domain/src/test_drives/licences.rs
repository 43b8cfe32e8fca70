//! The driver's licence 驾驶证 that was shown for a drive. Its particulars stand apart from the
//! customer's file, because they are kept for the drive alone and go some days after it; after an
//! accident they stay until a person decides.

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    DriveRefusal, DriveStep, ReturnCondition, TestDrive, cautions, drive_terms_on, found,
    licence_terms_on, put, refusals::DriveConcern, take_step,
};
use crate::{
    calendars::days_after,
    changes::Changes,
    checks,
    command::{Decision, Nature, Outcome, Rule, Stop},
    context::Context,
    entity::{ColumnValue, Json},
    facts::{Ask, Facts, Missing},
    ids::{PersonId, TestDriveId},
    refusal::Concern,
    rights::Right,
    time::Timestamp,
};

crate::words! {
    /// The classes of a Chinese licence 准驾车型 that a driver of a car may show.
    pub enum LicenceClass {
        A1 => "A1",
        A2 => "A2",
        A3 => "A3",
        B1 => "B1",
        B2 => "B2",
        C1 => "C1",
        C2 => "C2",
        C3 => "C3",
        C4 => "C4",
        C5 => "C5",
        C6 => "C6",
        D => "D",
        E => "E",
        F => "F",
        M => "M",
        N => "N",
        P => "P",
    }
}

crate::words! {
    /// What was shown; the electronic licence is as good as the paper one.
    pub enum LicenceSeen {
        Original => "original",
        Electronic => "electronic",
    }
}

/// What was written down of a licence. Its row has the id of its drive.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "driving_licence", right = BookTestDrives, index(keep_until))]
pub struct DrivingLicence {
    pub id: TestDriveId,
    #[column(personal = Name)]
    pub name: String,
    /// For residents the number of their identity card.
    #[column(personal = ResidentId)]
    pub number: String,
    pub classes: Json<Vec<LicenceClass>>,
    pub first_issued_on: Option<NaiveDate>,
    /// The last day; nothing for one that holds for life 长期.
    pub valid_until: Option<NaiveDate>,
    #[column(personal = BirthDate)]
    pub born_on: Option<NaiveDate>,
    pub seen: LicenceSeen,
    pub checked_by: PersonId,
    pub checked_at: Timestamp,
    /// The last day on which the particulars are kept; nothing while a person has to decide, or once
    /// they are gone.
    pub keep_until: Option<NaiveDate>,
    pub removed_at: Option<Timestamp>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckLicence {
    pub drive: TestDriveId,
    pub name: String,
    pub number: String,
    pub classes: Vec<LicenceClass>,
    #[serde(default)]
    pub first_issued_on: Option<NaiveDate>,
    /// The last day; left out for one that holds for life.
    #[serde(default)]
    pub valid_until: Option<NaiveDate>,
    #[serde(default)]
    pub born_on: Option<NaiveDate>,
    pub seen: LicenceSeen,
}

impl Rule for CheckLicence {
    /// It was shown and written down as it is, also when it does not do.
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::BookTestDrives);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("name", &self.name, checks::LINE)?;
        checks::filled("number", &self.number, 40)?;
        let today = context.today();
        for (field, day) in [
            ("firstIssuedOn", self.first_issued_on),
            ("bornOn", self.born_on),
        ] {
            if let Some(day) = day {
                checks::date_until(field, day, today)?;
            }
        }
        if let Some(last) = self.valid_until {
            let furthest = today
                .checked_add_months(chrono::Months::new(12 * 20))
                .unwrap_or(NaiveDate::MAX);
            checks::date_until("validUntil", last, furthest)?;
            if self.first_issued_on.is_some_and(|first| last < first) {
                return Err(DriveRefusal::LicenceDatesCross.into());
            }
        }
        let mut classes = self.classes.clone();
        classes.sort_unstable();
        classes.dedup();
        if classes.is_empty() {
            return Err(DriveRefusal::LicenceClassMissing.into());
        }
        let mut drive = found(facts, self.drive)?;
        take_step(&mut drive, DriveStep::CheckLicence)?;
        drive.licence_checked_at = Some(context.made_at);
        let on = drive.starts_at.date_in(context.zone);
        let terms = drive_terms_on(facts, on)?;
        let licence = DrivingLicence {
            id: drive.id,
            name: self.name.trim().to_owned(),
            number: self.number.trim().to_uppercase(),
            classes: Json(classes),
            first_issued_on: self.first_issued_on,
            valid_until: self.valid_until,
            born_on: self.born_on,
            seen: self.seen,
            checked_by: context.actor,
            checked_at: context.made_at,
            keep_until: Some(days_after(on, terms.licence_kept_days)),
            removed_at: None,
        };
        let concerns = cautions(&licence, on, &terms, &licence_terms_on(facts, on)?)
            .into_iter()
            .map(|caution| Concern::typed(&DriveConcern::LicenceCaution { caution }))
            .collect();
        let mut changes = Changes::new();
        put(facts, context, &drive, &mut changes)?;
        changes.put(context.lane, &licence);
        remove_due(facts, context, drive.id, &mut changes)?;
        Ok(Outcome { changes, concerns })
    }
}

/// Takes the particulars of licences away whose time is over, or of whom a person decides after an
/// accident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RemoveLicences {
    pub drives: Vec<TestDriveId>,
}

impl Rule for RemoveLicences {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::BookTestDrives);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let today = context.today();
        let mut changes = Changes::new();
        for drive in &self.drives {
            let Some(licence) = facts.get::<DrivingLicence>(*drive)? else {
                return Err(super::not_found("driving_licence", "drives"));
            };
            if let Some(until) = licence.keep_until.filter(|until| today <= *until) {
                return Err(DriveRefusal::LicenceKept { until }.into());
            }
            forget_licence(facts, context, *drive, &mut changes)?;
        }
        Ok(changes.into())
    }
}

/// The licences whose particulars are to go by now.
pub fn licences_due(facts: &dyn Facts, today: NaiveDate) -> Result<Vec<DrivingLicence>, Missing> {
    facts.by_range::<DrivingLicence>(
        DrivingLicence::BY_KEEP_UNTIL,
        [],
        (
            NaiveDate::from_ymd_opt(1900, 1, 1).to_value(),
            today.to_value(),
        ),
    )
}

/// Whoever writes a licence down clears away those whose time is over, so that none is kept longer
/// because nobody thought of it.
fn remove_due(
    facts: &dyn Facts,
    context: &Context,
    except: TestDriveId,
    changes: &mut Changes,
) -> Result<(), Missing> {
    for licence in licences_due(facts, context.today())? {
        if licence.id != except {
            forget_licence(facts, context, licence.id, changes)?;
        }
    }
    Ok(())
}

/// Blanks what was written down of the licence of a drive, also where it is kept as history.
pub(crate) fn forget_licence(
    facts: &dyn Facts,
    context: &Context,
    drive: TestDriveId,
    changes: &mut Changes,
) -> Result<(), Missing> {
    if let Some(licence) = facts.get::<DrivingLicence>(drive)?
        && licence.removed_at.is_none()
    {
        changes.erase(
            context.lane,
            &DrivingLicence {
                name: String::new(),
                number: String::new(),
                born_on: None,
                first_issued_on: None,
                keep_until: None,
                removed_at: Some(context.made_at),
                ..licence
            },
        );
    }
    Ok(())
}

/// Says how long the licence of a drive that has ended is kept.
pub(super) fn keep_after(
    facts: &dyn Facts,
    context: &Context,
    drive: &TestDrive,
    condition: ReturnCondition,
    changes: &mut Changes,
) -> Result<(), Stop> {
    let Some(licence) = facts.get::<DrivingLicence>(drive.id)? else {
        return Ok(());
    };
    let today = context.today();
    let terms = drive_terms_on(facts, today)?;
    let keep_until = match condition {
        ReturnCondition::Sound | ReturnCondition::Damaged => {
            Some(days_after(today, terms.licence_kept_days))
        }
        ReturnCondition::Accident => None,
    };
    changes.put(
        context.lane,
        &DrivingLicence {
            keep_until,
            ..licence
        },
    );
    Ok(())
}
