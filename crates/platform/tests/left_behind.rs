//! What a desk had given and not sent when it was shut out, on either engine: nothing of it counts, and each command is
//! put to a person once.

mod common;

use common::{House, MORNING, colleague, engines::Private};
use domain::{
    Command,
    attentions::{Attention, AttentionKind, AttentionState},
    desks::{EnrolDesk, RevokeDesk},
    people::Person,
};
use platform::{
    node::{Access, Node},
    verify,
};

common::on_both_engines![
    what_was_left_behind_counts_for_nothing_and_is_put_to_a_person_once,
    what_a_desk_sends_after_it_was_shut_out_counts_for_nothing_either,
];

fn enrol(desk: &common::Desk) -> Command {
    Command::EnrolDesk(EnrolDesk {
        desk: desk.id,
        desk_code: "B".to_owned(),
        name: "展厅二号".to_owned(),
        spoken_key: String::new(),
    })
}

fn shut_out(desk: &common::Desk) -> Command {
    Command::RevokeDesk(RevokeDesk {
        desk: desk.id,
        reason: "笔记本丢失".to_owned(),
    })
}

fn people(desk: &common::Desk) -> usize {
    let people = desk.store.read(store::rows::all::<Person>);
    people.expect("people").len()
}

fn left_behind(desk: &common::Desk) -> Vec<Attention> {
    let all = desk.store.read(store::rows::all::<Attention>);
    let mut all = all.expect("the attention list");
    all.retain(|item| item.reasons.0[0].code == "leftBehind");
    all
}

async fn what_was_left_behind_counts_for_nothing_and_is_put_to_a_person_once<E: Private>() {
    let (house, first, second) = House::<E>::with_two_desks().await;
    first.give(enrol(&second));
    house.exchange(&first).await;
    house.pull(&second).await;
    let before = people(&first);
    let given = second.give(colleague("李薇", &house));
    let left = second.unsent();
    first.give(shut_out(&second));
    house.exchange(&first).await;

    let node = Node::by_clock(E::again(&house.ground).await, || MORNING)
        .await
        .expect("a node");
    for _ in 0..2 {
        let from = Access {
            desk: second.id,
            lane: house.lane,
        };
        let taken = node.take_left_behind(from, left.clone()).await;
        taken.expect("it is taken, however often it is sent");
    }
    house.pull(&first).await;
    assert_eq!(people(&first), before, "nothing of it counts");
    let open = left_behind(&first);
    assert_eq!(open.len(), 1);
    assert_eq!(
        (open[0].command, open[0].kind, open[0].state),
        (given, AttentionKind::Refused, AttentionState::Open)
    );
    assert_eq!(open[0].reasons.0[0].values["desk"], "展厅二号");
    let proof = verify::lane(&node, house.lane).await.expect("a proof");
    assert!(proof.broken.is_none(), "{:?}", proof.broken);
}

async fn what_a_desk_sends_after_it_was_shut_out_counts_for_nothing_either<E: Private>() {
    let (house, first, second) = House::<E>::with_two_desks().await;
    first.give(enrol(&second));
    house.exchange(&first).await;
    house.pull(&second).await;
    first.give(shut_out(&second));
    house.exchange(&first).await;
    let before = people(&first);
    // Its request was under way when it was shut out.
    second.give(colleague("李薇", &house));
    house.exchange(&second).await;
    house.pull(&first).await;
    assert_eq!(people(&first), before);
    assert_eq!(left_behind(&first).len(), 1);
}
