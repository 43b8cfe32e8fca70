//! Promotions and coupons over the real encrypted store: prepared and started, offered to a quote with why others are
//! not, taken with a coupon, seen on quote, ledger and history, and put back when the quote is withdrawn.

mod house;

use house::House;
use serde_json::{Value, json};

fn id() -> Value {
    json!(uuid::Uuid::now_v7())
}

fn day(from_today: i64) -> String {
    let zone: chrono_tz::Tz = "Asia/Shanghai".parse().expect("a zone");
    let today = chrono::Utc::now().with_timezone(&zone).date_naive();
    (today + chrono::Duration::days(from_today)).to_string()
}

fn set(promotion: &Value, name: &str, with: &Value) -> Value {
    let mut set = json!({
        "type": "SetPromotion", "promotion": promotion, "name": name,
        "validFrom": day(-3), "validUntil": day(30),
        "benefit": {"kind": "moneyOff", "amount": 500_000}, "stacking": "withOtherKinds",
    });
    let (Some(fields), Some(more)) = (set.as_object_mut(), with.as_object()) else {
        unreachable!("both are objects")
    };
    fields.extend(more.clone());
    set
}

fn quoted(house: &House) -> Value {
    let quote = id();
    let inputs = json!({
        "car": {
            "description": "比亚迪 汉EV", "guidePrice": 20_000_000, "power": "batteryElectric",
            "seats": 5, "listing": "newEnergyListed",
        },
        "customerName": "刘思远", "buyer": "person", "province": "beijing", "invoicedOn": day(0),
        "compulsory": {"kind": "without"},
        "byHand": {"purchaseTax": 0, "vesselTax": 0},
    });
    let worked = house.ask("quotes.work_out", json!({ "inputs": inputs }));
    let lines: Vec<Value> = worked["quote"]["lines"]
        .as_array()
        .expect("lines")
        .iter()
        .map(|line| json!({"kind": line["kind"], "amount": line["amount"]}))
        .collect();
    house.give(json!({
        "type": "SaveQuote", "quote": quote, "validUntil": day(5), "language": "zh-CN",
        "inputs": inputs, "stated": {"lines": lines, "total": worked["quote"]["total"], "loans": []},
    }));
    quote
}

fn listed(house: &House, text: &str) -> Value {
    house.ask(
        "promotions.list",
        json!({"filters": {}, "text": text, "sort": null, "offset": 0, "limit": 10}),
    )
}

#[test]
fn a_coupon_is_issued_offered_redeemed_and_good_again_when_the_quote_is_withdrawn() {
    let house = House::training();
    house.sign_in("manager");
    let (by_coupon, later) = (id(), id());
    let budget = json!({"withCoupon": true, "budget": 800_000});
    house.give(set(&by_coupon, "双十二", &budget));
    house.give(json!({"type": "StartPromotion", "promotion": by_coupon}));
    house.give(json!({"type": "IssueCoupons", "promotion": by_coupon,
        "coupons": [{"code": "double-0001"}]}));
    let days = json!({"validFrom": day(10), "benefit": {"kind": "accessory", "name": "脚垫", "value": 80_000}});
    house.give(set(&later, "新年礼", &days));
    house.give(json!({"type": "StartPromotion", "promotion": later}));
    assert_eq!(listed(&house, "双十二")["total"], 1);
    assert_eq!(listed(&house, "")["total"], 2);

    house.sign_in("sales");
    let quote = quoted(&house);
    let asked = |coupon: &str| {
        house.ask(
            "promotions.for_quote",
            json!({"quote": quote, "coupon": coupon}),
        )
    };
    let codes: Vec<Value> = asked("")["offers"]
        .as_array()
        .expect("offers")
        .iter()
        .map(|offer| offer["refusal"]["code"].clone())
        .collect();
    assert_eq!(codes, ["couponMissing", "promotionNotBegun"]);
    assert_eq!(
        asked("DOUBLE0002")["couponRefusal"]["code"],
        "couponUnknown"
    );
    let offered = asked("double 0001");
    assert_eq!(offered["ofCoupon"], by_coupon);
    assert_eq!(offered["offers"][0]["amount"], 500_000);

    let taken = id();
    house.give(
        json!({"type": "TakePromotion", "taken": taken, "quote": quote,
        "promotion": by_coupon, "coupon": "double 0001", "amount": 500_000}),
    );
    let card = house.ask("quotes.card", json!({ "id": quote }));
    assert_eq!(card["quote"]["carPrice"], 19_500_000);
    assert_eq!(card["lines"][1]["name"], "双十二");
    assert_eq!(card["lines"][1]["working"]["kind"], "promotion");
    assert_eq!(card["standing"]["kind"], "within");
    assert_eq!(asked("")["taken"][0]["coupon"], "DOUBLE0001");
    assert_eq!(
        asked("double 0001")["couponRefusal"]["values"]["state"],
        "redeemed"
    );

    house.give(json!({"type": "WithdrawQuote", "quote": quote, "words": "客户改主意"}));
    let card = house.ask("promotions.card", json!({ "id": by_coupon }));
    let deeds: Vec<&Value> = card["entries"]
        .as_array()
        .expect("a ledger")
        .iter()
        .map(|entry| &entry["deed"])
        .collect();
    assert_eq!(deeds, ["putBack", "taken", "started"]);
    assert_eq!(card["entries"][1]["quote"], quote);
    assert_eq!(card["row"]["balance"], 800_000);
    assert_eq!(card["coupons"][0]["state"], "issued");
}

#[test]
fn who_makes_quotes_takes_promotions_and_runs_none() {
    let house = House::training();
    house.sign_in("sales");
    let refused = house.refused("submit", json!({"command": set(&id(), "我的", &json!({}))}));
    assert_eq!(refused["code"], "missingRight");
    assert_eq!(listed(&house, "")["total"], 0);
    house.sign_in("cashier");
    let list = json!({"filters": {}, "text": "", "sort": null, "offset": 0, "limit": 10});
    assert_eq!(
        house.refused("promotions.list", list)["code"],
        "missingRight"
    );
}
