//! Members of a group: one ledger for all its stores, however many desks of however many stores write in it.

use domain::{
    Command,
    ids::{CustomerId, GroupId, MemberId},
    members::{Member, MemberState, PointsDeed, PointsEntry},
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
    a_member_of_one_store_collects_there_and_uses_the_points_in_the_other,
    of_two_stores_that_both_use_the_last_points_without_a_line_the_second_is_refused,
    one_sale_is_credited_once_however_many_desks_do_it,
    points_end_once_in_the_groups_lane_also_with_two_nodes,
    whoever_ends_a_membership_leaves_no_mobile_in_any_store,
];

const MOBILE: &str = "13800000034";

fn rules(group: GroupId) -> Command {
    command(json!({
        "type": "SetPointsPolicy", "policy": Uuid::now_v7(), "group": group, "validFrom": "2026-11-22",
        "terms": {
            "rates": [{"spending": "plan", "perHundredYuan": 10}], "fenPerPoint": 10, "months": 12,
            "levels": [{"name": "普卡", "fromPoints": 0, "earnsPercent": 100}],
        },
    }))
}

fn customer(desk: &Desk, mobile: &str) -> CustomerId {
    let customer = CustomerId(Uuid::now_v7());
    desk.give(command(json!({
        "type": "AddCustomer", "customer": customer,
        "details": {"kind": "person", "name": "王小明", "mobile": mobile},
    })));
    customer
}

fn enrol(desk: &Desk, customer: CustomerId, group: GroupId) -> MemberId {
    let member = MemberId(Uuid::now_v7());
    desk.give(command(json!({
        "type": "EnrolMember", "member": member, "customer": customer, "group": group,
    })));
    member
}

fn link(desk: &Desk, member: MemberId, group: GroupId) -> CustomerId {
    let customer = customer(desk, MOBILE);
    desk.give(command(json!({
        "type": "LinkMember", "member": member, "customer": customer, "group": group,
    })));
    customer
}

/// The customer pays so many yuan ahead; says under which id.
fn pays(desk: &Desk, customer: CustomerId, yuan: i64) -> Uuid {
    let plan = Uuid::now_v7();
    desk.give(command(json!({
        "type": "SellPlan", "plan": plan, "kind": "storedValue", "title": "储值", "customer": customer,
        "price": yuan * 100, "validFrom": "2026-11-22", "method": "card",
    })));
    plan
}

fn earning(customer: CustomerId, group: GroupId, plan: Uuid) -> Value {
    json!({
        "type": "EarnPoints", "customer": customer, "group": group, "spending": "plan", "source": plan,
    })
}

fn burns(desk: &Desk, customer: CustomerId, group: GroupId, points: i64) {
    desk.give(command(json!({
        "type": "BurnPoints", "customer": customer, "group": group, "points": points, "reason": "抵工时费",
    })));
}

fn balance(desk: &Desk, member: MemberId) -> i64 {
    desk.get::<Member>(member).expect("the member").balance
}

fn ledger(desk: &Desk) -> Vec<PointsEntry> {
    let mut entries: Vec<PointsEntry> = desk.store.read(store::rows::all).expect("the ledger");
    entries.sort_by_key(|entry| entry.n);
    entries
}

/// A group with rules, whose northern store has a member with a hundred points.
async fn with_a_hundred_points<E: Private>() -> (Group<E>, Desk, Desk, CustomerId, MemberId) {
    let group = Group::<E>::new().await;
    let (north, south) = group.desks().await;
    north.give(rules(group.id));
    let wang = customer(&north, MOBILE);
    let member = enrol(&north, wang, group.id);
    let plan = pays(&north, wang, 1_000);
    north.give(command(earning(wang, group.id, plan)));
    assert_eq!(balance(&north, member), 100, "at once");
    exchange(&group.node, &north).await;
    exchange(&group.node, &south).await;
    assert!(north.unsent().is_empty());
    assert!(attentions(&north).is_empty(), "{:?}", attentions(&north));
    (group, north, south, wang, member)
}

async fn a_member_of_one_store_collects_there_and_uses_the_points_in_the_other<E: Private>() {
    let (group, north, south, _, member) = with_a_hundred_points::<E>().await;
    let known: Member = south.get(member).expect("the group's member");
    assert!(known.number.starts_with("CB-HY"), "{}", known.number);
    let there = link(&south, member, group.id);
    burns(&south, there, group.id, 60);
    let plan = pays(&south, there, 200);
    south.give(command(earning(there, group.id, plan)));
    exchange(&group.node, &south).await;
    exchange(&group.node, &north).await;
    assert!(attentions(&south).is_empty(), "{:?}", attentions(&south));
    for desk in [&north, &south] {
        assert_eq!(balance(desk, member), 60);
        let told: Vec<(PointsDeed, i64, i64)> = ledger(desk)
            .iter()
            .map(|entry| (entry.deed, entry.points, entry.balance_after))
            .collect();
        assert_eq!(
            told,
            [
                (PointsDeed::Earned, 100, 100),
                (PointsDeed::Burned, -60, 40),
                (PointsDeed::Earned, 20, 60),
            ]
        );
        assert_eq!(ledger(desk)[1].store, group.south.id());
        assert_eq!(ledger(desk)[1].by_name, "CN 管理");
        is_proved_at(desk);
    }
    group.is_proved().await;
    for (desk, store) in [(&north, &group.north), (&south, &group.south)] {
        let later = self::desk(&group.node, store).await;
        assert_eq!(desk.everything(), later.everything());
    }
}

async fn of_two_stores_that_both_use_the_last_points_without_a_line_the_second_is_refused<
    E: Private,
>() {
    let (group, north, south, wang, member) = with_a_hundred_points::<E>().await;
    let there = link(&south, member, group.id);
    exchange(&group.node, &south).await;
    burns(&north, wang, group.id, 70);
    burns(&south, there, group.id, 70);
    assert_eq!((balance(&north, member), balance(&south, member)), (30, 30));
    exchange(&group.node, &south).await;
    exchange(&group.node, &north).await;
    assert_eq!((balance(&north, member), balance(&south, member)), (30, 30));
    assert!(attentions(&south).is_empty());
    let told = attentions(&north);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].reasons.0[0].code, "pointsShort");
    assert_eq!(told[0].reasons.0[0].values["balance"], 30);
    assert_eq!(ledger(&north).len(), 2);
    assert_eq!(ledger(&north)[1].store, group.south.id());
    group.is_proved().await;
}

async fn one_sale_is_credited_once_however_many_desks_do_it<E: Private>() {
    let (group, north, _, wang, member) = with_a_hundred_points::<E>().await;
    let second = desk(&group.node, &group.north).await;
    let plan = pays(&north, wang, 500);
    exchange(&group.node, &north).await;
    exchange(&group.node, &second).await;
    for desk in [&north, &second] {
        desk.give(command(earning(wang, group.id, plan)));
    }
    exchange(&group.node, &north).await;
    exchange(&group.node, &second).await;
    exchange(&group.node, &north).await;
    assert_eq!(
        (balance(&north, member), balance(&second, member)),
        (150, 150)
    );
    let told = attentions(&second);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].reasons.0[0].code, "earnedAlready");
}

fn in_thirteen_months() -> Timestamp {
    MORNING.plus(400 * Timestamp::DAY)
}

async fn late<E: Private>(ground: &E::Ground) -> Node<E> {
    Node::by_clock(E::again(ground).await, in_thirteen_months)
        .await
        .expect("a node")
}

async fn points_end_once_in_the_groups_lane_also_with_two_nodes<E: Private>() {
    let (group, north, south, wang, member) = with_a_hundred_points::<E>().await;
    burns(&north, wang, group.id, 30);
    exchange(&group.node, &north).await;
    assert_eq!(group.node.let_time_pass().await.expect("a look"), 0);
    let (one, other) = (
        late::<E>(&group.ground).await,
        late::<E>(&group.ground).await,
    );
    let (first, second) = tokio::join!(one.let_time_pass(), other.let_time_pass());
    first.expect("a look");
    second.expect("a look");
    assert_eq!(one.let_time_pass().await.expect("a look"), 0);
    for desk in [&north, &south] {
        exchange(&group.node, desk).await;
        assert_eq!(balance(desk, member), 0);
        let last = ledger(desk).pop().expect("an entry");
        assert_eq!(
            (last.deed, last.points, last.n),
            (PointsDeed::Expired, -70, 3)
        );
        assert!(attentions(desk).is_empty());
    }
    group.is_proved().await;
}

async fn whoever_ends_a_membership_leaves_no_mobile_in_any_store<E: Private>() {
    let (group, north, south, wang, member) = with_a_hundred_points::<E>().await;
    let knows = |desk: &Desk| {
        let rows = desk.everything();
        let digits = MOBILE.as_bytes();
        rows.iter()
            .any(|(_, row)| row.windows(digits.len()).any(|part| part == digits))
    };
    assert!(knows(&south), "to find the member by");
    north.give(command(json!({
        "type": "EndMembership", "customer": wang, "group": group.id, "reason": "本人申请",
    })));
    exchange(&group.node, &north).await;
    exchange(&group.node, &south).await;
    assert!(!knows(&south));
    let left: Member = south.get(member).expect("the books stay");
    assert_eq!((left.state, left.balance), (MemberState::Left, 0));
    let anew = desk(&group.node, &group.south).await;
    assert!(
        !knows(&anew),
        "also where the ledger is read from its beginning"
    );
    group.is_proved().await;
    is_proved_at(&south);
}
