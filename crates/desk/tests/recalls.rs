//! Recalls by VIN over the real encrypted store: announced, listed from a maker's file and as typed, shown at the
//! booking and the check-in, kept from sale, and done by the job of a repair order.

mod house;

use base64::{Engine, engine::general_purpose::STANDARD};
use house::{House, taken_into_stock};
use serde_json::{Value, json};

const VIN: &str = "LFV3A23C1T3000001";
const OTHER: &str = "LSVAB4BRXN2100018";

fn id() -> Value {
    json!(uuid::Uuid::now_v7())
}

fn refused(house: &House, command: Value) -> Value {
    house.refused("submit", json!({ "command": command }))
}

fn announced(house: &House) -> Value {
    let recall = id();
    house.give(
        json!({"type": "AnnounceRecall", "recall": recall, "number": "S2026M0188V",
        "kind": "recall", "maker": "一汽-大众", "title": "高压油泵密封圈",
        "measure": "免费更换密封圈", "skill": "mechanical", "minutes": 60,
        "runsFrom": "2026-01-01"}),
    );
    recall
}

fn listed(house: &House, recall: &Value, vins: &Value) {
    house.give(json!({"type": "ListRecallCars", "recall": recall, "vins": vins}));
}

#[test]
fn a_makers_file_is_read_and_what_is_no_vin_is_told_with_its_row() {
    let house = House::training();
    house.sign_in("store");
    let file = format!(
        "序号,车架号,车型\n1,{VIN},迈腾\n2,LFV3A23C9T3000001,迈腾\n3,{OTHER},朗逸\n4,{VIN},迈腾\n"
    );
    let read = house.ask(
        "recalls.read",
        json!({"name": "召回名单.csv", "contents": STANDARD.encode(file), "text": ""}),
    );
    assert_eq!(read["vins"], json!([VIN, OTHER]));
    assert_eq!(read["unread"][0]["row"], 3);
    assert_eq!(read["unread"][0]["code"], "vinCheckDigit");
    let typed = house.ask(
        "recalls.read",
        json!({"name": "", "contents": null, "text": format!("{VIN}，\n{OTHER}\n")}),
    );
    assert_eq!(typed["vins"], json!([VIN, OTHER]));
}

#[test]
fn an_open_recall_is_shown_where_the_car_comes_and_done_by_the_job_of_an_order() {
    let house = House::training();
    house.sign_in("store");
    let recall = announced(&house);
    listed(&house, &recall, &json!([VIN, OTHER]));
    let car = id();
    house.give(
        json!({"type": "RegisterCar", "car": car, "vin": VIN, "plate": "京A10001",
        "description": "大众 迈腾"}),
    );
    let found = || house.ask("serviced_cars.find", json!({"text": "京A10001"}));
    assert_eq!(found()["cars"][0]["recalls"][0]["number"], "S2026M0188V");
    // A car that the workshop does not know is told of by its VIN as it is typed.
    let unknown = house.ask("serviced_cars.find", json!({ "text": OTHER }));
    assert_eq!(unknown["recalls"][0]["title"], "高压油泵密封圈");

    let (order, job) = (id(), id());
    house.give(
        json!({"type": "OpenRepairOrder", "repairOrder": order, "kind": "recall",
        "car": car, "jobs": []}),
    );
    let recall_car = found()["cars"][0]["recalls"][0]["recallCar"].clone();
    let taken_up =
        json!({"type": "TakeUpRecall", "recallCar": recall_car, "repairOrder": order, "job": job});
    house.give(taken_up.clone());
    assert_eq!(refused(&house, taken_up)["code"], "recallTakenUp");
    let shown = house.ask("repair_orders.card", json!({ "id": order }));
    assert_eq!(
        shown["jobs"][0]["job"]["title"],
        "S2026M0188V 高压油泵密封圈"
    );
    house.give(json!({"type": "AuthoriseJob", "job": job, "by": "厂家", "how": "approval"}));
    house.give(json!({"type": "FinishJob", "job": job, "correction": "已更换"}));
    house.give(json!({"type": "InspectJob", "job": job, "verdict": "passed"}));
    assert_eq!(found()["cars"][0]["recalls"], json!([]));
    let list = house.ask(
        "recalls.list",
        json!({"filters": {}, "text": "", "sort": null, "offset": 0, "limit": 10}),
    );
    assert_eq!(list["rows"][0]["listed"], 2);
    assert_eq!(list["rows"][0]["done"], 1);
    let cars = house.ask("recalls.cars", json!({"id": recall, "limit": 10}));
    assert_eq!(cars[0]["state"], "open");
    assert_eq!(cars[1]["repairOrder"], order);
}

#[test]
fn a_recalled_car_is_not_allocated_before_it_is_done() {
    let house = House::training();
    house.sign_in("store");
    let vehicle = taken_into_stock(&house, VIN);
    let recall = announced(&house);
    listed(&house, &recall, &json!([VIN]));
    let card = house.ask("vehicles.card", json!({ "id": vehicle }));
    assert_eq!(card["recalls"][0]["kind"], "recall");
    house.sign_in("service");
    assert_eq!(
        refused(
            &house,
            json!({"type": "ListRecallCars", "recall": recall, "vins": [OTHER]})
        )["code"],
        "missingRight"
    );
}
