//! A store leaves its group: what its desks had of the group goes, and nobody of either side reaches the other any more.

use domain::{
    Command,
    catalogue::{Model, row_id},
    groups::{Affiliation, GroupStore, StorePart},
    ids::{LaneId, ModelId, PersonId},
    people::{self, Person, Posting},
    vehicles::VehicleState,
};
use ed25519_dalek::SigningKey;
use platform::node::Node;
use protocol::{
    ledger::{Position, Verdict},
    wire::{Cursor, Exchange},
};
use serde_json::json;

use crate::{
    common::{self, Desk, engines::Private},
    shared::{posted_to_the_south, publication, stores_known_at},
    world::{
        Group, Store, attentions, command, desk, exchange, is_proved_at, key_material, on_the_way,
        receive, send, states, taken_in, vin,
    },
};

common::on_both_engines![
    what_a_desk_had_of_the_group_goes_when_its_store_leaves_and_its_own_stays,
    a_store_does_not_leave_while_cars_are_between_it_and_another,
    a_store_that_left_is_sent_no_cars_and_follows_its_group_no_more,
    who_worked_in_two_stores_is_of_each_by_itself_once_one_of_them_left,
    a_store_that_comes_again_has_what_the_group_shares_and_one_that_goes_elsewhere_has_the_others,
];

/// What becomes of the platform's wish that a store of the group leaves it.
async fn leaves<E: Private>(group: &Group<E>, store: &Store) -> Verdict {
    let left = group.node.leave_group(store.id(), group.id).await;
    left.expect("an answer").verdict
}

async fn has_left<E: Private>(group: &Group<E>, store: &Store) {
    assert_eq!(
        leaves(group, store).await,
        Verdict::Accepted(Vec::new()),
        "{} leaves",
        store.code
    );
}

fn group_version(group: LaneId) -> ModelId {
    row_id(group, "model", "lacrosse-15t")
}

async fn what_a_desk_had_of_the_group_goes_when_its_store_leaves_and_its_own_stays<E: Private>() {
    let group = Group::<E>::new().await;
    let (north, south) = group.desks().await;
    north.give(publication(group.id));
    exchange(&group.node, &north).await;
    exchange(&group.node, &south).await;
    taken_in(&south, &vin(600));
    exchange(&group.node, &south).await;
    let version = group_version(group.id.lane());
    assert!(south.get::<Model>(version).is_some());

    has_left(&group, &group.south).await;
    // What it gives before it hears of that is taken as ever.
    taken_in(&south, &vin(601));
    exchange(&group.node, &south).await;
    assert!(south.get::<Affiliation>(group.south.id()).is_none());
    assert!(south.get::<Model>(version).is_none());
    assert!(stores_known_at(&south).is_empty());
    assert_eq!(
        south.cursor().into_keys().collect::<Vec<_>>(),
        [group.south.lane]
    );
    assert_eq!(states(&south, &vin(600)), [VehicleState::InStock]);
    assert_eq!(states(&south, &vin(601)), [VehicleState::InStock]);
    is_proved_at(&south);
    let later = desk(&group.node, &group.south).await;
    assert_eq!(south.everything(), later.everything());

    exchange(&group.node, &north).await;
    assert_eq!(stores_known_at(&north), ["CB"]);
    assert!(north.get::<Model>(version).is_some(), "the group keeps it");
    let all = group.node.groups().await.expect("the groups");
    let codes: Vec<&str> = all[0].stores.iter().map(|store| &*store.code).collect();
    assert_eq!(codes, ["CB"]);
    group.is_proved().await;
}

async fn a_store_does_not_leave_while_cars_are_between_it_and_another<E: Private>() {
    let group = Group::<E>::new().await;
    let (north, south) = group.desks().await;
    let car = taken_in(&north, &vin(610));
    send(&north, car, &group.south);
    exchange(&group.node, &north).await;
    exchange(&group.node, &south).await;
    let coming = on_the_way(&south);
    // Neither the one that sent it nor the one that awaits it.
    for (store, at) in [(&group.north, &north), (&group.south, &south)] {
        let Verdict::Refused(refusal) = leaves(&group, store).await else {
            unreachable!("a car is on its way")
        };
        assert_eq!(refusal.code, "carsBetweenStores");
        assert_eq!(refusal.values["numbers"], on_the_way(at)[0].number.as_str());
    }
    receive(&south, &coming[0]);
    exchange(&group.node, &south).await;
    has_left(&group, &group.south).await;
    exchange(&group.node, &south).await;
    assert_eq!(states(&south, &vin(610)), [VehicleState::InStock]);
    group.is_proved().await;
}

async fn a_store_that_left_is_sent_no_cars_and_follows_its_group_no_more<E: Private>() {
    let group = Group::<E>::new().await;
    let (north, south) = group.desks().await;
    let (here, there) = (taken_in(&north, &vin(620)), taken_in(&south, &vin(621)));
    exchange(&group.node, &north).await;
    exchange(&group.node, &south).await;
    // Both set out at desks that have not heard of it.
    has_left(&group, &group.south).await;
    send(&north, here, &group.south);
    send(&south, there, &group.north);
    exchange(&group.node, &north).await;
    exchange(&group.node, &south).await;
    for (desk, car, code) in [
        (&north, vin(620), "storeNotOfGroup"),
        (&south, vin(621), "noGroup"),
    ] {
        let told = attentions(desk);
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].reasons.0[0].code, code);
        assert_eq!(states(desk, &car), [VehicleState::InStock]);
    }

    let asked = Exchange {
        first: 1,
        envelopes: Vec::new(),
        cursor: Cursor::from([
            (group.south.lane, Position::NOWHERE_YET),
            (group.id.lane(), Position::NOWHERE_YET),
        ]),
        schema: 1,
    };
    let answer = group.node.exchange(south.id, south.lane, asked).await;
    let pages = answer.expect("an answer").pages;
    let lanes: Vec<LaneId> = pages.iter().map(|page| page.lane).collect();
    assert_eq!(lanes, [group.south.lane]);
    let Verdict::Refused(refusal) = leaves(&group, &group.south).await else {
        unreachable!("it has left")
    };
    assert_eq!(refusal.code, "noGroup");
}

fn public_key_of(desk: &Desk, person: PersonId) -> Vec<u8> {
    let found = desk.store.read(|connection| {
        let facts = store::StoreFacts::new(connection);
        people::current_key(&facts, person).map_err(|_| facts.breakage())
    });
    found.expect("an answer").expect("a key").public_key
}

async fn who_worked_in_two_stores_is_of_each_by_itself_once_one_of_them_left<E: Private>() {
    let group = Group::<E>::new().await;
    let (north, south) = group.desks().await;
    let (person, key) = posted_to_the_south(&group, &north, &south).await;
    let theirs = Desk {
        actor: person,
        key: key.clone(),
        ..desk(&group.node, &group.north).await
    };

    has_left(&group, &group.south).await;
    // A new password, given at a desk that has not heard of it.
    let new = SigningKey::from_bytes(&[52; 32]);
    theirs.give(command(json!({
        "type": "ReplaceKeyInStore", "store": group.south.lane, "key": key_material(&new),
    })));
    theirs.give(command(json!({
        "type": "ReplaceKey", "person": person, "key": key_material(&new),
    })));
    exchange(&group.node, &theirs).await;
    exchange(&group.node, &north).await;
    exchange(&group.node, &south).await;
    assert_eq!(attentions(&north)[0].reasons.0[0].code, "notFound");
    assert_eq!(
        public_key_of(&north, person),
        new.verifying_key().as_bytes()
    );
    assert_eq!(
        public_key_of(&south, person),
        key.verifying_key().as_bytes()
    );
    for desk in [&north, &south] {
        let left: Vec<Posting> = desk.store.read(store::rows::all).expect("the postings");
        assert_eq!(left, []);
        assert!(desk.get::<Person>(person).is_some(), "they stay in each");
        is_proved_at(desk);
    }
    group.is_proved().await;
}

async fn joins<E: Private>(node: &Node<E>, store: &Store, group: domain::ids::GroupId) {
    let joined = node.join_group(store.id(), group, StorePart::Belongs).await;
    assert_eq!(
        joined.expect("an answer").verdict,
        Verdict::Accepted(Vec::new())
    );
}

async fn a_store_that_comes_again_has_what_the_group_shares_and_one_that_goes_elsewhere_has_the_others<
    E: Private,
>() {
    let group = Group::<E>::new().await;
    let (north, south) = group.desks().await;
    north.give(publication(group.id));
    exchange(&group.node, &north).await;
    exchange(&group.node, &south).await;
    let version = group_version(group.id.lane());
    has_left(&group, &group.south).await;
    exchange(&group.node, &south).await;
    joins(&group.node, &group.south, group.id).await;
    exchange(&group.node, &south).await;
    assert!(south.get::<Model>(version).is_some());
    assert_eq!(stores_known_at(&south), ["CB", "CN"]);

    // It leaves and is in another group before the desk asks again.
    let other = group.node.found_group("江北集团").await.expect("a group");
    let Command::FoundGroup(other) = other.given else {
        unreachable!("it is the founding")
    };
    has_left(&group, &group.south).await;
    joins(&group.node, &group.south, other.group).await;
    exchange(&group.node, &south).await;
    assert!(south.get::<Model>(version).is_none());
    let stores: Vec<GroupStore> = south.store.read(store::rows::all).expect("the stores");
    assert_eq!(stores.len(), 1, "{stores:?}");
    let mut follows = vec![group.south.lane, other.group.lane()];
    follows.sort();
    assert_eq!(south.cursor().into_keys().collect::<Vec<_>>(), follows);
    let later = desk(&group.node, &group.south).await;
    assert_eq!(south.everything(), later.everything());
    group.is_proved().await;
}
