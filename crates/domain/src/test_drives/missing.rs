//! What is missing before the keys may go: one pure function, asked by the rule, and by the page
//! before its button is pressed.

use chrono::NaiveDate;

use super::{
    DemoCar, DriveKind, DriveState, DrivingLicence, LicenceTerms, TestDrive, licence_terms_on,
};
use crate::{
    command::Stop,
    customers::{Customer, IdentityPaper},
    entity::ColumnValue,
    facts::{Ask, Facts},
    loaners::{CarLoan, lent},
    vehicles::{Vehicle, VehicleState},
};

crate::words! {
    /// In the order in which a clerk sees to it.
    pub enum DriveMissing {
        /// No licence was written down, or its particulars are gone.
        Licence => "licence",
        /// It does not hold on the day.
        LicenceExpired => "licenceExpired",
        /// None of its classes covers the car.
        LicenceClass => "licenceClass",
        /// It is somebody else's than the customer's.
        LicenceName => "licenceName",
        Agreement => "agreement",
        /// Gearbox, plate and insurance of the car are not written down.
        CarParticulars => "carParticulars",
        Insurance => "insurance",
        /// No plate, and no temporary one that holds on the day.
        Plate => "plate",
        /// The car is not to be driven (recall, damage).
        StopSale => "stopSale",
        /// The car is not in the house.
        CarHere => "carHere",
        /// The car is still out with another customer.
        CarBack => "carBack",
        /// A customer of the workshop has it.
        CarLent => "carLent",
    }
}

/// A drive and all that the keys depend on.
#[derive(Debug, Clone)]
pub struct KeysPicture {
    pub drive: TestDrive,
    pub customer: Option<Customer>,
    pub vehicle: Option<Vehicle>,
    pub demo_car: Option<DemoCar>,
    pub licence: Option<DrivingLicence>,
    /// The drive with which the car is out.
    pub out_with: Option<TestDrive>,
    /// The loan with which a customer of the workshop has it.
    pub lent: Option<CarLoan>,
    pub law: LicenceTerms,
    pub day: NaiveDate,
}

/// Reads what the keys of this drive depend on, as of a day.
pub fn keys_picture(
    facts: &dyn Facts,
    drive: TestDrive,
    day: NaiveDate,
) -> Result<KeysPicture, Stop> {
    let out_with = facts
        .by::<TestDrive>(TestDrive::BY_STATE_ENDS_AT, [DriveState::Out.to_value()])?
        .into_iter()
        .find(|other| other.vehicle == drive.vehicle && other.id != drive.id);
    let lent = lent(facts, drive.vehicle)?;
    Ok(KeysPicture {
        customer: facts.get(drive.customer)?,
        vehicle: facts.get(drive.vehicle)?,
        demo_car: facts.get(drive.vehicle)?,
        licence: facts.get(drive.id)?,
        out_with,
        lent,
        law: licence_terms_on(facts, day)?,
        day,
        drive,
    })
}

/// Empty when the keys may go.
pub fn missing_for_keys(picture: &KeysPicture) -> Vec<DriveMissing> {
    let mut missing = match picture.drive.kind {
        DriveKind::Drive => of_licence(picture),
        DriveKind::Ride => Vec::new(),
    };
    let mut note = |item, is_missing| {
        if is_missing {
            missing.push(item);
        }
    };
    note(DriveMissing::Agreement, picture.drive.signed_at.is_none());
    match &picture.demo_car {
        None => note(DriveMissing::CarParticulars, true),
        Some(car) => {
            note(DriveMissing::Insurance, !car.insured_on(picture.day));
            note(DriveMissing::Plate, !car.plated_on(picture.day));
        }
    }
    let car = picture.vehicle.as_ref();
    note(
        DriveMissing::StopSale,
        car.is_some_and(|car| !car.stop_sale.is_empty()),
    );
    note(
        DriveMissing::CarHere,
        car.is_none_or(|car| car.state != VehicleState::InStock),
    );
    note(DriveMissing::CarBack, picture.out_with.is_some());
    note(DriveMissing::CarLent, picture.lent.is_some());
    missing
}

fn of_licence(picture: &KeysPicture) -> Vec<DriveMissing> {
    let Some(licence) = picture
        .licence
        .as_ref()
        .filter(|licence| licence.removed_at.is_none())
    else {
        return vec![DriveMissing::Licence];
    };
    let mut missing = Vec::new();
    if licence.valid_until.is_some_and(|last| last < picture.day) {
        missing.push(DriveMissing::LicenceExpired);
    }
    // Without the car's particulars nothing can be said of its gearbox; they are missing themselves.
    if let Some(car) = &picture.demo_car
        && !picture.law.covers(&licence.classes.0, car.gearbox)
    {
        missing.push(DriveMissing::LicenceClass);
    }
    if picture
        .customer
        .as_ref()
        .is_some_and(|customer| !is_theirs(licence, customer))
    {
        missing.push(DriveMissing::LicenceName);
    }
    missing
}

/// A licence is the customer's when the names are the same as they are read, and the numbers too where
/// the house knows the customer's.
fn is_theirs(licence: &DrivingLicence, customer: &Customer) -> bool {
    let same_number = customer.identity_paper != IdentityPaper::ResidentId
        || customer.identity_number.is_empty()
        || customer.identity_number == licence.number;
    same_number && as_read(&licence.name) == as_read(&customer.name)
}

/// A name without what is written one way or another: spaces, dots, case.
fn as_read(name: &str) -> String {
    name.chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect()
}
