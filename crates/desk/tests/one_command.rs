//! One command end to end, without a window: a car is taken into stock, decided, signed, put into
//! the outbox, kept aside in the shadow, shown, proved, and still there after the program ends.

mod house;

use house::{House, taken_into_stock};
use serde_json::json;

#[test]
fn a_car_taken_into_stock_is_listed_has_a_history_and_survives_a_restart() {
    let house = House::training();
    house.sign_in("manager");
    let vehicle = taken_into_stock(&house, "LFV3A23C1T3000001");

    let list = house.ask(
        "vehicles.list",
        json!({"filters": {}, "text": "", "sort": null, "offset": 0, "limit": 50}),
    );
    assert_eq!(list["total"], 1);
    assert_eq!(list["rows"][0]["vin"], "LFV3A23C1T3000001");
    assert_eq!(
        list["rows"][0]["stockNumber"]
            .as_str()
            .map(|n| n.starts_with("RKA-")),
        Some(true)
    );

    let card = house.ask("vehicles.card", json!({"id": vehicle}));
    assert_eq!(card["timeline"][0]["what"], "TakeIntoStock");
    assert_eq!(card["cost"]["purchasePrice"], 18_000_000);

    let house = house.restarted();
    house.sign_in("manager");
    let card = house.ask("vehicles.card", json!({"id": vehicle}));
    assert_eq!(card["vehicle"]["vin"], "LFV3A23C1T3000001");
}

#[test]
fn the_same_vin_is_refused_beside_its_field_and_nothing_is_written() {
    let house = House::training();
    house.sign_in("manager");
    taken_into_stock(&house, "LFV3A23C1T3000001");
    let refusal = house.refused(
        "submit",
        json!({"command": house::take_into_stock("LFV3A23C1T3000001")}),
    );
    assert_eq!(refusal["code"], "vinInStock");
    assert_eq!(refusal["field"], "vin");
    let list = house.ask(
        "vehicles.list",
        json!({"filters": {}, "text": "", "sort": null, "offset": 0, "limit": 50}),
    );
    assert_eq!(list["total"], 1);
}

#[test]
fn a_wrong_check_digit_is_told_beside_the_vin() {
    let house = House::training();
    house.sign_in("manager");
    let refusal = house.refused(
        "submit",
        json!({"command": house::take_into_stock("LFV3A23C2T3000001")}),
    );
    assert_eq!(refusal["kind"], "invalid");
    assert_eq!(refusal["field"], "vin");
}

#[test]
fn who_may_not_see_cost_gets_none_and_who_may_not_take_in_is_refused() {
    let house = House::training();
    house.sign_in("manager");
    let vehicle = taken_into_stock(&house, "LFV3A23C1T3000001");
    house.sign_in("sales");
    assert_eq!(
        house.ask("vehicles.card", json!({"id": vehicle}))["cost"],
        json!(null)
    );
    let refusal = house.refused(
        "submit",
        json!({"command": house::take_into_stock("LFV3A23C3T3000002")}),
    );
    assert_eq!(refusal["code"], "missingRight");
}

#[test]
fn five_wrong_passwords_lock_the_sign_in() {
    let house = House::training();
    for left in (1..5).rev() {
        let refusal = house.refused_sign_in("sales", "wrong");
        assert_eq!(
            (&refusal["code"], &refusal["values"]["left"]),
            (&json!("wrongPassword"), &json!(left))
        );
    }
    assert_eq!(house.refused_sign_in("sales", "wrong")["code"], "lockedOut");
    assert_eq!(
        house.refused_sign_in("sales", "training")["code"],
        "lockedOut"
    );
}

#[test]
fn nothing_is_answered_to_nobody() {
    let house = House::training();
    let refusal = house.refused(
        "vehicles.list",
        json!({"filters": {}, "text": "", "sort": null, "offset": 0, "limit": 50}),
    );
    assert_eq!(refusal["kind"], "signedOut");
}
