//! The house's rules for test drives (hours, buffers, how long a licence's particulars are kept): dated rows,
//! the store's own where the house has set any, else those that the program brings along. Beside them what the
//! law says of licences.

use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DriveRefusal, Gearbox, LicenceClass};
use crate::{
    changes::Changes,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    dated::{Dated, PolicyName, Terms, Undefined},
    entity::{ColumnValue, Json},
    facts::{Ask, Facts},
    ids::TestDrivePolicyId,
    refusal::GeneralRefusal,
    rights::Right,
    rules::rules_in_force,
    time::Timestamp,
};

/// A drive and its buffer never hold a car longer than this, so that a look-up for what overlaps knows
/// how far back it has to begin. The rules of the house may ask for less, never for more.
pub const LONGEST_HOLD: i64 = 24 * Timestamp::HOUR;

/// One minute in milliseconds.
pub const MINUTE: i64 = 60_000;

/// How the house lends its cars for drives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DriveTerms {
    /// Minutes after midnight at which the first drive may begin.
    pub opens_at_minute: u32,
    /// Minutes after midnight by which the last drive must be back.
    pub closes_at_minute: u32,
    /// Drives begin on multiples of so many minutes.
    pub grid_minutes: u32,
    /// So long a car and a consultant are not booked again after a drive.
    pub buffer_minutes: u32,
    /// What a new booking starts with.
    pub usual_minutes: u32,
    pub longest_minutes: u32,
    /// Bookings are taken so many days ahead.
    pub furthest_days: u32,
    /// The particulars of a licence are kept so many days after the drive.
    pub licence_kept_days: u32,
    /// A driver younger than this is pointed out.
    pub caution_under_years: u32,
    /// A driver of this age or older is pointed out.
    pub caution_from_years: u32,
}

impl Terms for DriveTerms {
    const POLICY: PolicyName = PolicyName::TestDrives;
}

impl DriveTerms {
    pub const fn buffer(&self) -> i64 {
        self.buffer_minutes as i64 * MINUTE
    }

    pub const fn grid(&self) -> i64 {
        self.grid_minutes as i64 * MINUTE
    }

    /// Whether a house can work by these rules.
    fn plausible(&self) -> Result<(), &'static str> {
        let field = |holds: bool, name: &'static str| if holds { Ok(()) } else { Err(name) };
        field(self.opens_at_minute < 24 * 60, "opensAtMinute")?;
        field(
            self.closes_at_minute > self.opens_at_minute && self.closes_at_minute <= 24 * 60,
            "closesAtMinute",
        )?;
        field(
            [5, 10, 15, 20, 30, 60].contains(&self.grid_minutes),
            "gridMinutes",
        )?;
        field(self.buffer_minutes <= 240, "bufferMinutes")?;
        field(
            (self.grid_minutes..=720).contains(&self.longest_minutes),
            "longestMinutes",
        )?;
        field(
            (self.grid_minutes..=self.longest_minutes).contains(&self.usual_minutes),
            "usualMinutes",
        )?;
        field((1..=365).contains(&self.furthest_days), "furthestDays")?;
        field(self.licence_kept_days <= 365, "licenceKeptDays")?;
        field(self.caution_under_years <= 40, "cautionUnderYears")?;
        field(
            (40..=120).contains(&self.caution_from_years),
            "cautionFromYears",
        )
    }
}

/// Which classes of a licence cover which gearbox, and how long a driver is on probation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LicenceTerms {
    pub manual: Vec<LicenceClass>,
    pub automatic: Vec<LicenceClass>,
    pub probation_months: u32,
}

impl Terms for LicenceTerms {
    const POLICY: PolicyName = PolicyName::DrivingLicences;
}

impl LicenceTerms {
    pub fn covers(&self, classes: &[LicenceClass], gearbox: Gearbox) -> bool {
        let covering = match gearbox {
            Gearbox::Manual => &self.manual,
            Gearbox::Automatic => &self.automatic,
        };
        classes.iter().any(|class| covering.contains(class))
    }
}

/// What the law says of licences.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct LicenceRules {
    pub licences: Dated<LicenceTerms>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct DriveRules {
    conduct: Dated<DriveTerms>,
}

static SHIPPED: LazyLock<DriveRules> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../rules/test_drives.json")).unwrap_or_default()
});

/// A version of the rules that the house has set, from a day on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "test_drive_policy", index(valid_from))]
pub struct TestDrivePolicy {
    pub id: TestDrivePolicyId,
    pub valid_from: NaiveDate,
    pub terms: Json<DriveTerms>,
    pub set_at: Timestamp,
}

/// The rules that hold on this day; a day that no version knows is refused and asked of a person.
pub fn drive_terms_on(facts: &dyn Facts, day: NaiveDate) -> Result<DriveTerms, Stop> {
    let after = day.succ_opt().unwrap_or(NaiveDate::MAX);
    let own = facts
        .by_range::<TestDrivePolicy>(
            TestDrivePolicy::BY_VALID_FROM,
            [],
            (
                NaiveDate::from_ymd_opt(1900, 1, 1).to_value(),
                after.to_value(),
            ),
        )?
        .into_iter()
        // Of two versions from one day the one that was set later holds.
        .max_by_key(|policy| (policy.valid_from, policy.set_at));
    match own {
        Some(policy) => Ok(policy.terms.0),
        None => Ok(SHIPPED.conduct.on(day).map_err(undefined)?.terms.clone()),
    }
}

fn undefined(gap: Undefined) -> DriveRefusal {
    DriveRefusal::PolicyUndefined {
        policy: gap.policy,
        on: gap.on,
    }
}

/// What the law says of licences on this day.
pub fn licence_terms_on(facts: &dyn Facts, day: NaiveDate) -> Result<LicenceTerms, Stop> {
    let rules: Arc<LicenceRules> = rules_in_force(facts)?;
    Ok(rules.licences.on(day).map_err(undefined)?.terms.clone())
}

/// Sets the house's rules for test drives from a day on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetTestDrivePolicy {
    pub policy: TestDrivePolicyId,
    pub valid_from: NaiveDate,
    pub terms: DriveTerms,
}

impl Rule for SetTestDrivePolicy {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditPolicies);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if facts.get::<TestDrivePolicy>(self.policy)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "test_drive_policy".to_owned(),
            }
            .into());
        }
        // What was booked under the former rule stays booked.
        if self.valid_from < context.today() {
            return Err(GeneralRefusal::DateOutOfRange {
                field: "validFrom".to_owned(),
            }
            .into());
        }
        if let Err(field) = self.terms.plausible() {
            return Err(DriveRefusal::DrivePolicyImplausible {
                field: format!("terms.{field}"),
            }
            .into());
        }
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &TestDrivePolicy {
                id: self.policy,
                valid_from: self.valid_from,
                terms: Json(self.terms.clone()),
                set_at: context.made_at,
            },
        );
        Ok(changes.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{people::BuiltInRole, testing::House};

    #[test]
    fn the_shipped_rules_can_be_read_and_a_house_can_work_by_them() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
        let terms = &SHIPPED.conduct.on(day).expect("the house's rule").terms;
        assert_eq!(terms.plausible(), Ok(()));
        assert!(i64::from(terms.longest_minutes + terms.buffer_minutes) * MINUTE <= LONGEST_HOLD);
    }

    #[test]
    fn c1_drives_everything_c2_no_gear_lever_and_c5_no_ordinary_car() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
        let house = House::of(BuiltInRole::StoreManager);
        let terms = licence_terms_on(&house, day).expect("the law");
        for (class, manual, automatic) in [
            (LicenceClass::C1, true, true),
            (LicenceClass::B2, true, true),
            (LicenceClass::C2, false, true),
            (LicenceClass::C5, false, false),
            (LicenceClass::D, false, false),
        ] {
            assert_eq!(terms.covers(&[class], Gearbox::Manual), manual, "{class:?}");
            assert_eq!(
                terms.covers(&[class], Gearbox::Automatic),
                automatic,
                "{class:?}"
            );
        }
    }

    #[test]
    fn a_day_before_any_known_rule_is_asked_of_a_person() {
        let day = NaiveDate::from_ymd_opt(2019, 1, 1).expect("a day");
        assert!(matches!(
            licence_terms_on(&House::of(BuiltInRole::StoreManager), day),
            Err(Stop::Refused(refusal)) if refusal.code == "policyUndefined"
        ));
    }
}
