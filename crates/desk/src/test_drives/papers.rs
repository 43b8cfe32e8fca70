//! The papers of a drive: agreement, record, feedback. All are filled in from the one drive; the
//! agreement from what was agreed alone, so that it is the same paper before and after the keys.

use documents::{Language, forms};
use domain::{
    customers::Customer,
    ids::TestDriveId,
    papers::PaperForm,
    test_drives::{DemoCar, DriveAspect, DriveKind, DriveRoute, DrivingLicence, TestDrive},
    vehicles::Vehicle,
};
use rusqlite::Connection;
use serde_json::Value;
use store::rows;

use super::{person_name, words};
use crate::{
    error::RpcError,
    orders::papers::{json, local, on_paper, phone_of, some, the_dealership},
    papers::{language, not_found},
    privacy::shown,
    stores::OpenStore,
};

/// What one of the three states, and in which language: the customer's.
pub fn sheet(
    connection: &Connection,
    store: &OpenStore,
    form: PaperForm,
    id: TestDriveId,
) -> Result<(Language, Value), RpcError> {
    let drive: TestDrive =
        rows::entity(connection, id)?.ok_or_else(|| not_found(TestDrive::KIND))?;
    let customer: Option<Customer> = rows::entity(connection, drive.customer)?;
    let language = customer
        .as_ref()
        .map_or(Language::Chinese, |customer| language(&customer.language));
    let vehicle: Option<Vehicle> = rows::entity(connection, drive.vehicle)?;
    let car: Option<DemoCar> = rows::entity(connection, drive.vehicle)?;
    let route: Option<DriveRoute> = rows::entity(connection, drive.route)?;
    let licence: Option<DrivingLicence> = rows::entity(connection, drive.id)?;
    let day = drive.starts_at.date_in(store.zone);
    let agreed = forms::DriveSheet {
        number: drive.number.clone(),
        dealership: on_paper(&the_dealership(connection, store)?),
        customer: customer
            .as_ref()
            .map_or_else(String::new, |customer| customer.name.clone()),
        customer_phone: customer.as_ref().map_or_else(String::new, phone_of),
        at_the_wheel: match drive.kind {
            DriveKind::Drive => forms::AtTheWheel::Customer,
            DriveKind::Ride => forms::AtTheWheel::Colleague,
        },
        consultant: forms::Consultant {
            name: person_name(connection, Some(drive.consultant))?,
            phone: None,
        },
        vehicle: vehicle
            .as_ref()
            .map_or_else(String::new, |vehicle| vehicle.description.clone()),
        vin: vehicle.map_or_else(String::new, |vehicle| vehicle.vin.to_string()),
        plate: car.and_then(|car| some(car.plate_on(day))),
        route: route
            .as_ref()
            .map_or_else(String::new, |route| route.name.clone()),
        route_description: route.as_ref().and_then(|route| some(&route.description)),
        route_km: route.map_or_else(String::new, |route| kilometres(route.length_hm)),
        starts_at: local(drive.starts_at, store.zone),
        ends_at: local(drive.ends_at, store.zone),
        licence: licence
            .filter(|licence| licence.removed_at.is_none())
            .map(|licence| on_licence(&licence)),
        out: forms::Reading::default(),
        back: forms::Reading::default(),
        found: None,
        score: None,
        aspects: Vec::new(),
        feedback: None,
    };
    let contents = if form == PaperForm::DriveAgreement {
        agreed
    } else {
        driven(agreed, &drive, store, language)
    };
    Ok((language, json(&contents)?))
}

/// With what happened since the agreement.
fn driven(
    agreed: forms::DriveSheet,
    drive: &TestDrive,
    store: &OpenStore,
    language: Language,
) -> forms::DriveSheet {
    let reading = |at: Option<domain::time::Timestamp>, km: Option<u32>, percent: Option<u32>| {
        forms::Reading {
            at: at.map(|at| local(at, store.zone)),
            km: km.map(i64::from),
            percent: percent.map(i64::from),
        }
    };
    forms::DriveSheet {
        out: reading(drive.out_at, drive.out_km, drive.out_percent),
        back: reading(drive.returned_at, drive.returned_km, drive.returned_percent),
        found: drive.condition.map(|condition| {
            [words::condition(condition, language), &drive.damage]
                .into_iter()
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        }),
        score: drive.score.map(i64::from),
        aspects: DriveAspect::ALL
            .iter()
            .map(|aspect| forms::Stars {
                name: words::aspect(*aspect, language).to_owned(),
                score: drive
                    .aspects
                    .0
                    .iter()
                    .find(|one| one.aspect == *aspect)
                    .map(|one| i64::from(one.score)),
            })
            .collect(),
        feedback: some(&drive.feedback),
        ..agreed
    }
}

/// The number is masked on paper too: the sheet lies about longer than the number is needed.
fn on_licence(licence: &DrivingLicence) -> forms::LicenceOnPaper {
    forms::LicenceOnPaper {
        number: shown::<DrivingLicence>("number", &licence.number),
        classes: licence
            .classes
            .0
            .iter()
            .map(|class| class.word())
            .collect::<Vec<_>>()
            .join(" "),
        valid_until: licence.valid_until.map(|day| day.to_string()),
    }
}

/// Tenths of a kilometre as kilometres.
fn kilometres(length_hm: u32) -> String {
    match (length_hm / 10, length_hm % 10) {
        (whole, 0) => whole.to_string(),
        (whole, tenths) => format!("{whole}.{tenths}"),
    }
}
