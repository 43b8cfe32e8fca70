//! Both stores at once, and what breaks off in the middle: a car sets out in both stores or in none.

use std::{
    future::poll_fn,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::Poll,
};

use domain::vehicles::VehicleState;
use platform::{
    lanes::{EngineError, Postgres},
    node::Node,
};
use protocol::wire::{Cursor, Exchange};

use crate::{
    common::{self, Desk, engines::Private},
    world::{
        Group, attentions, desk, exchange, node, on_the_way, push, receive, send, states,
        take_back, taken_in, vin,
    },
};

common::on_both_engines![
    a_car_that_both_stores_lay_hand_on_at_once_ends_in_one_of_them,
    two_stores_that_send_each_other_cars_at_once_do_not_wait_for_each_other,
    what_breaks_off_anywhere_is_in_both_stores_or_in_none,
];

async fn a_car_that_both_stores_lay_hand_on_at_once_ends_in_one_of_them<E: Private>() {
    const CARS: u64 = 8;
    let group = Group::<E>::new().await;
    let (north, south) = group.desks().await;
    for number in 0..CARS {
        let car = taken_in(&north, &vin(100 + number));
        send(&north, car, &group.south);
    }
    exchange(&group.node, &north).await;
    exchange(&group.node, &south).await;
    // Each gives its own about every car, one with the first car first, the other with the last.
    for transfer in on_the_way(&north) {
        take_back(&north, &transfer);
    }
    for transfer in on_the_way(&south).iter().rev() {
        receive(&south, transfer);
    }
    let (here, there) = (
        node::<E>(&group.ground).await,
        node::<E>(&group.ground).await,
    );
    tokio::join!(one_by_one(&here, &north), one_by_one(&there, &south));
    for number in 0..CARS {
        let (north, south) = group.states_of(&vin(100 + number)).await;
        let stands = (north.as_slice(), south.as_slice());
        assert!(
            matches!(
                stands,
                ([VehicleState::InStock], [VehicleState::Gone])
                    | ([VehicleState::Gone], [VehicleState::InStock])
            ),
            "car {number}: {stands:?}"
        );
    }
    // Whoever came second is told.
    let told = attentions(&desk(&group.node, &group.north).await).len()
        + attentions(&desk(&group.node, &group.south).await).len();
    assert_eq!(told as u64, CARS);
    group.is_proved().await;
}

/// Sends a desk's commands one after the other, each by itself.
async fn one_by_one<E: Private>(node: &Node<E>, desk: &Desk) {
    for envelope in desk.unsent() {
        let asked = Exchange {
            first: envelope.header.n,
            envelopes: vec![envelope],
            cursor: Cursor::new(),
            schema: 1,
        };
        let answer = node.exchange(desk.id, desk.lane, asked).await;
        let answer = answer.expect("the platform answers");
        assert_eq!((answer.stopped, answer.held), (None, Vec::new()));
    }
}

async fn two_stores_that_send_each_other_cars_at_once_do_not_wait_for_each_other<E: Private>() {
    const CARS: u64 = 10;
    let group = Group::<E>::new().await;
    let (north, south) = group.desks().await;
    for number in 0..CARS {
        let car = taken_in(&north, &vin(200 + number));
        send(&north, car, &group.south);
        let car = taken_in(&south, &vin(300 + number));
        send(&south, car, &group.north);
    }
    let (here, there) = (
        node::<E>(&group.ground).await,
        node::<E>(&group.ground).await,
    );
    tokio::join!(one_by_one(&here, &north), one_by_one(&there, &south));
    let (north, south) = group.desks().await;
    for number in 0..CARS {
        assert_eq!(
            states(&south, &vin(200 + number)),
            [VehicleState::InTransit]
        );
        assert_eq!(
            states(&north, &vin(300 + number)),
            [VehicleState::InTransit]
        );
    }
    assert_eq!(on_the_way(&north).len() as u64, 2 * CARS);
    group.is_proved().await;
}

/// What comes of something that is let go after it was asked so often: nothing, if it was not done by then.
async fn let_go_after<F: Future>(doing: F, polls: usize) -> Option<F::Output> {
    let mut doing = pin!(doing);
    let mut left = polls;
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        doing.as_mut().poll(context).map(Some)
    })
    .await
}

async fn what_breaks_off_anywhere_is_in_both_stores_or_in_none<E: Private>() {
    let group = Group::<E>::new().await;
    let (north, _) = group.desks().await;
    let car = taken_in(&north, &vin(5));
    exchange(&group.node, &north).await;
    let (sent, _) = send(&north, car, &group.south);
    let envelopes = north.unsent();
    let engine = E::again(&group.ground).await;
    let mut polls = 0;
    let taken = loop {
        polls += 1;
        let done = let_go_after(push(&engine, &north, &envelopes), polls).await;
        // Whoever gets the lane next finds what was let go at rest.
        drop(engine.begin(group.north.lane, &[]).await.expect("the lane"));
        let (here, there) = group.stands(sent).await;
        assert_eq!(here, there, "let go after {polls}");
        if let Some(taken) = done {
            break taken;
        }
    };
    assert_eq!(taken.stopped, None);
    assert_eq!(group.stands(sent).await, (true, true));
    exchange(&group.node, &north).await;
    assert!(north.unsent().is_empty());
    group.is_proved().await;
}

/// Sends a desk's commands one after the other, each until it is answered.
async fn until_answered(node: &Node<Postgres>, desk: &Desk) {
    for envelope in desk.unsent() {
        loop {
            let asked = Exchange {
                first: envelope.header.n,
                envelopes: vec![envelope.clone()],
                cursor: Cursor::new(),
                schema: 1,
            };
            match node.exchange(desk.id, desk.lane, asked).await {
                Ok(answer) => {
                    assert_eq!((answer.stopped, answer.held), (None, Vec::new()));
                    break;
                }
                Err(EngineError::Lost(_)) => {}
                Err(error) => panic!("{error}"),
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_databases_processes_are_killed_each_car_sets_out_in_both_stores_or_in_none() {
    const CARS: u64 = 12;
    let group = Group::<Postgres>::new().await;
    let (north, south) = group.desks().await;
    let mut given = Vec::new();
    for number in 0..CARS {
        let car = taken_in(&north, &vin(400 + number));
        given.push(send(&north, car, &group.south).0);
        let car = taken_in(&south, &vin(500 + number));
        given.push(send(&south, car, &group.north).0);
    }
    let (here, there) = (
        node::<Postgres>(&group.ground).await,
        node::<Postgres>(&group.ground).await,
    );
    let done = Arc::new(AtomicBool::new(false));
    let killing = tokio::spawn({
        let (done, client) = (Arc::clone(&done), group.ground.client().await);
        async move {
            let mut killed = 0_i64;
            while !done.load(Ordering::Acquire) {
                let row = client
                    .query_one(
                        "select count(pg_terminate_backend(pid)) from (
                             select pid from pg_stat_activity
                             where datname = current_database() and pid <> pg_backend_pid()
                             order by xact_start nulls last, random() limit 1) as one",
                        &[],
                    )
                    .await;
                killed += row.expect("the killer's own line stays").get::<_, i64>(0);
                let rest = client.batch_execute("select pg_sleep(0.03)").await;
                rest.expect("the killer's own line stays");
            }
            killed
        }
    });
    tokio::join!(
        until_answered(&here, &north),
        until_answered(&there, &south)
    );
    done.store(true, Ordering::Release);
    assert!(killing.await.expect("the killer") >= 3);

    let group = Group {
        node: node::<Postgres>(&group.ground).await,
        ..group
    };
    for command in given {
        assert_eq!(group.stands(command).await, (true, true));
    }
    let (north, south) = group.desks().await;
    assert_eq!(on_the_way(&north).len() as u64, 2 * CARS);
    assert_eq!(on_the_way(&south).len() as u64, 2 * CARS);
    group.is_proved().await;
}
