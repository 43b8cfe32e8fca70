//! What a colleague weighs when they look at a licence. None of it keeps the keys back.

use chrono::NaiveDate;

use super::{DriveTerms, DrivingLicence, LicenceTerms};
use crate::{calendars::months_after, identifiers::ResidentId};

crate::words! {
    pub enum LicenceCaution {
        /// Within the first twelve months 实习期: no motorway without company, and a mark at the rear.
        Probation => "probation",
        /// When the licence was first issued was not written down.
        FirstIssueUnknown => "firstIssueUnknown",
        Young => "young",
        Old => "old",
    }
}

/// Full years on a day.
fn age_on(born_on: NaiveDate, day: NaiveDate) -> Option<u32> {
    day.years_since(born_on)
}

/// When the driver was born: as it was written down, or as the number of the licence says.
fn born(licence: &DrivingLicence, day: NaiveDate) -> Option<NaiveDate> {
    licence.born_on.or_else(|| {
        ResidentId::parse(&licence.number, day)
            .ok()
            .map(|number| number.birth_date())
    })
}

pub fn cautions(
    licence: &DrivingLicence,
    day: NaiveDate,
    terms: &DriveTerms,
    law: &LicenceTerms,
) -> Vec<LicenceCaution> {
    let mut found = Vec::new();
    match licence.first_issued_on {
        None => found.push(LicenceCaution::FirstIssueUnknown),
        Some(first) if day < months_after(first, law.probation_months) => {
            found.push(LicenceCaution::Probation);
        }
        Some(_) => {}
    }
    if let Some(age) = born(licence, day).and_then(|born_on| age_on(born_on, day)) {
        if age < terms.caution_under_years {
            found.push(LicenceCaution::Young);
        }
        if age >= terms.caution_from_years {
            found.push(LicenceCaution::Old);
        }
    }
    found
}
