//! Rights and the house's own settings over the real encrypted store: who may see and give what, and
//! what the house says of itself.

mod house;

use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{entity::Entity, people::Role};
use house::{House, taken_into_stock};
use serde_json::{Value, json};
use store::rows;

fn role(house: &House, name: &str) -> Value {
    let known = house.ask("people.list", json!({}));
    known["roles"]
        .as_array()
        .and_then(|roles| roles.iter().find(|role| role["name"] == name))
        .unwrap_or_else(|| panic!("no role {name}"))
        .clone()
}

fn person(house: &House, sign_in_name: &str) -> Value {
    house.ask("session.state", json!({}))["people"]
        .as_array()
        .and_then(|people| people.iter().find(|p| p["signInName"] == sign_in_name))
        .unwrap_or_else(|| panic!("nobody signs in as {sign_in_name}"))["id"]
        .clone()
}

/// Gives the consultant of the training dealership just these rights.
fn consultant_with(house: &House, rights: &[&str]) {
    house.sign_in("admin");
    let id = json!(uuid::Uuid::now_v7());
    house.give(json!({"type": "ChangeRole", "role": id, "name": "试用", "rights": rights}));
    house.give(json!({"type": "ChangePerson", "person": person(house, "sales"), "roles": [id]}));
    house.sign_in("sales");
}

#[test]
fn who_only_edits_roles_sees_the_roles_and_who_has_them() {
    let house = House::training();
    consultant_with(&house, &["editRoles", "seeStock"]);
    let known = house.ask("people.list", json!({}));
    assert_eq!(known["roles"].as_array().map(Vec::len), Some(10));
    assert!(
        known["people"]
            .as_array()
            .is_some_and(|people| people.len() == 9)
    );
    assert_eq!(
        house.refused(
            "people.reset_password",
            json!({"person": person(&house, "cashier"), "password": "Blue horse 7 runs"})
        )["code"],
        "missingRight"
    );
}

#[test]
fn who_only_restores_sees_what_there_is_to_restore_and_makes_no_backup() {
    let house = House::training();
    consultant_with(&house, &["restore", "seeStock"]);
    assert!(house.ask("backups.list", json!({}))["rows"].is_array());
    assert_eq!(
        house.refused("backups.make", json!({"work": "w"}))["values"]["right"],
        "backUp"
    );
}

#[test]
fn a_right_taken_from_a_role_is_gone_at_once_for_whoever_is_signed_in() {
    let house = House::training();
    house.sign_in("admin");
    taken_into_stock(&house, "LFV3A23C1T3000001");
    let cashier = role(&house, "cashier");
    let fewer: Vec<Value> = cashier["rights"]
        .as_array()
        .expect("rights")
        .iter()
        .filter(|right| **right != "seeStock")
        .cloned()
        .collect();
    let everything = json!({"filters": {}, "text": "", "sort": null, "offset": 0, "limit": 50});
    house.sign_in("cashier");
    assert_eq!(house.ask("vehicles.list", everything.clone())["total"], 1);
    house.sign_in("admin");
    house.give(
        json!({"type": "ChangeRole", "role": cashier["id"], "name": "cashier", "rights": fewer}),
    );
    house.sign_in("cashier");
    let refusal = house.refused("vehicles.list", everything);
    assert_eq!(
        (&refusal["code"], &refusal["values"]["right"]),
        (&json!("missingRight"), &json!("seeStock"))
    );
}

#[test]
fn a_store_manager_gives_no_wider_role_and_touches_no_administrator() {
    let house = House::training();
    house.sign_in("store");
    let administrator = role(&house, "administrator");
    let refusal = house.refused(
        "submit",
        json!({"command": {"type": "ChangePerson", "person": person(&house, "sales"), "roles": [administrator["id"]]}}),
    );
    assert_eq!(refusal["code"], "rightsBeyondYours");
    assert_eq!(refusal["values"]["rights"], "editRoles,restore");
    let refusal = house.refused(
        "submit",
        json!({"command": {"type": "ChangePerson", "person": person(&house, "admin"), "state": "left"}}),
    );
    assert_eq!(refusal["code"], "lastAdministrator");
    let refusal = house.refused(
        "people.reset_password",
        json!({"person": person(&house, "admin"), "password": "Blue horse 7 runs"}),
    );
    assert_eq!(refusal["code"], "personBeyondYou");
}

/// A PNG of 2 by 1 pixels, red and blue.
const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR4nGP4zwAE/wEHAAH/4iOeWQAAAABJRU5ErkJggg==";

#[test]
fn a_logo_is_kept_shown_and_taken_away_and_what_is_none_is_refused_at_its_field() {
    let house = House::training();
    house.sign_in("admin");
    let refused = |content: &str| {
        let refusal = house.refused("dealership.change", json!({"logo": content}));
        assert_eq!(refusal["field"], "logo");
        refusal["code"].clone()
    };
    assert_eq!(refused(&STANDARD.encode("%PDF-1.7")), "logoNotAPicture");
    assert_eq!(
        refused(&STANDARD.encode(vec![0_u8; 2_200_000])),
        "logoTooLarge"
    );
    let half = &STANDARD.decode(PNG).expect("bytes")[..40];
    assert_eq!(refused(&STANDARD.encode(half)), "logoUnreadable");

    house.ask(
        "dealership.change",
        json!({"logo": PNG, "name": "宏远汽车", "creditCode": "91310000607378651d"}),
    );
    let shown = house.ask("dealership.logo", json!({}));
    assert_eq!(shown["picture"], format!("data:image/png;base64,{PNG}"));
    assert_eq!(shown["name"], "宏远汽车");
    assert_eq!(
        house.ask("session.state", json!({}))["storeName"],
        "宏远汽车"
    );
    // The journal names the picture and does not hold it.
    let kept = house.ask("dealership.settings", json!({}))["logo"].clone();
    assert_eq!(kept.as_str().map(str::len), Some(64));
    house.ask("dealership.change", json!({"logo": ""}));
    assert_eq!(
        house.ask("dealership.logo", json!({}))["picture"],
        json!(null)
    );
    house.sign_in("manager");
    assert_eq!(
        house.refused("dealership.change", json!({"name": "别家"}))["code"],
        "missingRight"
    );
}

#[test]
fn the_floors_of_the_cars_in_the_house_are_told_to_who_edits_cost_and_to_nobody_else() {
    let house = House::training();
    house.sign_in("manager");
    let car = taken_into_stock(&house, "LFV3A23C1T3000001");
    taken_into_stock(&house, "LFV3A23C3T3000002");
    house.give(json!({"type": "SetDiscountFloor", "vehicle": car, "floor": 20_000_000}));
    let floors = house.ask("quotes.floors", json!({"text": ""}));
    assert_eq!(floors["total"], 2);
    assert_eq!(
        (&floors["rows"][0]["vehicle"], &floors["rows"][0]["floor"]),
        (&car, &json!(20_000_000))
    );
    assert_eq!(floors["rows"][0]["cost"], 18_000_000);
    let found = house.ask("quotes.floors", json!({"text": "3000002"}));
    assert_eq!(
        (&found["total"], &found["rows"][0]["floor"]),
        (&json!(1), &json!(null))
    );
    house.sign_in("sales");
    for (name, arguments) in [
        ("quotes.floors", json!({"text": ""})),
        ("quotes.floor", json!({"vehicle": car})),
    ] {
        assert_eq!(house.refused(name, arguments)["code"], "missingRight");
    }
}

#[test]
fn a_rule_for_leads_is_set_from_a_day_on_and_holds_from_then() {
    let house = House::training();
    house.sign_in("store");
    let known = house.ask("leads.policies", json!({}));
    assert_eq!(known["versions"], json!([]));
    let mut terms = known["today"].clone();
    terms["recallAfterDays"] = json!(3);
    house.give(json!({
        "type": "SetLeadPolicy", "policy": uuid::Uuid::now_v7(), "validFrom": known["date"], "terms": terms,
    }));
    let known = house.ask("leads.policies", json!({}));
    assert_eq!(known["today"]["recallAfterDays"], 3);
    assert_eq!(known["versions"].as_array().map(Vec::len), Some(1));
    house.sign_in("sales");
    assert_eq!(
        house.refused("leads.policies", json!({}))["code"],
        "missingRight"
    );
}

#[test]
fn the_history_says_at_which_workstation_and_that_it_stood_alone() {
    let house = House::training();
    house.sign_in("manager");
    let car = taken_into_stock(&house, "LFV3A23C1T3000001");
    let lines = house.ask("audit.history", json!({"kind": "vehicle", "id": car}));
    assert_eq!(
        (&lines[0]["desk"], &lines[0]["line"]),
        (&json!("A"), &json!("offline"))
    );
}

/// What the program knew when houses were founded before the service department, parts and complaints came.
const BEFORE_SERVICE: [&str; 41] = [
    "seeStock",
    "takeIntoStock",
    "editStock",
    "moveStock",
    "seeCost",
    "editCost",
    "handlePapers",
    "importFiles",
    "editCatalogue",
    "seeCustomers",
    "editCustomers",
    "mergeCustomers",
    "takeInLeads",
    "assignLeads",
    "reviewLostLeads",
    "makeQuotes",
    "approveDiscounts",
    "seeGross",
    "makeOrders",
    "allocateVehicles",
    "cancelOrders",
    "takePayments",
    "refundPayments",
    "closeCashDay",
    "deliverVehicles",
    "seeReports",
    "exportData",
    "unmaskPersonalData",
    "erasePersonalData",
    "seeAudit",
    "editPolicies",
    "editPeople",
    "editRoles",
    "editDealership",
    "enrolDesks",
    "settleAttention",
    "backUp",
    "restore",
    "bookTestDrives",
    "seeParts",
    "editParts",
];

/// A store as it was left by a house that was founded then.
fn older_store() -> House {
    let house = House::training();
    house
        .desk()
        .write_rows(|writing, lane| {
            for mut role in rows::all::<Role>(writing.connection())? {
                let domain::entity::Json(rights) = &mut role.rights;
                rights
                    .0
                    .retain(|right| BEFORE_SERVICE.contains(&right.word()));
                rows::put(writing.connection(), Role::TABLE, lane, &role.to_row())?;
            }
            Ok(())
        })
        .expect("written");
    house.restarted()
}

#[test]
fn a_house_that_was_founded_earlier_gives_its_roles_the_rights_that_came_later() {
    let house = older_store();
    let bookings = json!({"filters": {}, "text": "", "sort": null, "offset": 0, "limit": 5});
    house.sign_in("service");
    assert_eq!(
        house.refused("service_bookings.list", bookings.clone())["code"],
        "missingRight"
    );
    house.sign_in("admin");
    let gifts = house.ask("people.list", json!({}))["newRights"].clone();
    assert!(
        gifts.as_array().is_some_and(|gifts| gifts.len() > 3),
        "{gifts}"
    );
    house.give(json!({"type": "GiveNewRights", "gifts": gifts}));
    let known = house.ask("people.list", json!({}));
    assert_eq!(known["newRights"], json!([]));
    house.sign_in("service");
    assert_eq!(house.ask("service_bookings.list", bookings)["total"], 0);
    // The history says who gave what.
    house.sign_in("admin");
    let advisor = role(&house, "serviceAdvisor");
    let history = house.ask(
        "audit.history",
        json!({"kind": "role", "id": advisor["id"]}),
    );
    assert!(history.to_string().contains("GiveNewRights"), "{history}");
}

#[test]
fn a_house_that_is_founded_today_has_nothing_to_catch_up_with() {
    let house = House::training();
    house.sign_in("admin");
    assert_eq!(house.ask("people.list", json!({}))["newRights"], json!([]));
}
