//! Orders over the real encrypted store: from a quote to the call after the hand-over, cancelled from
//! every step, the money given back within what came, the cash day counted, and one sum everywhere.

mod house;
#[path = "house/sale.rs"]
mod sale;

use house::{House, taken_into_stock};
use sale::{Sale, buyer, id, inputs, issued_quote, make_order, today};
use serde_json::{Value, json};

/// The buyer's lead, which nobody has taken in before.
fn take_in_lead_of(house: &House, sale: &Sale) {
    let due = chrono::Utc::now().timestamp_millis() + 3_600_000;
    house.give(json!({
        "type": "TakeInLead", "lead": id(), "customer": sale.card(house)["customer"],
        "channel": "walkIn", "grade": "H", "wanted": [], "to": "me",
        "nextFollowUp": {"due": due, "what": "约试驾"},
    }));
}

#[test]
fn a_quote_becomes_an_order_and_the_order_a_delivered_car_with_a_call_planned() {
    let house = House::training();
    let sale = Sale::begun(&house, "LFV3A23C1T3000001");
    take_in_lead_of(&house, &sale);
    let quote = house.ask("quotes.card", json!({"id": sale.quote}));
    assert_eq!(quote["state"], "accepted");
    assert_eq!(sale.state(&house), "draft");
    sale.sign(&house);
    sale.deposit(&house);
    sale.allocate(&house);
    assert_eq!(sale.state(&house), "allocated");
    sale.make_ready(&house);
    assert_eq!(sale.state(&house), "ready");
    assert_eq!(sale.deliver(&house)["concerns"], json!([]));
    let card = sale.card(&house);
    assert_eq!(card["order"]["state"], "delivered");
    let customer = house.ask("customers.card", json!({"id": card["customer"]}));
    assert_eq!(customer["customer"]["stage"], "owner");
    assert_eq!(customer["leads"][0]["state"], "won");
    let cars = customer["cars"].as_array().expect("cars");
    assert_eq!(cars.len(), 1);
    assert_eq!(
        (&cars[0]["role"], &cars[0]["vehicle"]),
        (&json!("owner"), &sale.vehicle)
    );
    let open: Vec<&Value> = customer["tasks"]
        .as_array()
        .expect("tasks")
        .iter()
        .filter(|task| task["state"] == "open")
        .map(|task| &task["kind"])
        .collect();
    assert_eq!(open, ["callBack"], "the follow-up ends with the lead");
    house.give(json!({"type": "RecordFollowUp", "order": sale.order, "note": "一切都好"}));
    assert_eq!(sale.state(&house), "followedUp");
    let customer = house.ask("customers.card", json!({"id": card["customer"]}));
    assert!(
        customer["tasks"]
            .as_array()
            .is_some_and(|tasks| tasks.iter().all(|task| task["state"] != "open")),
        "the call is done with the follow-up: {}",
        customer["tasks"]
    );
}

#[test]
fn the_second_order_for_a_car_is_refused_and_told_who_has_it() {
    let house = House::training();
    let first = Sale::begun(&house, "LFV3A23C1T3000001");
    let quote = issued_quote(&house, &first.vehicle, 0, 38_050);
    let customer = first.card(&house)["customer"].clone();
    let command = make_order(&house, &quote, &customer);
    house.give(command.clone());
    let second = Sale {
        order: command["order"].clone(),
        vehicle: first.vehicle.clone(),
        quote,
    };
    for sale in [&first, &second] {
        sale.sign(&house);
        sale.deposit(&house);
    }
    first.allocate(&house);
    let refusal = house.refused("submit", json!({"command": second.allocation()}));
    assert_eq!(refusal["code"], "vehicleHeldBy");
    assert_eq!(
        refusal["values"]["orderNumber"],
        first.card(&house)["order"]["number"]
    );
}

#[test]
fn a_quote_is_ordered_once_with_its_own_sum_and_only_after_it_was_issued() {
    let house = House::training();
    let sale = Sale::begun(&house, "LFV3A23C1T3000001");
    let customer = sale.card(&house)["customer"].clone();
    let again = make_order(&house, &sale.quote, &customer);
    let refusal = house.refused("submit", json!({"command": again}));
    assert_eq!(refusal["code"], "quoteHasOrder");

    let quote = issued_quote(&house, &sale.vehicle, 0, 38_050);
    let mut wrong = make_order(&house, &quote, &customer);
    wrong["lines"][0]["amount"] = json!(21_000_000);
    let refusal = house.refused("submit", json!({"command": wrong}));
    assert_eq!(refusal["code"], "quoteSumDiffers");
    assert_eq!(
        house.ask("quotes.card", json!({"id": quote}))["state"],
        "issued"
    );
    house.give(json!({"type": "WithdrawQuote", "quote": quote, "words": "客户没来"}));
    let late = make_order(&house, &quote, &customer);
    let refusal = house.refused("submit", json!({"command": late}));
    assert_eq!(refusal["code"], "quoteNotInState");

    house.give(
        json!({"type": "CancelOrder", "order": sale.order, "fault": "nobody", "reason": "重做"}),
    );
    house.give(again);
}

#[test]
fn an_order_without_a_quote_below_ones_authority_waits_for_a_manager() {
    let house = House::training();
    house.sign_in("manager");
    let vehicle = taken_into_stock(&house, "LFV3A23C1T3000001");
    house.sign_in("sales");
    let customer = buyer(&house);
    let order = |price: i64| {
        json!({
            "type": "MakeOrder", "order": id(), "customer": customer, "vehicle": vehicle,
            "wanted": "迈腾", "advance": "prepayment",
            "lines": [{"kind": "car", "label": "迈腾", "amount": price}],
        })
    };
    let within = order(21_700_000);
    house.give(within.clone());
    let beyond = order(21_000_000);
    house.give(beyond.clone());
    let state = |command: &Value| {
        house.ask("orders.card", json!({"id": command["order"]}))["order"]["state"].clone()
    };
    assert_eq!(
        (state(&within), state(&beyond)),
        (json!("draft"), json!("approvalWaiting"))
    );
    let sign = json!({"type": "SignContract", "order": beyond["order"]});
    assert_eq!(
        house.refused("submit", json!({"command": sign}))["code"],
        "orderStepNotPossible"
    );
    house.sign_in("manager");
    // What a manager asks for themselves waits for somebody else.
    house.give(order(1_000_000));
    let day = house.ask("my_day.rows", json!({"tile": "approvals", "limit": 10}));
    assert_eq!(day.as_array().map(Vec::len), Some(1));
    assert_eq!(
        (&day[0]["kind"], &day[0]["id"], &day[0]["opens"]),
        (&json!("sales_order"), &beyond["order"], &json!(true))
    );
    let card = house.ask("orders.card", json!({"id": beyond["order"]}));
    assert_eq!(
        (&card["order"]["guidePrice"], &card["discount"]),
        (&json!(21_990_000), &json!(990_000))
    );
    assert_eq!(card["standing"]["kind"], "within");
    house.give(
        json!({"type": "DecideOrderApproval", "order": beyond["order"], "verdict": "approve"}),
    );
    let day = house.ask("my_day.rows", json!({"tile": "approvals", "limit": 10}));
    assert_eq!(day, json!([]));
    house.sign_in("sales");
    house.give(sign);
}

#[test]
fn an_order_is_cancelled_from_every_step_and_gives_back_all_that_was_paid_and_no_more() {
    let vins = [
        "LFV3A23C1T3000001",
        "LFV3A23C3T3000002",
        "LFV3A23C5T3000003",
    ];
    let steps: [fn(&Sale, &House); 4] =
        [Sale::sign, Sale::deposit, Sale::allocate, Sale::make_ready];
    for taken in 0..=steps.len() {
        let house = House::training();
        let sale = Sale::begun(&house, vins[taken % vins.len()]);
        for step in steps.iter().take(taken) {
            step(&sale, &house);
        }
        house.give(json!({
            "type": "CancelOrder", "order": sale.order, "fault": "nobody", "reason": "客户改变主意",
        }));
        let card = sale.card(&house);
        for payment in card["payments"].as_array().expect("payments") {
            let refund = |amount: i64| {
                json!({
                    "type": "RefundPayment", "refund": id(), "payment": payment["id"],
                    "amount": amount, "reason": "取消",
                })
            };
            let amount = payment["amount"].as_i64().expect("an amount");
            let refusal = house.refused("submit", json!({"command": refund(amount + 1)}));
            assert!(
                ["refundBeyondPaid", "refundBeyondDue"]
                    .contains(&refusal["code"].as_str().unwrap_or_default())
            );
            house.give(refund(amount));
            house.refused("submit", json!({"command": refund(1)}));
        }
        let card = sale.card(&house);
        assert_eq!(card["order"]["state"], "cancelled");
        assert_eq!(card["account"]["paid"], 0);
        let car = house.ask("vehicles.card", json!({"id": sale.vehicle}));
        assert_eq!(car["vehicle"]["state"], "inStock");
    }
}

#[test]
fn the_cash_day_is_closed_with_what_was_counted() {
    let house = House::training();
    let sale = Sale::begun(&house, "LFV3A23C1T3000001");
    sale.sign(&house);
    sale.deposit(&house);
    let close = |pieces: u32| {
        json!({
            "type": "CloseCashDay", "day": today(), "counted": [],
            "pieces": [{"face": 10_000, "pieces": pieces}], "explanation": "",
        })
    };
    let refusal = house.refused("submit", json!({"command": close(99)}));
    assert_eq!(refusal["code"], "differenceUnexplained");
    house.give(close(100));
    let day = house.ask("cash.day", json!({"day": today()}));
    assert_eq!(day["cashDay"]["state"], "closed");
}

#[test]
fn a_deposit_above_a_fifth_is_refused_and_the_form_knows_the_cap_before() {
    let house = House::training();
    house.sign_in("store");
    let vehicle = taken_into_stock(&house, "LFV3A23C1T3000001");
    let quote = issued_quote(&house, &vehicle, 0, 38_050);
    let mut command = make_order(&house, &quote, &buyer(&house));
    let worked = house.ask(
        "orders.work_out",
        json!({"lines": command["lines"], "vehicle": null, "quote": quote}),
    );
    let cap = worked["depositCap"].as_i64().expect("a cap");
    assert_eq!(cap, worked["total"].as_i64().expect("a sum") / 5);
    command["advanceAgreed"] = json!(cap + 1);
    let refusal = house.refused("submit", json!({"command": command}));
    assert_eq!(
        (&refusal["code"], &refusal["field"]),
        (&json!("depositAboveCap"), &json!("advanceAgreed"))
    );
    command["advanceAgreed"] = json!(cap);
    house.give(command);
}

/// Whatever is quoted: the quote's sum for the house is the order's, its lines', and the receipts'.
#[test]
fn quote_order_and_receipts_are_one_sum_whatever_was_quoted() {
    let house = House::training();
    house.sign_in("store");
    let vehicle = taken_into_stock(&house, "LFV3A23C1T3000001");
    let customer = buyer(&house);
    let mut seed: i64 = 20_261_125;
    for _ in 0..12 {
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        let (discount, accessory) = (seed % 4_000_001, seed % 99_991);
        let quote = issued_quote(&house, &vehicle, discount, accessory);
        let command = make_order(&house, &quote, &customer);
        house.give(command.clone());
        let sale = Sale {
            order: command["order"].clone(),
            vehicle: vehicle.clone(),
            quote: quote.clone(),
        };
        sale.sign(&house);
        sale.deposit(&house);
        let open = sale.card(&house)["outstanding"].as_i64().expect("a sum");
        for part in [open / 3, open - open / 3] {
            house.give(json!({
                "type": "RecordPayment", "payment": id(), "order": sale.order, "kind": "balance",
                "amount": part, "method": "card",
            }));
        }
        let card = sale.card(&house);
        let sum = |list: &str| -> i64 {
            card[list]
                .as_array()
                .expect("rows")
                .iter()
                .filter_map(|row| row["amount"].as_i64())
                .sum()
        };
        let quoted = house.ask("quotes.card", json!({"id": quote}))["quote"]["toHouse"]
            .as_i64()
            .expect("a sum");
        assert_eq!(card["order"]["total"], quoted);
        assert_eq!(sum("lines"), quoted);
        assert_eq!(sum("payments"), quoted);
        assert_eq!(card["account"]["paid"], quoted);
        assert_eq!(card["outstanding"], 0);
        // The contract is drawn up from the same rows; it is refused when its sums differ.
        house.ask(
            "papers.preview",
            json!({"form": "salesContract", "subject": sale.order}),
        );
    }
}

#[test]
fn an_order_keeps_the_guide_price_of_its_quote_and_who_approved_the_discount() {
    let house = House::training();
    house.sign_in("manager");
    let vehicle = taken_into_stock(&house, "LFV3A23C1T3000001");
    house.sign_in("sales");
    let customer = buyer(&house);
    let inputs = inputs(&vehicle, 900_000, 38_050);
    let worked = house.ask("quotes.work_out", json!({ "inputs": inputs }));
    let lines: Vec<Value> = worked["quote"]["lines"]
        .as_array()
        .expect("lines")
        .iter()
        .map(|line| json!({"kind": line["kind"], "amount": line["amount"]}))
        .collect();
    let quote = id();
    house.give(json!({
        "type": "SaveQuote", "quote": quote, "validUntil": today(), "language": "zh-CN",
        "inputs": inputs,
        "stated": {"lines": lines, "total": worked["quote"]["total"], "loans": []},
    }));
    let approval = id();
    house.give(json!({
        "type": "RequestApproval", "approval": approval, "quote": quote, "words": "客户今天就订",
    }));
    house.sign_in("manager");
    let day = house.ask("my_day.rows", json!({"tile": "approvals", "limit": 10}));
    assert_eq!(
        (&day[0]["kind"], &day[0]["id"], &day[0]["opens"]),
        (&json!("quote"), &quote, &json!(true))
    );
    let tiles = house.ask("my_day.tiles", json!({}));
    let waiting = tiles["tiles"]
        .as_array()
        .and_then(|tiles| tiles.iter().find(|tile| tile["tile"] == "approvals"))
        .expect("a tile");
    assert_eq!(waiting["count"], 1);
    house.give(json!({"type": "DecideApproval", "approval": approval, "decision": "approve"}));
    house.sign_in("sales");
    house.give(json!({"type": "IssueQuote", "quote": quote}));
    let command = make_order(&house, &quote, &customer);
    house.give(command.clone());
    let card = house.ask("orders.card", json!({"id": command["order"]}));
    assert_eq!(
        (
            &card["order"]["guidePrice"],
            &card["order"]["guideSource"],
            &card["discount"]
        ),
        (&json!(21_990_000), &json!("quote"), &json!(900_000))
    );
    assert_eq!(card["approvedByName"], "李经理");
    assert_eq!(card["order"]["wantedVehicle"], vehicle);
}

#[test]
fn a_form_without_a_known_car_asks_for_the_guide_price_and_reckons_the_discount_from_it() {
    let house = House::training();
    house.sign_in("sales");
    let begun = house.ask(
        "orders.begin",
        json!({"quote": null, "customer": null, "vehicle": null}),
    );
    assert_eq!(begun["guide"], json!(null));
    let lines = json!([{"kind": "car", "label": "迈腾", "amount": 20_000_000}]);
    let mut asked = json!({"lines": lines, "vehicle": null, "quote": null});
    let worked = house.ask("orders.work_out", asked.clone());
    assert_eq!(
        (&worked["discount"], &worked["standing"]),
        (&json!(null), &json!(null))
    );
    asked["guidePrice"] = json!(21_990_000);
    let worked = house.ask("orders.work_out", asked);
    assert_eq!(worked["discount"], 1_990_000);
    assert_eq!(worked["standing"]["kind"], "beyondShare");
}
