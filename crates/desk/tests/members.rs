//! Members over the real encrypted store: rules are set, a customer joins, a paid sheet is proposed and credited once,
//! points are used and come back, and whoever lacks the right moves none.

mod house;

use house::House;
use serde_json::{Value, json};

fn id() -> Value {
    json!(uuid::Uuid::now_v7())
}

fn rules(date: &Value) -> Value {
    json!({"type": "SetPointsPolicy", "policy": id(), "validFrom": date, "terms": {
        "rates": [{"spending": "plan", "perHundredYuan": 10}], "fenPerPoint": 10, "months": 12,
        "levels": [
            {"name": "普卡", "fromPoints": 0, "earnsPercent": 100},
            {"name": "金卡", "fromPoints": 500, "earnsPercent": 150},
        ],
    }})
}

fn view(house: &House, customer: &Value) -> Value {
    house.ask("members.of_customer", json!({ "customer": customer }))
}

#[test]
fn a_customer_joins_collects_and_uses_points_and_gets_them_back() {
    let house = House::training();
    house.sign_in("store");
    let known = house.ask("members.policies", json!({}));
    assert_eq!(known["today"], json!(null));
    assert_eq!(known["part"], "keeps");
    house.give(rules(&known["date"]));
    assert_eq!(
        house.ask("members.policies", json!({}))["today"]["fenPerPoint"],
        10
    );

    let (customer, plan) = (id(), id());
    house.give(json!({"type": "AddCustomer", "customer": customer,
        "details": {"kind": "person", "name": "王小明", "mobile": "13800000034"}}));
    let before = view(&house, &customer);
    assert_eq!(
        (&before["member"], &before["group"]),
        (&json!(null), &json!(null))
    );
    house.give(json!({"type": "EnrolMember", "member": id(), "customer": customer}));
    house.give(
        json!({"type": "SellPlan", "plan": plan, "kind": "storedValue", "title": "储值",
        "customer": customer, "price": 100_000, "validFrom": known["date"], "method": "weChat"}),
    );
    let waiting = view(&house, &customer)["member"]["due"][0].clone();
    assert_eq!(
        (&waiting["deed"], &waiting["points"]),
        (&json!("earned"), &json!(100))
    );
    let earn = json!({"type": "EarnPoints", "customer": customer, "spending": waiting["spending"],
        "source": waiting["source"]});
    house.give(earn.clone());
    let member = view(&house, &customer)["member"].clone();
    assert_eq!(
        (
            &member["balance"],
            &member["usable"],
            &member["worth"],
            &member["level"]
        ),
        (&json!(100), &json!(100), &json!(1_000), &json!("普卡"))
    );
    assert_eq!(member["nextLevel"], json!({"name": "金卡", "points": 400}));
    assert_eq!(member["nextExpiry"]["points"], 100);
    assert_eq!(member["due"], json!([]));
    assert_eq!(
        member["entries"][0]["opens"],
        json!({"kind": "prepaid_plan", "id": plan})
    );
    let again = house.refused("submit", json!({ "command": earn }));
    assert_eq!(again["code"], "earnedAlready");

    let burn = |points: i64| json!({"type": "BurnPoints", "customer": customer, "points": points, "reason": "换雨伞"});
    house.give(burn(60));
    let short = house.refused("submit", json!({ "command": burn(41) }));
    assert_eq!(
        (&short["code"], &short["field"]),
        (&json!("pointsShort"), &json!("points"))
    );

    house.give(
        json!({"type": "RefundPlan", "plan": plan, "amount": 100_000,
        "method": "transfer", "reason": "客户换车"}),
    );
    let due = view(&house, &customer)["member"]["due"][0].clone();
    assert_eq!(
        (&due["deed"], &due["points"]),
        (&json!("takenBack"), &json!(-100))
    );
    house.give(
        json!({"type": "ReversePoints", "customer": customer, "spending": "plan", "source": plan}),
    );
    let member = view(&house, &customer)["member"].clone();
    assert_eq!(
        (&member["balance"], &member["usable"]),
        (&json!(-60), &json!(0))
    );
    let told: Vec<&str> = member["entries"]
        .as_array()
        .expect("a ledger")
        .iter()
        .filter_map(|entry| entry["deed"].as_str())
        .collect();
    assert_eq!(told, ["takenBack", "burned", "earned"]);

    let history = house.ask(
        "audit.history",
        json!({"kind": "member", "id": member["member"]}),
    );
    assert_eq!(history[0]["what"], "ReversePoints");
}

#[test]
fn points_are_put_right_by_whoever_may_and_by_nobody_else() {
    let house = House::training();
    house.sign_in("store");
    let date = house.ask("members.policies", json!({}))["date"].clone();
    house.give(rules(&date));
    let customer = id();
    house.give(json!({"type": "AddCustomer", "customer": customer,
        "details": {"kind": "person", "name": "王小明", "mobile": "13800000034"}}));
    house.give(json!({"type": "EnrolMember", "member": id(), "customer": customer}));
    let adjust =
        json!({"type": "AdjustPoints", "customer": customer, "points": 30, "reason": "活动补分"});
    house.give(adjust.clone());
    assert_eq!(view(&house, &customer)["member"]["balance"], 30);

    house.sign_in("sales");
    let refused = house.refused("submit", json!({ "command": adjust }));
    assert_eq!(refused["code"], "missingRight");
    assert_eq!(refused["values"]["right"], "adjustPoints");
    house.give(
        json!({"type": "BurnPoints", "customer": customer, "points": 30, "reason": "换雨伞"}),
    );
    assert_eq!(view(&house, &customer)["member"]["balance"], 0);
    let shut = house.refused("members.policies", json!({}));
    assert_eq!(shut["code"], "missingRight");
}
