//! A house with a demonstrator, a route, a customer with a lead, and the commands of a drive, for the
//! tests of this area.

use chrono::NaiveDate;

use super::{
    BookTestDrive, CheckLicence, DemoCar, DriveCover, DriveKind, DriveRoute, DriveState, Gearbox,
    HandOutKeys, LicenceClass, LicenceSeen, RecordFeedback, ReturnCondition, ReturnKeys,
    RouteState, SignAgreement, TestDrive, policies::MINUTE,
};
use crate::{
    Command,
    customers::{AddCustomer, Customer},
    entity::Json,
    ids::{CustomerId, PaperId, VehicleId},
    leads::NextFollowUp,
    papers::{Paper, PaperForm},
    people::BuiltInRole,
    testing::{House, MORNING, id},
    time::Timestamp,
    vehicles::{Vehicle, VehiclePurpose, VehicleState},
};

pub const CAR: u128 = 50;
pub const OTHER_CAR: u128 = 51;
/// A car for sale, which is not lent.
pub const FOR_SALE: u128 = 52;
pub const ROUTE: u128 = 60;
pub const CUSTOMER: u128 = 40;
pub const OTHER_CUSTOMER: u128 = 41;
pub const HASH: &str = "aa11bb22cc33dd44ee55ff66aa77bb88cc99dd00ee11ff22aa33bb44cc55dd66";

const VIN: &str = "LFV3A23C1T3000001";

/// Somebody born in 1990, with a number whose check character fits.
pub const NUMBER: &str = "110105199003077876";

/// Sales consultants 1 and 2, manager 3; two demonstrators and a car for sale; it is ten in the morning.
pub fn house() -> House {
    let mut house = House::of(BuiltInRole::SalesConsultant);
    house.person(2, BuiltInRole::SalesConsultant);
    house.person(3, BuiltInRole::StoreManager);
    for (car, purpose) in [
        (CAR, VehiclePurpose::Demonstrator),
        (OTHER_CAR, VehiclePurpose::Demonstrator),
        (FOR_SALE, VehiclePurpose::ForSale),
    ] {
        house.put(&a_car(car, purpose));
        house.put(&particulars(car));
    }
    house.put(&DriveRoute {
        id: id(ROUTE),
        name: "城区环线".to_owned(),
        description: "店门—滨河路—店门".to_owned(),
        length_hm: 86,
        minutes: 15,
        state: RouteState::InUse,
    });
    for (customer, name, mobile) in [
        (CUSTOMER, "王小明", "13800000034"),
        (OTHER_CUSTOMER, "李红", "13800000035"),
    ] {
        let added: AddCustomer = serde_json::from_value(serde_json::json!({
            "customer": id::<CustomerId>(customer),
            "details": {"kind": "person", "name": name, "mobile": mobile},
        }))
        .expect("a customer");
        house.done(Command::AddCustomer(added));
    }
    house
}

pub fn a_car(number: u128, purpose: VehiclePurpose) -> Vehicle {
    serde_json::from_value(serde_json::json!({
        "id": id::<VehicleId>(number), "stockNumber": format!("RK-{number}"), "vin": VIN, "model": null,
        "description": format!("大众 迈腾 {number}"), "exteriorColour": "白", "interiorColour": "黑",
        "engineNumber": "", "producedOn": null, "state": VehicleState::InStock, "purpose": purpose,
        "source": "maker", "location": "展厅", "expectedOn": null, "arrivedOn": "2026-10-01",
        "odometerKm": 1_200, "guidePrice": null, "askingPrice": null, "keyNumber": "", "keysWith": "",
        "certificate": "inHouse", "certificateNumber": "", "certificateWith": "", "certificateDue": null,
        "stopSale": "", "heldBy": null, "heldAt": null, "remark": "", "takenInAt": MORNING,
    }))
    .expect("a car")
}

pub fn particulars(car: u128) -> DemoCar {
    DemoCar {
        id: id(car),
        gearbox: Gearbox::Automatic,
        plate: "京A12345".to_owned(),
        temporary_plate: String::new(),
        temporary_until: None,
        covers: Json(DriveCover::ALL.to_vec()),
        insured_until: NaiveDate::from_ymd_opt(2027, 6, 30),
    }
}

/// So many minutes after ten in the morning.
pub fn at(minutes: i64) -> Timestamp {
    MORNING.plus(minutes * MINUTE)
}

/// A drive of half an hour.
pub fn booking(number: u128, minutes: i64) -> BookTestDrive {
    BookTestDrive {
        drive: id(number),
        number: String::new(),
        kind: DriveKind::Drive,
        customer: id(CUSTOMER),
        lead: None,
        vehicle: id(CAR),
        consultant: None,
        route: id(ROUTE),
        starts_at: at(minutes),
        ends_at: at(minutes + 30),
        note: String::new(),
    }
}

/// The same with everything else free.
pub fn elsewhere(number: u128, minutes: i64) -> BookTestDrive {
    BookTestDrive {
        customer: id(OTHER_CUSTOMER),
        vehicle: id(OTHER_CAR),
        consultant: Some(id(2)),
        ..booking(number, minutes)
    }
}

pub fn licence(drive: u128) -> CheckLicence {
    CheckLicence {
        drive: id(drive),
        name: "王小明".to_owned(),
        number: NUMBER.to_owned(),
        classes: vec![LicenceClass::C1],
        first_issued_on: NaiveDate::from_ymd_opt(2012, 5, 6),
        valid_until: NaiveDate::from_ymd_opt(2028, 5, 6),
        born_on: None,
        seen: LicenceSeen::Original,
    }
}

/// The agreement about this drive, issued.
pub fn issued(house: &mut House, drive: u128) -> PaperId {
    let paper: PaperId = id(drive + 1_000);
    house.put(&Paper {
        id: paper,
        form: PaperForm::DriveAgreement,
        number: format!("SJ-{drive}"),
        subject: id(drive),
        language: "zh-CN".to_owned(),
        template_version: "1".to_owned(),
        sha256: HASH.to_owned(),
        data: "{}".to_owned(),
        pages: 1,
        issued_by: id(1),
        issued_at: house.now,
        prints: 1,
        forgotten_at: None,
        kept_until: None,
    });
    paper
}

pub fn sign(house: &mut House, drive: u128) {
    let paper = issued(house, drive);
    house.done(Command::SignAgreement(SignAgreement {
        drive: id(drive),
        paper,
        sha256: HASH.to_owned(),
    }));
}

/// A drive that is booked for half past ten and only waits for its keys.
pub fn ready(house: &mut House, drive: u128) {
    house.done(Command::BookTestDrive(booking(drive, 30)));
    house.done(Command::CheckLicence(licence(drive)));
    sign(house, drive);
}

pub fn keys_out(drive: u128, odometer_km: u32) -> Command {
    Command::HandOutKeys(HandOutKeys {
        drive: id(drive),
        odometer_km,
        percent: Some(80),
        at: None,
    })
}

pub fn keys_back(drive: u128, odometer_km: u32, condition: ReturnCondition) -> Command {
    Command::ReturnKeys(ReturnKeys {
        drive: id(drive),
        odometer_km,
        percent: Some(70),
        at: None,
        condition,
        damage: match condition {
            ReturnCondition::Sound => String::new(),
            ReturnCondition::Damaged | ReturnCondition::Accident => "右前轮毂刮伤".to_owned(),
        },
    })
}

pub fn said(house: &House, drive: u128) -> RecordFeedback {
    RecordFeedback {
        drive: id(drive),
        score: 5,
        aspects: Vec::new(),
        feedback: "动力很好，后排略小".to_owned(),
        grade: None,
        next_follow_up: NextFollowUp {
            due: house.now.plus(24 * Timestamp::HOUR),
            what: "报价".to_owned(),
        },
    }
}

pub fn drive(house: &House, number: u128) -> TestDrive {
    house
        .get(id::<crate::ids::TestDriveId>(number))
        .expect("the drive")
}

pub fn state(house: &House, number: u128) -> DriveState {
    drive(house, number).state
}

pub fn customer(house: &House) -> Customer {
    house.get(id::<CustomerId>(CUSTOMER)).expect("the customer")
}

pub fn the_car(house: &House) -> Vehicle {
    house.get(id::<VehicleId>(CAR)).expect("the car")
}
