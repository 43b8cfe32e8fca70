//! Mending what is written of a car.

use super::*;

#[test]
fn two_people_who_mend_different_fields_both_succeed() {
    let mut house = house();
    let first = house.done(amend(VehicleField::ExteriorColour, "黑", "白"));
    let second = house.done(amend(VehicleField::InteriorColour, "", "米"));
    assert!(first.concerns.is_empty() && second.concerns.is_empty());
    assert_eq!(
        (car(&house).exterior_colour, car(&house).interior_colour),
        ("白".to_owned(), "米".to_owned())
    );
}

#[test]
fn a_stale_field_is_written_and_raised() {
    let mut house = house();
    house.done(amend(VehicleField::ExteriorColour, "黑", "白"));
    let outcome = house.done(amend(VehicleField::ExteriorColour, "黑", "蓝"));
    assert_eq!(car(&house).exterior_colour, "蓝");
    assert_eq!(outcome.concerns[0].code, "fieldChangedMeanwhile");
}

#[test]
fn a_mended_vin_must_be_one_and_free() {
    let mut house = house();
    house.done(Command::TakeIntoStock(coming(11, OTHER_VIN)));
    assert_eq!(
        house.refused(amend(VehicleField::Vin, VIN, OTHER_VIN)).code,
        "vinInStock"
    );
    let refusal = house.refused(amend(VehicleField::Vin, VIN, "LFV3A23C2T3000001"));
    assert_eq!(
        (refusal.code.as_str(), refusal.field.as_deref()),
        ("fieldUnreadable", Some("vin"))
    );
}

#[test]
fn a_price_set_past_another_person_is_refused() {
    let mut house = house();
    let set = |from: Option<i64>, to: i64| {
        Command::SetAskingPrice(SetAskingPrice {
            vehicle: id(10),
            from: from.map(Fen),
            to: Some(Fen(to)),
        })
    };
    house.done(set(None, 20_990_000));
    assert_eq!(
        house.refused(set(None, 20_000_000)).code,
        "changedMeanwhile"
    );
    house.done(set(Some(20_990_000), 20_000_000));
    assert_eq!(car(&house).asking_price, Some(Fen(20_000_000)));
    assert_eq!(
        house.refused(set(Some(20_000_000), -1)).code,
        "moneyOutOfRange"
    );
}
