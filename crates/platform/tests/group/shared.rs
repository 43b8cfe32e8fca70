//! What the stores of a group share: the group's lane, its catalogue, people who work in two of them.

use domain::{
    Command,
    catalogue::{Model, row_id},
    groups::{Affiliation, GroupStore, StorePart},
    ids::{CommandId, DeskId, GroupId, LaneId, ModelId, PersonId, VehicleId},
    people::{self, Role},
    rights::Right,
    vehicles::{Vehicle, VehicleState},
};
use ed25519_dalek::SigningKey;
use platform::lanes::{self, Decider};
use protocol::{
    Envelope, Header,
    ledger::{Position, Verdict},
    wire::{Anew, Cursor, Exchange},
};
use serde_json::json;
use uuid::Uuid;

use crate::{
    common::{self, Desk, MORNING, engines::Private},
    world::{
        Group, Store, attentions, command, desk, exchange, is_proved_at, key_material, push, send,
        states, taken_in, vin,
    },
};

common::on_both_engines![
    nobody_writes_into_a_lane_that_their_command_does_not_name,
    a_store_is_in_the_group_that_the_platform_puts_it_into_and_only_there,
    a_desk_follows_its_groups_lane_from_when_its_store_joins_and_knows_the_other_stores,
    a_desk_follows_no_lane_of_others_whatever_it_asks_for,
    a_groups_lane_that_was_restored_is_fetched_anew_and_no_command_waits_again,
    what_the_store_that_keeps_it_publishes_for_the_group_every_store_reads_and_decides_on,
    a_store_that_keeps_nothing_changes_nothing_that_the_group_shares,
    who_is_posted_to_another_store_signs_there_with_their_own_key_as_far_as_that_store_lets_them,
];

async fn nobody_writes_into_a_lane_that_their_command_does_not_name<E: Private>() {
    let group = Group::<E>::new().await;
    // Whoever founds a dealership brings the key that proves it, and names its lane.
    let founding = Store::new("WD");
    group
        .node
        .engine
        .open_lane(founding.lane)
        .await
        .expect("a lane");
    let stranger = Desk {
        actor: founding.administrator,
        key: founding.key.clone(),
        ..desk(&group.node, &group.north).await
    };
    stranger.give(founding.founding());
    let taken = push(&*group.node.engine, &stranger, &stranger.unsent()).await;
    assert_eq!(taken.held.len(), 1, "{taken:?}");
    let head = group.node.head(founding.lane).await.expect("an answer");
    assert_eq!(head.expect("a lane").seq, 0);
}

async fn a_store_is_in_the_group_that_the_platform_puts_it_into_and_only_there<E: Private>() {
    let group = Group::<E>::new().await;
    let (north, _) = group.desks().await;
    let own: Affiliation = north.get(group.north.id()).expect("it belongs to a group");
    assert_eq!(own.belongs_to, group.id);

    let other = group.node.found_group("江北集团").await.expect("a group");
    let Command::FoundGroup(founding) = other.given else {
        unreachable!("it is the founding")
    };
    let again = group
        .node
        .join_group(group.north.id(), founding.group, StorePart::Belongs)
        .await;
    let Verdict::Refused(refusal) = again.expect("an answer").verdict else {
        unreachable!("a store belongs to one group")
    };
    assert_eq!(refusal.code, "inAGroup");

    let all = group.node.groups().await.expect("the groups");
    let stores = |name: &str| -> Vec<String> {
        let found = all.iter().find(|group| group.name == name);
        let found = found.expect("a group").stores.iter();
        let mut codes: Vec<String> = found.map(|store| store.code.clone()).collect();
        codes.sort();
        codes
    };
    assert_eq!(stores("江南汽车集团"), ["CB", "CN"]);
    assert!(stores("江北集团").is_empty());
}

pub fn stores_known_at(desk: &Desk) -> Vec<String> {
    let stores: Vec<GroupStore> = desk.store.read(store::rows::all).expect("the stores");
    let mut codes: Vec<String> = stores.into_iter().map(|store| store.code).collect();
    codes.sort();
    codes
}

async fn a_desk_follows_its_groups_lane_from_when_its_store_joins_and_knows_the_other_stores<
    E: Private,
>() {
    let group = Group::<E>::new().await;
    let third = Store::new("CD");
    let desk = desk(&group.node, &third).await;
    desk.give(third.founding());
    exchange(&group.node, &desk).await;
    assert!(stores_known_at(&desk).is_empty(), "it is of no group yet");
    let joined = group
        .node
        .join_group(third.id(), group.id, StorePart::Belongs)
        .await;
    assert_eq!(
        joined.expect("it joins").verdict,
        Verdict::Accepted(Vec::new())
    );
    exchange(&group.node, &desk).await;
    assert_eq!(stores_known_at(&desk), ["CB", "CD", "CN"]);

    let fourth = Store::new("CX");
    let theirs = self::desk(&group.node, &fourth).await;
    theirs.give(fourth.founding());
    exchange(&group.node, &theirs).await;
    let joined = group
        .node
        .join_group(fourth.id(), group.id, StorePart::Belongs)
        .await;
    assert_eq!(
        joined.expect("it joins").verdict,
        Verdict::Accepted(Vec::new())
    );
    exchange(&group.node, &desk).await;
    assert_eq!(stores_known_at(&desk), ["CB", "CD", "CN", "CX"]);
    // What the desk has of the group's lane is what the platform has.
    let head = group.node.head(group.id.lane()).await.expect("an answer");
    assert_eq!(desk.cursor().get(&group.id.lane()).copied(), head);
}

async fn a_desk_follows_no_lane_of_others_whatever_it_asks_for<E: Private>() {
    let group = Group::<E>::new().await;
    let (north, _) = group.desks().await;
    let asked = Exchange {
        first: 1,
        envelopes: Vec::new(),
        cursor: Cursor::from([
            (group.north.lane, Position::NOWHERE_YET),
            (group.south.lane, Position::NOWHERE_YET),
            (group.id.lane(), Position::NOWHERE_YET),
        ]),
        schema: 1,
    };
    let answer = group
        .node
        .exchange(north.id, north.lane, asked.clone())
        .await;
    let lanes: Vec<LaneId> = answer
        .expect("an answer")
        .pages
        .iter()
        .map(|page| page.lane)
        .collect();
    let mut allowed = vec![group.north.lane, group.id.lane()];
    allowed.sort();
    assert_eq!(lanes, allowed);

    let stranger = Store::new("WD");
    let theirs = desk(&group.node, &stranger).await;
    theirs.give(stranger.founding());
    exchange(&group.node, &theirs).await;
    let answer = group.node.exchange(theirs.id, theirs.lane, asked).await;
    assert!(answer.expect("an answer").pages.is_empty());
}

async fn a_groups_lane_that_was_restored_is_fetched_anew_and_no_command_waits_again<E: Private>() {
    let group = Group::<E>::new().await;
    let (north, _) = group.desks().await;
    taken_in(&north, &vin(11));
    exchange(&group.node, &north).await;
    let before = north.everything();
    // The desk is where the group's lane stood in another past.
    let lane = group.id.lane();
    let elsewhere = Position {
        hash: [1; 32],
        ..north.cursor()[&lane]
    };
    north
        .store
        .write(|writing| writing.follow(lane, elsewhere))
        .expect("the desk follows");
    let asked = Exchange {
        first: 1,
        envelopes: Vec::new(),
        cursor: north.cursor(),
        schema: 1,
    };
    let answer = group.node.exchange(north.id, north.lane, asked).await;
    let anew: Vec<Option<Anew>> = answer
        .expect("an answer")
        .pages
        .iter()
        .map(|page| page.anew)
        .collect();
    assert!(anew.contains(&Some(Anew::OtherPast)));
    exchange(&group.node, &north).await;
    assert_eq!(north.everything(), before);
    assert!(north.unsent().is_empty());
    assert_ne!(north.cursor()[&lane], elsewhere);
}

/// One version for every store of the group.
pub fn publication(group: GroupId) -> Command {
    command(json!({
        "type": "PublishCatalogue", "source": "集团", "edition": "2026-11", "group": group,
        "brands": [{"code": "buick", "nameZh": "别克", "nameEn": "Buick"}],
        "series": [{
            "code": "lacrosse", "brand": "buick", "nameZh": "君越", "nameEn": "LaCrosse",
            "class": "midSizeCar", "launchYear": 2006,
        }],
        "models": [{
            "code": "lacrosse-15t", "series": "lacrosse", "nameZh": "2026款 1.5T", "nameEn": "2026 1.5T",
            "modelYear": 2026, "guidePrice": 15_990_000, "launchDate": "2026-01-05", "sale": "onSale",
            "figures": {
                "energy": "petrol", "transmission": "at", "drivetrain": "fwd", "seats": 5,
                "nevCatalogue": false,
            },
            "colours": [], "equipment": [], "illustrative": "fromMaker",
        }],
    }))
}

async fn what_the_store_that_keeps_it_publishes_for_the_group_every_store_reads_and_decides_on<
    E: Private,
>() {
    let group = Group::<E>::new().await;
    let (north, south) = group.desks().await;
    north.give(publication(group.id));
    let model: ModelId = row_id(group.id.lane(), "model", "lacrosse-15t");
    assert!(north.get::<Model>(model).is_some(), "at once");
    // The car of that version goes in the same breath, and the platform knows the version as well.
    let vin = vin(12);
    let vehicle = VehicleId(Uuid::now_v7());
    north.give(command(json!({
        "type": "TakeIntoStock", "vehicle": vehicle, "vin": vin, "model": model,
        "description": "别克 君越", "purpose": "forSale", "source": "maker",
        "arrivedOn": "2026-11-20", "certificate": "inHouse",
    })));
    send(&north, vehicle, &group.south);
    exchange(&group.node, &north).await;
    exchange(&group.node, &south).await;
    assert!(north.unsent().is_empty());
    assert_eq!(
        south.get::<Model>(model).map(|model| model.edition),
        Some("2026-11".to_owned())
    );
    let coming: Vec<Vehicle> = south.store.read(store::rows::all).expect("the cars");
    assert_eq!(coming[0].model, Some(model));
    assert!(attentions(&north).is_empty());
    group.is_proved().await;
    let later = desk(&group.node, &group.north).await;
    assert_eq!(north.everything(), later.everything());
}

async fn a_store_that_keeps_nothing_changes_nothing_that_the_group_shares<E: Private>() {
    let group = Group::<E>::new().await;
    let before = group.node.head(group.id.lane()).await.expect("an answer");
    let given = publication(group.id);
    let header = Header {
        id: CommandId(Uuid::now_v7()),
        desk: DeskId(Uuid::now_v7()),
        n: 1,
        lamport: 1,
        name: given.name().to_owned(),
        version: given.version(),
        actor: group.south.administrator,
        made_at: MORNING,
    };
    let desk = header.desk;
    let envelopes = [Envelope::seal(header, &given, [1; 16], &group.south.key)];
    let taken = lanes::take(
        &*group.node.engine,
        group.south.lane,
        desk,
        &envelopes,
        Decider::at(MORNING),
    );
    let taken = taken.await.expect("the platform answers");
    let Some(Verdict::Refused(refusal)) = taken.verdicts.first() else {
        unreachable!("it is refused: {taken:?}")
    };
    assert_eq!(refusal.code, "storeKeepsNothing");
    let after = group.node.head(group.id.lane()).await.expect("an answer");
    assert_eq!(before, after);
}

/// Somebody of the northern store who is posted to the southern one as well, with their key.
pub async fn posted_to_the_south<E: Private>(
    group: &Group<E>,
    north: &Desk,
    south: &Desk,
) -> (PersonId, SigningKey) {
    let (person, key) = (PersonId(Uuid::now_v7()), SigningKey::from_bytes(&[41; 32]));
    north.give(command(json!({
        "type": "AddPerson", "roles": [],
        "person": {"id": person, "name": "李薇", "signInName": "li.wei", "key": key_material(&key)},
    })));
    north.give(command(json!({
        "type": "PostPerson", "person": person, "store": group.south.lane, "signInName": "li.wei",
    })));
    exchange(&group.node, north).await;
    exchange(&group.node, south).await;
    (person, key)
}

async fn who_is_posted_to_another_store_signs_there_with_their_own_key_as_far_as_that_store_lets_them<
    E: Private,
>() {
    let group = Group::<E>::new().await;
    let (north, south) = group.desks().await;
    let (person, key) = posted_to_the_south(&group, &north, &south).await;
    let roles: Vec<Role> = south.store.read(store::rows::all).expect("the roles");
    let keeper = roles
        .iter()
        .find(|role| role.rights.0.has(Right::TakeIntoStock));
    south.give(command(json!({
        "type": "ChangePerson", "person": person, "roles": [keeper.expect("a role").id],
    })));
    exchange(&group.node, &south).await;

    let theirs = Desk {
        actor: person,
        key: key.clone(),
        ..desk(&group.node, &group.south).await
    };
    let vin = vin(13);
    taken_in(&theirs, &vin);
    // They take a new password, first in the store that is not this desk's.
    let new = SigningKey::from_bytes(&[42; 32]);
    theirs.give(command(json!({
        "type": "ReplaceKeyInStore", "store": group.north.lane, "key": key_material(&new),
    })));
    theirs.give(command(json!({
        "type": "ReplaceKey", "person": person, "key": key_material(&new),
    })));
    exchange(&group.node, &theirs).await;
    assert!(attentions(&theirs).is_empty());
    exchange(&group.node, &south).await;
    exchange(&group.node, &north).await;
    assert_eq!(states(&south, &vin), [VehicleState::InStock]);
    for desk in [&north, &south] {
        let found = desk.store.read(|connection| {
            let facts = store::StoreFacts::new(connection);
            people::current_key(&facts, person).map_err(|_| facts.breakage())
        });
        let found = found.expect("an answer").expect("a key");
        assert_eq!(found.public_key, new.verifying_key().as_bytes());
        is_proved_at(desk);
    }
    group.is_proved().await;
}
