//! Promotions and coupons of a group: two stores that know nothing of each other claim the same, and one has it.

use domain::{
    attentions::Attention,
    dated::Policies,
    ids::{CommandId, PromotionId, PromotionUseId, QuoteId},
    money::Fen,
    promotions::{
        Coupon, CouponState, Promotion, PromotionEntry, PromotionUse, UseState, coupon_id,
    },
    quotes::{Quote, QuoteInputs, on_the_road},
    time::Timestamp,
};
use platform::node::Node;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    common::{self, Desk, MORNING, engines::Private},
    world::{Group, attentions, command, desk, exchange, is_proved_at},
};

common::on_both_engines![
    a_coupon_that_two_stores_redeem_without_a_line_is_redeemed_at_the_first_and_the_other_hears_of_it,
    a_budget_of_the_group_gives_no_more_than_it_has_whichever_store_asks,
    what_a_store_withdraws_goes_back_to_the_group_and_another_takes_it,
    what_a_lapsed_quote_held_goes_back_by_itself_and_what_was_accepted_stays,
];

/// A quote for a listed electric car with what it takes, as an honest page states it.
fn quoted(desk: &Desk) -> QuoteId {
    let quote = QuoteId(Uuid::now_v7());
    let inputs = json!({
        "car": {
            "description": "比亚迪 汉EV", "guidePrice": 20_000_000, "power": "batteryElectric",
            "seats": 5, "listing": "newEnergyListed",
        },
        "customerName": "王小明", "buyer": "person", "province": "jiangsu",
        "invoicedOn": "2026-11-25", "compulsory": {"kind": "without"},
    });
    let read: QuoteInputs = serde_json::from_value(inputs.clone()).expect("inputs");
    let worked = on_the_road(&read, Policies::shipped()).expect("in range");
    let lines: Vec<Value> = worked
        .lines
        .iter()
        .map(|line| json!({"kind": line.kind, "amount": line.amount}))
        .collect();
    desk.give(command(json!({
        "type": "SaveQuote", "quote": quote, "validUntil": "2026-12-10", "language": "zh-CN",
        "inputs": inputs, "stated": {"lines": lines, "total": worked.total, "loans": []},
    })));
    quote
}

/// A promotion of the group that takes so much off, prepared and started by the store that keeps what it shares.
fn promoted<E: Private>(group: &Group<E>, keeper: &Desk, with: &Value) -> PromotionId {
    let promotion = PromotionId(Uuid::now_v7());
    let mut set = json!({
        "type": "SetPromotion", "promotion": promotion, "group": group.id, "name": "双十二",
        "validFrom": "2026-11-01", "validUntil": "2026-12-12",
        "benefit": {"kind": "moneyOff", "amount": 500_000}, "stacking": "alone",
    });
    let (Some(set), Some(with)) = (set.as_object_mut(), with.as_object()) else {
        unreachable!("both are objects")
    };
    set.extend(with.clone());
    keeper.give(command(Value::Object(set.clone())));
    keeper.give(command(json!({
        "type": "StartPromotion", "promotion": promotion, "group": group.id,
    })));
    promotion
}

fn taken<E: Private>(
    group: &Group<E>,
    desk: &Desk,
    promotion: PromotionId,
    quote: QuoteId,
    coupon: &str,
) -> CommandId {
    desk.give(command(json!({
        "type": "TakePromotion", "taken": PromotionUseId(Uuid::now_v7()), "quote": quote,
        "promotion": promotion, "group": group.id, "coupon": coupon, "amount": 500_000,
    })))
}

fn price(desk: &Desk, quote: QuoteId) -> Fen {
    desk.get::<Quote>(quote).expect("a quote").car_price
}

fn codes(told: &[Attention]) -> Vec<&str> {
    told.iter()
        .flat_map(|one| one.reasons.0.iter().map(|reason| reason.code.as_str()))
        .collect()
}

async fn a_coupon_that_two_stores_redeem_without_a_line_is_redeemed_at_the_first_and_the_other_hears_of_it<
    E: Private,
>() {
    let group = Group::<E>::new().await;
    let (north, south) = group.desks().await;
    let promotion = promoted(&group, &north, &json!({"withCoupon": true}));
    north.give(command(json!({
        "type": "IssueCoupons", "promotion": promotion, "group": group.id,
        "coupons": [{"code": "WINTER-0001"}],
    })));
    exchange(&group.node, &north).await;
    exchange(&group.node, &south).await;

    let (here, there) = (quoted(&north), quoted(&south));
    let first = taken(&group, &north, promotion, here, "WINTER-0001");
    let second = taken(&group, &south, promotion, there, "winter 0001");
    assert_eq!(
        price(&south, there),
        Fen(19_500_000),
        "at once, without a line"
    );
    exchange(&group.node, &north).await;
    exchange(&group.node, &south).await;
    assert_eq!(group.stands(first).await, (true, false));
    assert_eq!(group.stands(second).await, (false, true), "as a refusal");
    assert_eq!(price(&north, here), Fen(19_500_000));
    assert_eq!(price(&south, there), Fen(20_000_000), "its price is back");
    assert_eq!(codes(&attentions(&south)), ["couponNotGood"]);
    assert!(attentions(&north).is_empty());

    exchange(&group.node, &north).await;
    for desk in [&north, &south] {
        let coupon: Coupon = desk
            .get(coupon_id(group.id.lane(), "WINTER0001"))
            .expect("a coupon");
        assert_eq!(
            (coupon.state, coupon.redeemed_at_store),
            (CouponState::Redeemed, Some(group.north.id()))
        );
        let ledger: Vec<PromotionEntry> = desk.store.read(store::rows::all).expect("the ledger");
        assert_eq!(ledger.len(), 2, "it began, and was taken once");
        is_proved_at(desk);
    }
    let uses: Vec<PromotionUse> = south.store.read(store::rows::all).expect("the uses");
    assert!(uses.is_empty());
    group.is_proved().await;
    for (desk, store) in [(&north, &group.north), (&south, &group.south)] {
        let later = self::desk(&group.node, store).await;
        assert_eq!(desk.everything(), later.everything());
    }
}

async fn a_budget_of_the_group_gives_no_more_than_it_has_whichever_store_asks<E: Private>() {
    let group = Group::<E>::new().await;
    let (north, south) = group.desks().await;
    let promotion = promoted(&group, &north, &json!({"budget": 1_200_000}));
    exchange(&group.node, &north).await;
    exchange(&group.node, &south).await;
    // Each store sees enough for two; together they ask for four.
    for desk in [&north, &south] {
        for _ in 0..2 {
            let quote = quoted(desk);
            taken(&group, desk, promotion, quote, "");
        }
    }
    exchange(&group.node, &south).await;
    exchange(&group.node, &north).await;
    exchange(&group.node, &south).await;
    assert!(attentions(&south).is_empty());
    assert_eq!(codes(&attentions(&north)), ["budgetUsedUp", "budgetUsedUp"]);
    for desk in [&north, &south] {
        let known: Promotion = desk.get(promotion).expect("a promotion");
        assert_eq!((known.spent, known.uses), (Fen(1_000_000), 2));
        assert_eq!(known.balance(), Some(Fen(200_000)));
    }
    group.is_proved().await;
}

async fn what_a_store_withdraws_goes_back_to_the_group_and_another_takes_it<E: Private>() {
    let group = Group::<E>::new().await;
    let (north, south) = group.desks().await;
    let promotion = promoted(&group, &north, &json!({"budgetUses": 1}));
    exchange(&group.node, &north).await;
    exchange(&group.node, &south).await;
    let there = quoted(&south);
    taken(&group, &south, promotion, there, "");
    south.give(command(json!({
        "type": "WithdrawQuote", "quote": there, "words": "客户改主意", "group": group.id,
    })));
    exchange(&group.node, &south).await;
    exchange(&group.node, &north).await;
    let here = quoted(&north);
    taken(&group, &north, promotion, here, "");
    exchange(&group.node, &north).await;
    exchange(&group.node, &south).await;
    assert!(attentions(&north).is_empty());
    let known: Promotion = south.get(promotion).expect("a promotion");
    assert_eq!((known.uses, known.entries), (1, 4));
    group.is_proved().await;
}

/// A month after everything here is given.
fn a_month_later() -> Timestamp {
    MORNING.plus(31 * Timestamp::DAY)
}

async fn what_a_lapsed_quote_held_goes_back_by_itself_and_what_was_accepted_stays<E: Private>() {
    let group = Group::<E>::new().await;
    let (north, south) = group.desks().await;
    let promotion = promoted(&group, &north, &json!({"budgetUses": 2}));
    exchange(&group.node, &north).await;
    exchange(&group.node, &south).await;
    let (accepted, lapsed) = (quoted(&south), quoted(&south));
    for quote in [accepted, lapsed] {
        taken(&group, &south, promotion, quote, "");
        south.give(command(json!({"type": "IssueQuote", "quote": quote})));
    }
    south.give(command(json!({"type": "AcceptQuote", "quote": accepted})));
    exchange(&group.node, &south).await;
    assert_eq!(group.node.let_time_pass().await.expect("a look"), 0);

    let late = Node::by_clock(E::again(&group.ground).await, a_month_later);
    let late = late.await.expect("a node");
    assert_eq!(late.let_time_pass().await.expect("a look"), 1);
    assert_eq!(late.let_time_pass().await.expect("a look"), 0);
    exchange(&late, &south).await;
    exchange(&late, &north).await;
    for desk in [&north, &south] {
        let known: Promotion = desk.get(promotion).expect("a promotion");
        assert_eq!((known.uses, known.uses_left()), (1, Some(1)));
    }
    let uses: Vec<PromotionUse> = south.store.read(store::rows::all).expect("the uses");
    let still: Vec<QuoteId> = uses
        .iter()
        .filter(|used| used.state == UseState::Taken)
        .map(|used| used.quote)
        .collect();
    assert_eq!(still, [accepted]);
    group.is_proved().await;
}
