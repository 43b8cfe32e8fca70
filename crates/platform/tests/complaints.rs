//! What time does to a complaint, on either engine: it goes up once for each deadline, also when the node
//! begins anew and when two nodes see the deadline pass at the same moment; and the desks hear of it.

mod common;

use common::{Desk, House, MORNING, engines::Private};
use domain::{
    Command,
    complaints::{Complaint, ComplaintDeed, ComplaintStep},
    ids::ComplaintId,
    people::PLATFORM,
    time::Timestamp,
};
use platform::{node::Node, verify};
use uuid::Uuid;

common::on_both_engines![
    a_complaint_that_nobody_answered_goes_up_once_also_after_a_restart,
    of_two_nodes_that_see_the_deadline_pass_one_sends_it_up,
    what_was_answered_offline_in_time_is_told_as_it_was,
];

fn at_nine_hours() -> Timestamp {
    MORNING.plus(9 * Timestamp::HOUR)
}

fn at_sixty_hours() -> Timestamp {
    MORNING.plus(60 * Timestamp::HOUR)
}

async fn node<E: Private>(house: &House<E>, clock: fn() -> Timestamp) -> Node<E> {
    Node::by_clock(E::again(&house.ground).await, clock)
        .await
        .expect("a node")
}

/// An attitude complaint, which is to be answered within eight hours and solved within forty-eight.
fn taken_in(desk: &Desk) -> ComplaintId {
    let complaint = Uuid::now_v7();
    desk.give(
        serde_json::from_value(serde_json::json!({
            "type": "TakeInComplaint", "complaint": complaint, "kind": "attitude", "way": "phone",
            "called": "王先生", "phone": "13800138000", "said": "接待等了半小时没人理",
        }))
        .expect("a complaint"),
    );
    ComplaintId(complaint)
}

fn answered(complaint: ComplaintId) -> Command {
    serde_json::from_value(serde_json::json!({
        "type": "AnswerComplaint", "complaint": complaint, "note": "已致电道歉",
    }))
    .expect("an answer")
}

fn steps(desk: &Desk) -> Vec<ComplaintStep> {
    let mut steps: Vec<ComplaintStep> = desk.store.read(store::rows::all).expect("the steps");
    steps.sort_by_key(|step| step.ordinal);
    steps
}

fn deeds(desk: &Desk) -> Vec<ComplaintDeed> {
    steps(desk).into_iter().map(|step| step.deed).collect()
}

async fn a_complaint_that_nobody_answered_goes_up_once_also_after_a_restart<E: Private>() {
    let (house, first, second) = House::<E>::with_two_desks().await;
    let complaint = taken_in(&first);
    house.exchange(&first).await;

    let early = node(&house, || MORNING).await;
    assert_eq!(early.let_time_pass().await.expect("a look"), 0);
    let late = node(&house, at_nine_hours).await;
    assert_eq!(late.let_time_pass().await.expect("a look"), 1);
    assert_eq!(late.let_time_pass().await.expect("a look"), 0);
    drop(late);
    let anew = node(&house, at_nine_hours).await;
    assert_eq!(anew.let_time_pass().await.expect("a look"), 0);

    house.pull(&second).await;
    let seen: Complaint = second.get(complaint).expect("the other desk has it");
    assert_eq!((seen.escalations, seen.due), (1, Some(seen.answer_due)));
    assert_eq!(
        deeds(&second),
        [ComplaintDeed::TakenIn, ComplaintDeed::Escalated]
    );
    assert_eq!(steps(&second)[1].by, PLATFORM);

    // The next deadline is another matter, and the last one.
    let later = node(&house, at_sixty_hours).await;
    assert_eq!(later.let_time_pass().await.expect("a look"), 1);
    assert_eq!(later.let_time_pass().await.expect("a look"), 0);
    house.pull(&first).await;
    house.pull(&second).await;
    assert_eq!(first.everything(), second.everything());
    let proof = verify::lane(&later, house.lane).await.expect("a proof");
    assert!(proof.broken.is_none(), "{:?}", proof.broken);
}

async fn of_two_nodes_that_see_the_deadline_pass_one_sends_it_up<E: Private>() {
    let (house, first, _) = House::<E>::with_two_desks().await;
    let complaint = taken_in(&first);
    house.exchange(&first).await;
    let here = node(&house, at_nine_hours).await;
    let there = node(&house, at_nine_hours).await;
    for _ in 0..3 {
        let (one, other) = tokio::join!(here.let_time_pass(), there.let_time_pass());
        one.expect("a look");
        other.expect("a look");
    }
    house.pull(&first).await;
    let seen: Complaint = first.get(complaint).expect("the complaint");
    assert_eq!(seen.escalations, 1);
    assert_eq!(
        deeds(&first),
        [ComplaintDeed::TakenIn, ComplaintDeed::Escalated]
    );
}

async fn what_was_answered_offline_in_time_is_told_as_it_was<E: Private>() {
    let (house, first, second) = House::<E>::with_two_desks().await;
    let complaint = taken_in(&first);
    house.exchange(&first).await;
    // The desk answers in time, and its line is down until the platform has sent the complaint up.
    first.give(answered(complaint));
    let late = node(&house, at_nine_hours).await;
    assert_eq!(late.let_time_pass().await.expect("a look"), 1);
    house.exchange(&first).await;
    house.pull(&second).await;
    let seen: Complaint = second.get(complaint).expect("the complaint");
    assert_eq!(seen.answered_at, Some(MORNING), "by the desk's clock");
    assert_eq!(seen.due, Some(seen.solution_due));
    assert_eq!(first.everything(), second.everything());
}
