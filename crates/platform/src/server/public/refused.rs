//! The refusals of the rules, as somebody outside may hear them. What would tell of others (who holds the car,
//! whose car is expected) is passed over; the nearest free starts are handed on.

use domain::{refusal::Refusal, time::Timestamp};

use super::{
    asking::written,
    dealerships::House,
    problem::{Language, Reason, Refused},
};

/// The answer to whoever asked, by what the rule said.
pub(super) fn refused(language: Language, house: &House, refusal: &Refusal) -> Refused {
    let (reason, field) = heard(refusal);
    let field = field.or_else(|| refusal.field.as_deref().and_then(last_part));
    let free: Vec<Timestamp> = refusal
        .values
        .get("free")
        .and_then(|free| serde_json::from_value(free.clone()).ok())
        .unwrap_or_default();
    let refused = match field {
        Some(field) => Refused::field(language, reason, field),
        None => Refused::new(language, reason),
    };
    refused
        .with_phone(&house.phone)
        .with_free(free.into_iter().map(|at| written(at, house.zone)).collect())
}

/// The last part of a field's path: requests are flat.
fn last_part(path: &str) -> Option<&str> {
    path.rsplit('.').next()
}

fn heard(refusal: &Refusal) -> (Reason, Option<&'static str>) {
    match refusal.code.as_str() {
        "driveNoneFree"
        | "driveCarTaken"
        | "driveCarLent"
        | "driveConsultantTaken"
        | "driveCustomerTaken"
        | "slotFull"
        | "capacityShort"
        | "noBayFree"
        | "noAdvisorFree" => (Reason::SlotFull, Some("startsAt")),
        "driveNotOffered" => (Reason::NotOffered, Some("car")),
        "carNotHere" | "carStopped" | "carNotForDrives" => (Reason::NotOffered, Some("car")),
        "routeTooLong" | "routeRetired" | "workshopNotSetUp" => (Reason::NotOffered, None),
        "operationRetired" => (Reason::NotOffered, Some("operations")),
        "driveInPast" | "bookingInPast" => (Reason::InPast, Some("startsAt")),
        "driveTooFarAhead" | "bookingTooFar" | "policyUndefined" | "statutoryDaysUnknown" => {
            (Reason::TooFarAhead, Some("startsAt"))
        }
        "driveOutsideHours" | "outsideHours" | "atLunch" | "notDoneByClosing"
        | "workshopClosed" => (Reason::Shut, Some("startsAt")),
        "longerThanDay" => (Reason::TooMuch, Some("operations")),
        "carUnnamed" => (Reason::Missing, Some("plate")),
        "notFound" => (Reason::NotOffered, None),
        "empty" => (Reason::Missing, None),
        "tooLong" => (Reason::WrongField, None),
        code if code.starts_with("mobile") && code != "mobileKnown" => {
            (Reason::MobileWrong, Some("mobile"))
        }
        code if code.starts_with("plate") => (Reason::PlateWrong, Some("plate")),
        code if code.starts_with("vin") => (Reason::VinWrong, Some("vin")),
        // Whatever else stands in the way is somebody's, or the house's own matter.
        _ => (Reason::CallTheHouse, None),
    }
}
