//! Licence, agreement, keys out, keys back, feedback: what is kept back and what is written down.

use chrono::NaiveDate;

use super::testing::*;
use super::*;
use crate::{
    Command,
    command::Outcome,
    customers::EraseCustomer,
    ids::{LeadId, PaperId},
    leads::{Contact, IntakeTo, Lead, LeadState, TakeInLead},
    people::BuiltInRole,
    tasks::{Task, TaskState},
    testing::{House, id},
    vehicles::Vehicle,
};

fn codes(outcome: &Outcome) -> Vec<&str> {
    outcome
        .concerns
        .iter()
        .map(|concern| concern.code.as_str())
        .collect()
}

fn missing(house: &mut House, drive: u128) -> String {
    let refusal = house.refused(keys_out(drive, 1_201));
    assert_eq!(refusal.code, "keysNotYet");
    refusal.values["missing"]
        .as_str()
        .expect("a word")
        .to_owned()
}

fn with_lead(house: &mut House) -> LeadId {
    let taken: TakeInLead = serde_json::from_value(serde_json::json!({
        "lead": id::<LeadId>(90), "customer": id::<crate::ids::CustomerId>(CUSTOMER),
        "channel": "walkIn", "wanted": [{"description": "迈腾"}], "grade": "A", "to": "me",
        "nextFollowUp": {"due": at(24 * 60), "what": "电话"},
    }))
    .expect("a lead");
    assert_eq!(taken.to, IntakeTo::Me);
    house.done(Command::TakeInLead(taken));
    id(90)
}

#[test]
fn keys_are_kept_back_until_licence_and_agreement_are_in() {
    let mut house = house();
    house.done(Command::BookTestDrive(booking(1, 0)));
    assert_eq!(missing(&mut house, 1), "licence");
    house.done(Command::CheckLicence(licence(1)));
    assert_eq!(state(&house, 1), DriveState::Checked);
    assert_eq!(missing(&mut house, 1), "agreement");
    sign(&mut house, 1);
    house.done(keys_out(1, 1_201));
    let drive = drive(&house, 1);
    assert_eq!((drive.state, drive.out_km), (DriveState::Out, Some(1_201)));
    assert_eq!(the_car(&house).odometer_km, 1_201);
}

#[test]
fn whoever_rides_along_needs_no_licence_but_signs() {
    let mut house = house();
    house.done(Command::BookTestDrive(BookTestDrive {
        kind: DriveKind::Ride,
        ..booking(1, 0)
    }));
    assert_eq!(
        house.refused(Command::CheckLicence(licence(1))).code,
        "driveStepNotPossible"
    );
    assert_eq!(missing(&mut house, 1), "agreement");
    sign(&mut house, 1);
    house.done(keys_out(1, 1_200));
}

#[test]
fn a_licence_is_written_down_as_it_is_and_keeps_the_keys_back_when_it_does_not_do() {
    for (wrong, word) in [
        (
            CheckLicence {
                valid_until: NaiveDate::from_ymd_opt(2026, 11, 21),
                ..licence(1)
            },
            "licenceExpired",
        ),
        (
            CheckLicence {
                classes: vec![LicenceClass::C5, LicenceClass::D],
                ..licence(1)
            },
            "licenceClass",
        ),
        (
            CheckLicence {
                name: "王大明".to_owned(),
                ..licence(1)
            },
            "licenceName",
        ),
    ] {
        let mut house = house();
        house.done(Command::BookTestDrive(booking(1, 0)));
        house.done(Command::CheckLicence(wrong));
        sign(&mut house, 1);
        assert_eq!(missing(&mut house, 1), word);
        // Looked at again, it does: the agreement stands.
        house.done(Command::CheckLicence(licence(1)));
        house.done(keys_out(1, 1_200));
    }
}

#[test]
fn a_licence_holds_to_the_end_of_its_last_day_and_for_life_without_one() {
    for last in [NaiveDate::from_ymd_opt(2026, 11, 22), None] {
        let mut house = house();
        house.done(Command::BookTestDrive(booking(1, 0)));
        house.done(Command::CheckLicence(CheckLicence {
            valid_until: last,
            ..licence(1)
        }));
        sign(&mut house, 1);
        house.done(keys_out(1, 1_200));
    }
}

#[test]
fn c2_drives_an_automatic_and_no_gear_lever() {
    let mut house = house();
    house.put(&DemoCar {
        gearbox: Gearbox::Manual,
        ..particulars(CAR)
    });
    house.done(Command::BookTestDrive(booking(1, 0)));
    house.done(Command::CheckLicence(CheckLicence {
        classes: vec![LicenceClass::C2],
        ..licence(1)
    }));
    sign(&mut house, 1);
    assert_eq!(missing(&mut house, 1), "licenceClass");
    house.put(&particulars(CAR));
    house.done(keys_out(1, 1_200));
}

#[test]
fn a_car_goes_out_insured_plated_and_not_recalled() {
    let day = NaiveDate::from_ymd_opt(2026, 11, 21);
    let uninsured = DemoCar {
        insured_until: day,
        ..particulars(CAR)
    };
    let third_party_only = DemoCar {
        covers: Json(vec![DriveCover::Compulsory, DriveCover::Liability]),
        ..particulars(CAR)
    };
    let plate_run_out = DemoCar {
        plate: String::new(),
        temporary_plate: "京A0001临".to_owned(),
        temporary_until: day,
        ..particulars(CAR)
    };
    for (car, word) in [
        (uninsured, "insurance"),
        (third_party_only, "insurance"),
        (plate_run_out, "plate"),
    ] {
        let mut house = house();
        ready(&mut house, 1);
        house.put(&car);
        assert_eq!(missing(&mut house, 1), word);
    }
    let mut house = house();
    ready(&mut house, 1);
    let car = the_car(&house);
    house.put(&Vehicle {
        stop_sale: "召回".to_owned(),
        ..car.clone()
    });
    assert_eq!(missing(&mut house, 1), "stopSale");
    house.put(&car);
    house.put(&DemoCar {
        plate: String::new(),
        temporary_plate: "京A0001临".to_owned(),
        temporary_until: NaiveDate::from_ymd_opt(2026, 11, 22),
        ..particulars(CAR)
    });
    house.done(keys_out(1, 1_200));
}

#[test]
fn a_car_that_is_still_out_is_not_handed_out_again() {
    let mut house = house();
    ready(&mut house, 1);
    house.done(keys_out(1, 1_200));
    let mut second = elsewhere(2, 90);
    second.vehicle = id(CAR);
    second.kind = DriveKind::Ride;
    house.done(Command::BookTestDrive(second));
    sign(&mut house, 2);
    house.now = at(90);
    assert_eq!(missing(&mut house, 2), "carBack");
}

#[test]
fn the_agreement_is_the_one_that_was_issued_for_this_drive() {
    let mut house = house();
    house.done(Command::BookTestDrive(booking(1, 0)));
    house.done(Command::CheckLicence(licence(1)));
    house.done(Command::BookTestDrive(elsewhere(2, 0)));
    let (own, other) = (issued(&mut house, 1), issued(&mut house, 2));
    let signed = |paper: PaperId, sha256: &str| {
        Command::SignAgreement(SignAgreement {
            drive: id(1),
            paper,
            sha256: sha256.to_owned(),
        })
    };
    assert_eq!(
        house.refused(signed(other, HASH)).code,
        "agreementOfAnother"
    );
    assert_eq!(
        house.refused(signed(own, &"0".repeat(64))).code,
        "agreementAltered"
    );
    house.done(signed(own, HASH));
    assert_eq!(drive(&house, 1).agreement_sha256, HASH);
}

#[test]
fn a_young_driver_on_probation_gets_the_keys_and_is_pointed_out() {
    let mut house = house();
    house.done(Command::BookTestDrive(booking(1, 0)));
    let outcome = house.done(Command::CheckLicence(CheckLicence {
        born_on: NaiveDate::from_ymd_opt(2007, 1, 1),
        first_issued_on: NaiveDate::from_ymd_opt(2026, 3, 1),
        ..licence(1)
    }));
    let told: Vec<_> = outcome
        .concerns
        .iter()
        .map(|c| c.values["caution"].clone())
        .collect();
    assert_eq!(told, ["probation", "young"]);
    sign(&mut house, 1);
    assert_eq!(codes(&house.done(keys_out(1, 1_200))).len(), 2);
}

#[test]
fn an_odometer_that_goes_back_is_written_down_and_told() {
    let mut house = house();
    ready(&mut house, 1);
    assert_eq!(codes(&house.done(keys_out(1, 1_100))), ["odometerBack"]);
    assert_eq!(the_car(&house).odometer_km, 1_200);
    house.now = at(60);
    assert_eq!(
        house
            .refused(keys_back(1, 2_000_001, ReturnCondition::Sound))
            .code,
        "driveOdometerAbsurd"
    );
    house.done(keys_back(1, 1_209, ReturnCondition::Sound));
    assert_eq!(the_car(&house).odometer_km, 1_209);
}

#[test]
fn a_late_return_says_who_waits_for_the_car() {
    let mut house = house();
    ready(&mut house, 1);
    house.done(keys_out(1, 1_200));
    let mut next = elsewhere(2, 75);
    next.vehicle = id(CAR);
    house.done(Command::BookTestDrive(next));
    house.now = at(90);
    let outcome = house.done(keys_back(1, 1_210, ReturnCondition::Sound));
    assert_eq!(codes(&outcome), ["backLate", "nextDriveWaits"]);
    assert_eq!(outcome.concerns[0].values["minutes"], 30);
}

#[test]
fn damage_is_told_in_words_and_somebody_sees_to_it() {
    let mut house = house();
    ready(&mut house, 1);
    house.done(keys_out(1, 1_200));
    house.now = at(55);
    let mut untold = keys_back(1, 1_210, ReturnCondition::Damaged);
    if let Command::ReturnKeys(back) = &mut untold {
        back.damage = " ".to_owned();
    }
    assert_eq!(house.refused(untold).code, "damageUntold");
    let outcome = house.done(keys_back(1, 1_210, ReturnCondition::Damaged));
    assert_eq!(codes(&outcome), ["cameBackDamaged"]);
}

#[test]
fn the_drive_moves_the_lead_on_and_the_feedback_plans_what_comes_next() {
    let mut house = house();
    let lead = with_lead(&mut house);
    ready(&mut house, 1);
    assert_eq!(drive(&house, 1).lead, Some(lead));
    house.done(keys_out(1, 1_200));
    house.now = at(58);
    house.done(keys_back(1, 1_210, ReturnCondition::Sound));
    let state_of = |house: &House| house.get::<Lead>(lead).expect("the lead").state;
    assert_eq!(state_of(&house), LeadState::TestDriven);
    let said = said(&house, 1);
    let due = said.next_follow_up.due;
    house.done(Command::RecordFeedback(said));
    assert_eq!(state(&house, 1), DriveState::Finished);
    let lead: Lead = house.get(lead).expect("the lead");
    assert_eq!(lead.next_follow_up, Some(due));
    let contacts: Vec<Contact> = house.all();
    assert_eq!(contacts.len(), 1);
    assert!(contacts[0].note.contains("动力很好"));
    let open: Vec<Task> = house
        .all::<Task>()
        .into_iter()
        .filter(|task| task.state == TaskState::Open)
        .collect();
    assert_eq!(open.len(), 1, "the drive's own task is done");
    assert_eq!((open[0].kind, open[0].due), (TaskKind::FollowUp, due));
}

#[test]
fn who_drove_without_a_lead_is_called_back_all_the_same() {
    let mut house = house();
    ready(&mut house, 1);
    house.done(keys_out(1, 1_200));
    house.now = at(58);
    house.done(keys_back(1, 1_210, ReturnCondition::Sound));
    let said = said(&house, 1);
    house.done(Command::RecordFeedback(said));
    assert!(
        house
            .all::<Task>()
            .iter()
            .any(|task| task.kind == TaskKind::CallBack && task.state == TaskState::Open)
    );
}

#[test]
fn stars_are_one_to_five_and_each_aspect_has_them_once() {
    let mut house = house();
    ready(&mut house, 1);
    let mut wrong = said(&house, 1);
    wrong.score = 6;
    assert_eq!(
        house.refused(Command::RecordFeedback(wrong.clone())).code,
        "scoreAbsurd"
    );
    wrong.score = 4;
    let power = AspectScore {
        aspect: DriveAspect::Power,
        score: 4,
    };
    wrong.aspects = vec![power, power];
    assert_eq!(
        house.refused(Command::RecordFeedback(wrong)).code,
        "scoreAbsurd"
    );
}

#[test]
fn a_car_that_is_out_stays_out_longer_where_nobody_waits_and_cannot_be_moved() {
    let mut house = house();
    ready(&mut house, 1);
    house.done(keys_out(1, 1_200));
    let moved = |starts_at, ends_at| {
        Command::RebookTestDrive(RebookTestDrive {
            drive: id(1),
            vehicle: None,
            consultant: None,
            route: None,
            starts_at,
            ends_at,
        })
    };
    assert_eq!(
        house.refused(moved(Some(at(60)), Some(at(90)))).code,
        "driveStepNotPossible"
    );
    house.done(moved(None, Some(at(75))));
    let task = &house.all::<Task>()[0];
    assert_eq!(task.due, at(75), "overdue from then on");
    let mut next = elsewhere(2, 105);
    next.vehicle = id(CAR);
    house.done(Command::BookTestDrive(next));
    assert_eq!(
        house.refused(moved(None, Some(at(105)))).code,
        "driveCarTaken"
    );
}

#[test]
fn a_licence_goes_thirty_days_after_the_drive_and_stays_after_an_accident() {
    for (condition, stays) in [
        (ReturnCondition::Sound, false),
        (ReturnCondition::Accident, true),
    ] {
        let mut house = house();
        ready(&mut house, 1);
        house.done(keys_out(1, 1_200));
        house.now = at(58);
        house.done(keys_back(1, 1_210, condition));
        let remove = Command::RemoveLicences(RemoveLicences {
            drives: vec![id(1)],
        });
        if !stays {
            assert_eq!(house.refused(remove.clone()).code, "licenceKept");
        }
        house.later(31 * Timestamp::DAY);
        // Whoever writes the next licence down clears those away whose time is over.
        let mut later = booking(2, 31 * 24 * 60 + 120);
        later.kind = DriveKind::Drive;
        house.done(Command::BookTestDrive(later));
        house.done(Command::CheckLicence(licence(2)));
        let kept: DrivingLicence = house.get(id::<TestDriveId>(1)).expect("its row");
        assert_eq!(kept.number.is_empty(), !stays, "{condition:?}");
        // After an accident a person decides.
        house.done(remove);
        let kept: DrivingLicence = house.get(id::<TestDriveId>(1)).expect("its row");
        assert!(kept.number.is_empty() && kept.name.is_empty());
    }
}

#[test]
fn who_does_not_come_leaves_no_licence_behind() {
    let mut house = house();
    house.done(Command::BookTestDrive(booking(1, 30)));
    house.done(Command::CheckLicence(licence(1)));
    house.now = at(60);
    house.done(Command::RecordNoShow(RecordNoShow { drive: id(1) }));
    let kept: DrivingLicence = house.get(id::<TestDriveId>(1)).expect("its row");
    assert_eq!((kept.number.as_str(), kept.name.as_str()), ("", ""));
}

#[test]
fn a_customer_who_asks_to_be_forgotten_leaves_a_drive_without_words() {
    let mut house = house();
    ready(&mut house, 1);
    let erase = Command::EraseCustomer(EraseCustomer {
        customer: id(CUSTOMER),
        reason: "本人申请".to_owned(),
    });
    house.act_as(3, BuiltInRole::StoreManager);
    assert_eq!(house.refused(erase.clone()).code, "workOpen");
    house.done(keys_out(1, 1_200));
    house.now = at(58);
    house.done(keys_back(1, 1_210, ReturnCondition::Sound));
    let said = said(&house, 1);
    house.done(Command::RecordFeedback(said));
    house.done(erase);
    let drive = drive(&house, 1);
    assert_eq!((drive.feedback.as_str(), drive.out_km), ("", Some(1_200)));
    let kept: DrivingLicence = house.get(id::<TestDriveId>(1)).expect("its row");
    assert!(kept.number.is_empty());
    assert!(customer(&house).name.is_empty());
}
