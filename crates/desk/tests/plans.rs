//! What customers pay ahead over the real encrypted store: sold, shown at the car, used up when an order is settled,
//! put back when its sheet is taken back; and the list says what the house owes.

mod house;

use house::House;
use serde_json::{Value, json};

fn id() -> Value {
    json!(uuid::Uuid::now_v7())
}

fn owed(house: &House) -> Value {
    let list = house.ask(
        "plans.list",
        json!({"filters": {}, "text": "", "sort": null, "offset": 0, "limit": 10}),
    );
    list["totals"]["valueLeft"].clone()
}

#[test]
fn a_package_is_sold_used_up_by_an_order_and_put_back_with_its_sheet() {
    let house = House::training();
    house.sign_in("store");
    let (customer, car, plan, order, job, line) = (id(), id(), id(), id(), id(), id());
    house.give(json!({"type": "AddCustomer", "customer": customer,
        "details": {"kind": "person", "name": "王小明", "mobile": "13800000034"}}));
    house.give(
        json!({"type": "RegisterCar", "car": car, "plate": "京A10001",
        "description": "大众 迈腾", "customer": customer}),
    );
    house.give(
        json!({"type": "SellPlan", "plan": plan, "kind": "package", "title": "四次小保养",
        "customer": customer, "car": car, "price": 120_000, "times": 4,
        "validFrom": "2026-01-01", "method": "weChat"}),
    );
    assert_eq!(owed(&house), 120_000);
    let found = house.ask("serviced_cars.find", json!({"text": "京A10001"}));
    assert_eq!(found["cars"][0]["plans"][0]["timesLeft"], 4);

    house.give(
        json!({"type": "OpenRepairOrder", "repairOrder": order, "kind": "scheduledService",
        "car": car, "jobs": [{"job": job, "words": "小保养", "skill": "maintenance",
        "minutes": 60, "payer": "package"}]}),
    );
    house.give(
        json!({"type": "AddLine", "line": line, "job": job, "new": {"kind": "part",
        "label": "机油滤清器", "quantity": 1000, "unitPrice": 8_000, "payer": "package"}}),
    );
    house.give(json!({"type": "AuthoriseJob", "job": job, "by": "王先生", "how": "signature"}));
    house.give(json!({"type": "FinishJob", "job": job, "correction": "已保养"}));
    house.give(json!({"type": "InspectJob", "job": job, "verdict": "passed"}));
    house.give(json!({"type": "SettleRepairOrder", "repairOrder": order}));
    assert_eq!(owed(&house), 90_000);
    let card = house.ask("plans.card", json!({ "id": plan }));
    assert_eq!(card["entries"][1]["deed"], "used");
    assert_eq!(card["entries"][1]["repairOrder"], order);
    assert_eq!(card["row"]["timesLeft"], 3);

    let sheets = house.ask("repair_orders.card", json!({ "id": order }))["sheets"].clone();
    house.give(
        json!({"type": "ReverseSettlement", "settlement": sheets[0]["sheet"]["id"],
        "reason": "项目记错"}),
    );
    assert_eq!(owed(&house), 120_000);
    house.give(
        json!({"type": "RefundPlan", "plan": plan, "amount": 120_000,
        "method": "transfer", "reason": "客户换车"}),
    );
    assert_eq!(owed(&house), 0);
    let again = house.refused(
        "submit",
        json!({"command": {"type": "SettleRepairOrder", "repairOrder": order}}),
    );
    assert_eq!(again["code"], "plansShort");
}
