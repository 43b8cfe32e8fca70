//! Stores that found a group, come into one by a code and leave it by themselves: by commands of their own people, which
//! the platform decides over both lanes.

use domain::{
    groups::{Affiliation, GroupRefusal, GroupStore, INVITATION_LASTS, StorePart},
    ids::{GroupId, GroupInvitationId},
    refusal::Refusal,
    time::Timestamp,
};
use platform::{
    node::{Invited, Node},
    verify,
};
use serde_json::json;

use crate::{
    common::{self, Desk, MORNING, engines::Private},
    shared::stores_known_at,
    world::{
        Store, attentions, command, desk, exchange, is_proved_at, node, on_the_way, receive, send,
        taken_in, vin,
    },
};

common::on_both_engines![
    a_store_founds_a_group_on_the_lane_that_the_platform_drew_and_another_comes_in_by_a_code,
    the_platform_draws_one_lane_for_a_store_until_a_group_stands_in_it,
    a_code_lets_one_store_in_of_two_that_were_told_it,
    a_code_is_a_week_old_by_the_platforms_clock_whatever_a_desk_says,
    a_store_leaves_by_itself_and_not_while_a_car_is_coming_that_it_has_not_heard_of,
];

const CODE: &str = "BCDF-GHJK-LMNP-QRST";

/// When a code that was drawn in the morning lets nobody in any more.
const A_WEEK_LATER: Timestamp = Timestamp(MORNING.0 + INVITATION_LASTS);

/// A platform with a store that has founded a group, and a desk of it.
struct Founded<E: Private> {
    node: Node<E>,
    ground: E::Ground,
    group: GroupId,
    first: Desk,
    store: Store,
}

/// A store that has just come to the platform, with its first desk.
async fn come<E: Private>(node: &Node<E>, code: &'static str) -> (Store, Desk) {
    let store = Store::new(code);
    let first = desk(node, &store).await;
    first.give(store.founding());
    exchange(node, &first).await;
    (store, first)
}

impl<E: Private> Founded<E> {
    async fn new() -> Self {
        let (engine, ground) = E::fresh().await;
        let node = Node::by_clock(engine, || MORNING).await.expect("a node");
        let (store, first) = come(&node, "CB").await;
        let group = node.draw_group(store.lane).await.expect("a lane");
        first.give(command(json!({
            "type": "FoundGroup", "group": group, "name": "江南汽车集团", "store": store.lane,
        })));
        exchange(&node, &first).await;
        Self {
            node,
            ground,
            group,
            first,
            store,
        }
    }

    async fn invites(&self, code: &str) {
        self.first.give(command(json!({
            "type": "InviteStore", "group": self.group,
            "invitation": GroupInvitationId::of_code(code),
        })));
        exchange(&self.node, &self.first).await;
    }

    async fn is_proved(&self, others: &[&Store]) {
        let lanes = others.iter().map(|store| store.lane);
        for lane in [self.store.lane, self.group.lane()]
            .into_iter()
            .chain(lanes)
        {
            let proof = verify::lane(&self.node, lane).await.expect("a proof");
            assert_eq!(proof.broken, None, "{lane}");
        }
    }
}

fn joins(desk: &Desk, group: GroupId, code: &str) {
    desk.give(command(json!({
        "type": "JoinGroup", "group": group, "part": "belongs", "code": code,
    })));
}

fn belongs_to(desk: &Desk, store: &Store) -> Option<GroupId> {
    let own: Option<Affiliation> = desk.get(store.id());
    own.map(|own| own.belongs_to)
}

fn refusal(refusal: GroupRefusal) -> Result<Invited, Refusal> {
    Err(refusal.into())
}

async fn a_store_founds_a_group_on_the_lane_that_the_platform_drew_and_another_comes_in_by_a_code<
    E: Private,
>() {
    let founded = Founded::<E>::new().await;
    assert_eq!(
        belongs_to(&founded.first, &founded.store),
        Some(founded.group)
    );
    let own: GroupStore = founded.first.get(founded.store.id()).expect("it is named");
    assert_eq!(own.part, StorePart::Keeps);
    founded.invites(CODE).await;

    let (second, there) = come(&founded.node, "CN").await;
    let invited = founded.node.invited("bcdfghjklmnpqrst", second.lane).await;
    assert_eq!(
        invited.expect("an answer"),
        Ok(Invited {
            group: founded.group.0,
            name: "江南汽车集团".to_owned(),
        })
    );
    joins(&there, founded.group, CODE);
    exchange(&founded.node, &there).await;
    assert!(attentions(&there).is_empty(), "{:?}", attentions(&there));
    assert_eq!(belongs_to(&there, &second), Some(founded.group));
    assert_eq!(stores_known_at(&there), ["CB", "CN"]);
    exchange(&founded.node, &founded.first).await;
    assert_eq!(stores_known_at(&founded.first), ["CB", "CN"]);
    is_proved_at(&founded.first);
    is_proved_at(&there);
    founded.is_proved(&[&second]).await;
    let all = founded.node.groups().await.expect("the groups");
    assert_eq!((all.len(), all[0].stores.len()), (1, 2));
}

async fn the_platform_draws_one_lane_for_a_store_until_a_group_stands_in_it<E: Private>() {
    let founded = Founded::<E>::new().await;
    let (second, _) = come(&founded.node, "CN").await;
    let drawn = founded.node.draw_group(second.lane).await.expect("a lane");
    let again = founded.node.draw_group(second.lane).await.expect("a lane");
    assert_eq!(drawn, again);
    let next = founded.node.draw_group(founded.store.lane).await;
    assert_ne!(next.expect("a lane"), founded.group);
}

async fn a_code_lets_one_store_in_of_two_that_were_told_it<E: Private>() {
    let founded = Founded::<E>::new().await;
    founded.invites(CODE).await;
    let (second, there) = come(&founded.node, "CN").await;
    let (third, elsewhere) = come(&founded.node, "CD").await;
    joins(&there, founded.group, CODE);
    joins(&elsewhere, founded.group, CODE);
    exchange(&founded.node, &there).await;
    exchange(&founded.node, &elsewhere).await;
    assert_eq!(belongs_to(&there, &second), Some(founded.group));
    assert_eq!(belongs_to(&elsewhere, &third), None);
    let told = attentions(&elsewhere);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].reasons.0[0].code, "invitationUsed");
    let asked = founded.node.invited(CODE, third.lane).await;
    let used = GroupRefusal::InvitationUsed {
        store: "CN 店".to_owned(),
    };
    assert_eq!(asked.expect("an answer"), refusal(used));
    let unknown = founded.node.invited("ZZZZ", third.lane).await;
    assert_eq!(
        unknown.expect("an answer"),
        refusal(GroupRefusal::InvitationUnknown)
    );

    // A code that is open does not help a store whose own code stands in the group already.
    founded.invites("ZZZZ-ZZZZ-ZZZZ-ZZZZ").await;
    let (same, _) = come(&founded.node, "CB").await;
    let asked = founded.node.invited("ZZZZ-ZZZZ-ZZZZ-ZZZZ", same.lane).await;
    let taken = GroupRefusal::StoreCodeTaken {
        given: "CB".to_owned(),
        store: "CB 店".to_owned(),
    };
    assert_eq!(asked.expect("an answer"), refusal(taken));
    founded.is_proved(&[&second, &third]).await;
}

async fn a_code_is_a_week_old_by_the_platforms_clock_whatever_a_desk_says<E: Private>() {
    let founded = Founded::<E>::new().await;
    founded.invites(CODE).await;
    // The desk's clock stays where it was, as if somebody had stopped it.
    let (second, there) = come(&founded.node, "CN").await;
    let later = Node::by_clock(E::again(&founded.ground).await, || A_WEEK_LATER).await;
    let later = later.expect("a node");
    let asked = later.invited(CODE, second.lane).await;
    let expired = GroupRefusal::InvitationExpired {
        until: A_WEEK_LATER,
    };
    assert_eq!(asked.expect("an answer"), refusal(expired));
    joins(&there, founded.group, CODE);
    exchange(&later, &there).await;
    assert_eq!(belongs_to(&there, &second), None);
    assert_eq!(attentions(&there)[0].reasons.0[0].code, "invitationExpired");
}

async fn a_store_leaves_by_itself_and_not_while_a_car_is_coming_that_it_has_not_heard_of<
    E: Private,
>() {
    let founded = Founded::<E>::new().await;
    founded.invites(CODE).await;
    let (second, there) = come(&founded.node, "CN").await;
    joins(&there, founded.group, CODE);
    exchange(&founded.node, &there).await;
    exchange(&founded.node, &founded.first).await;
    let car = taken_in(&founded.first, &vin(700));
    send(&founded.first, car, &second);
    exchange(&founded.node, &founded.first).await;

    let leave = || {
        command(json!({
            "type": "LeaveGroup", "group": founded.group, "stores": [founded.store.lane],
        }))
    };
    there.give(leave());
    exchange(&founded.node, &there).await;
    assert_eq!(belongs_to(&there, &second), Some(founded.group));
    assert_eq!(attentions(&there)[0].reasons.0[0].code, "carsBetweenStores");
    receive(&there, &on_the_way(&there)[0]);
    there.give(leave());
    exchange(&founded.node, &there).await;
    assert_eq!(belongs_to(&there, &second), None);
    assert!(stores_known_at(&there).is_empty());
    is_proved_at(&there);
    exchange(&founded.node, &founded.first).await;
    assert_eq!(stores_known_at(&founded.first), ["CB"]);
    let again = desk(&node::<E>(&founded.ground).await, &second).await;
    assert_eq!(again.everything(), there.everything());
    founded.is_proved(&[&second]).await;
}
