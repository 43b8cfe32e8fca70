//! The rules of law, on either engine: the platform gives every dealership the newest edition once, of what came with its
//! program and of what was published; nothing is half published; and every desk decides by what it was given.

mod common;

use common::{Desk, House, MORNING, engines::Private};
use domain::{
    dealerships::Dealership,
    ids::{DealershipId, GroupId},
    rules::{RuleOrigin, RuleRefusal, RuleSet, RuleSetName, RuleText, rules_in_force},
    tax::TaxRules,
};
use platform::{
    node::{Node, NotPublished, ToPublish},
    verify,
};
use serde_json::{Value, json};
use store::StoreFacts;

common::on_both_engines![
    every_dealership_gets_what_came_with_the_program_once_also_after_a_restart,
    of_what_is_published_the_newest_comes_to_every_desk_and_they_decide_by_it,
    of_two_nodes_that_look_at_once_one_gives_an_edition,
    of_several_files_one_of_which_is_wrong_none_is_published,
    an_edition_is_newer_than_what_was_published_and_than_what_came_with_the_program,
    an_edition_that_this_node_cannot_read_is_left_to_one_that_can,
    a_dealership_that_comes_later_gets_them_and_a_group_gets_none,
];

async fn node<E: Private>(house: &House<E>) -> Node<E> {
    Node::by_clock(E::again(&house.ground).await, || MORNING)
        .await
        .expect("a node")
}

fn shipped(set: RuleSetName) -> Value {
    serde_json::from_str(set.shipped_text()).expect("JSON")
}

/// The shipped tax rules with another share of the purchase tax remitted in 2026 and 2027.
fn relief(edition: &str, share: &str) -> ToPublish {
    let mut text = shipped(RuleSetName::Tax);
    text["edition"] = json!(edition);
    text["purchaseTaxRelief"][1]["share"] = json!(share);
    to_publish(&text)
}

fn to_publish(text: &Value) -> ToPublish {
    ToPublish {
        text: text.to_string(),
        note: "财政部公告".to_owned(),
    }
}

/// What a desk reckons the relief of the day by.
fn share(desk: &Desk) -> String {
    desk.store
        .read(|connection| {
            let rules = rules_in_force::<TaxRules>(&StoreFacts::new(connection)).expect("rules");
            let on = rules
                .purchase_tax_relief
                .on(MORNING.date_in(chrono_tz::UTC));
            Ok::<_, store::StoreError>(on.expect("known").terms.share.to_string())
        })
        .expect("a readable store")
}

async fn published<E: Private>(node: &Node<E>, texts: Vec<ToPublish>) {
    let published = node.publish_rules(texts).await.expect("the engine answers");
    published.expect("they are published");
}

async fn refused<E: Private>(node: &Node<E>, texts: Vec<ToPublish>) -> NotPublished {
    let published = node.publish_rules(texts).await.expect("the engine answers");
    published.expect_err("nothing is published")
}

async fn every_dealership_gets_what_came_with_the_program_once_also_after_a_restart<E: Private>() {
    let (house, first, second) = House::<E>::with_two_desks().await;
    let all = RuleSetName::ALL.len();
    let early = node(&house).await;
    assert_eq!(early.give_rules().await.expect("a look"), all);
    assert_eq!(early.give_rules().await.expect("a look"), 0);
    drop(early);
    let anew = node(&house).await;
    assert_eq!(anew.give_rules().await.expect("a look"), 0);
    house.pull(&first).await;
    house.pull(&second).await;
    for set in RuleSetName::ALL {
        let row: RuleSet = second.get(set.id()).expect("the desk has it");
        assert_eq!((row.name, row.origin), (*set, RuleOrigin::Program));
        let text: RuleText = second.get(RuleText::id_of(&row.digest)).expect("its text");
        assert_eq!(text.text, set.shipped_text());
    }
    assert_eq!(first.everything(), second.everything());
    let proof = verify::lane(&anew, house.lane).await.expect("a proof");
    assert!(proof.broken.is_none(), "{:?}", proof.broken);
}

async fn of_what_is_published_the_newest_comes_to_every_desk_and_they_decide_by_it<E: Private>() {
    let (house, first, second) = House::<E>::with_two_desks().await;
    let node = node(&house).await;
    node.give_rules().await.expect("a look");
    house.pull(&first).await;
    assert_eq!(share(&first), "0.5");
    published(
        &node,
        vec![
            relief("2026-11-23/2", "0.4"),
            relief("2026-11-23/10", "0.3"),
        ],
    )
    .await;
    assert_eq!(node.give_rules().await.expect("a look"), 1);
    assert_eq!(node.give_rules().await.expect("a look"), 0);
    for desk in [&first, &second] {
        house.pull(desk).await;
        assert_eq!(share(desk), "0.3");
    }
    let row: RuleSet = first.get(RuleSetName::Tax.id()).expect("the set");
    assert_eq!(
        (row.origin, row.note.as_str()),
        (RuleOrigin::Platform, "财政部公告")
    );
    assert_eq!(row.published_at, MORNING);
    assert_eq!(first.everything(), second.everything());
}

async fn of_two_nodes_that_look_at_once_one_gives_an_edition<E: Private>() {
    let (house, first, _) = House::<E>::with_two_desks().await;
    let (here, there) = (node(&house).await, node(&house).await);
    published(&here, vec![relief("2026-11-23", "0.3")]).await;
    for _ in 0..2 {
        let (one, other) = tokio::join!(here.give_rules(), there.give_rules());
        one.expect("a look");
        other.expect("a look");
    }
    house.pull(&first).await;
    assert_eq!(share(&first), "0.3");
    assert_eq!(here.give_rules().await.expect("a look"), 0);
}

async fn of_several_files_one_of_which_is_wrong_none_is_published<E: Private>() {
    let (house, ..) = House::<E>::with_two_desks().await;
    let node = node(&house).await;
    let mut wrong = shipped(RuleSetName::Lending);
    wrong["edition"] = json!("2026-11-23");
    wrong["limits"][0]["to"] = json!("2024-04-01");
    let refusal = refused(&node, vec![relief("2026-11-23", "0.3"), to_publish(&wrong)]).await;
    assert_eq!(
        refusal.to_string(),
        "limits: two versions hold on 2024-04-01; the one before has to end the day before"
    );
    // The second of two in order that are offered at once is not newer than the first.
    let twice = refused(
        &node,
        vec![relief("2026-11-23", "0.3"), relief("2026-11-23", "0.2")],
    )
    .await;
    assert!(matches!(
        twice,
        NotPublished::Refused(RuleRefusal::EditionNotNewer { .. })
    ));
    assert_eq!(node.engine.published_editions().await.expect("none"), []);
    let offered = node.rules().await.expect("the rules");
    assert!(
        offered
            .iter()
            .all(|rules| rules.origin == RuleOrigin::Program)
    );
}

async fn an_edition_is_newer_than_what_was_published_and_than_what_came_with_the_program<
    E: Private,
>() {
    let (house, ..) = House::<E>::with_two_desks().await;
    let node = node(&house).await;
    let standing = |refusal: NotPublished| match refusal {
        NotPublished::Refused(RuleRefusal::EditionNotNewer { standing, .. }) => {
            standing.to_string()
        }
        other => panic!("{other:?}"),
    };
    let shipped = shipped(RuleSetName::Tax)["edition"].clone();
    let same = relief(shipped.as_str().expect("an edition"), "0.3");
    assert_eq!(json!(standing(refused(&node, vec![same]).await)), shipped);
    published(&node, vec![relief("2026-11-23", "0.3")]).await;
    let again = refused(&node, vec![relief("2026-11-23", "0.2")]).await;
    assert_eq!(standing(again), "2026-11-23");
    let slip = refused(&node, vec![relief("2206-11-23", "0.2")]).await;
    assert!(matches!(slip, NotPublished::InTheFuture(_)), "{slip:?}");
}

async fn an_edition_that_this_node_cannot_read_is_left_to_one_that_can<E: Private>() {
    let (house, first, _) = House::<E>::with_two_desks().await;
    let node = node(&house).await;
    published(&node, vec![relief("2026-11-23", "0.3")]).await;
    let mut newer = shipped(RuleSetName::Tax);
    newer["edition"] = json!("2026-12-24");
    newer["purchaseTaxRelief"][1]["upToKilowattHours"] = json!(60);
    let edition = "2026-12-24".parse().expect("an edition");
    let rules = platform::lanes::PublishedRules {
        set: RuleSetName::Tax,
        edition,
        text: newer.to_string(),
        note: String::new(),
        published_at: MORNING,
    };
    let kept = node.engine.publish_rules(&[rules]).await;
    kept.expect("the engine answers").expect("it is newer");
    node.give_rules().await.expect("a look");
    assert_eq!(node.give_rules().await.expect("a look"), 0);
    house.pull(&first).await;
    assert_eq!(share(&first), "0.3");
}

async fn a_dealership_that_comes_later_gets_them_and_a_group_gets_none<E: Private>() {
    let house = House::<E>::new().await;
    let node = node(&house).await;
    // Its lane is there, and nobody has founded it.
    assert_eq!(node.give_rules().await.expect("a look"), 0);
    let desk = Desk::new(&house);
    desk.give(house.founding());
    house.push(&desk, &desk.unsent()).await;
    let group = node.found_group("江南汽车集团").await.expect("a group");
    assert!(matches!(
        group.verdict,
        protocol::ledger::Verdict::Accepted(_)
    ));
    let all = RuleSetName::ALL.len();
    assert_eq!(node.give_rules().await.expect("a look"), all);
    let dealership = DealershipId(house.lane.0);
    assert!(house.row::<Dealership>(dealership.into()).await.is_some());
    let groups = node.groups().await.expect("the groups");
    let lane = GroupId::lane(groups[0].id);
    let head = node.engine.open_lane(lane).await.expect("its lane");
    assert_eq!(head.seq, 1, "the founding alone");
}
