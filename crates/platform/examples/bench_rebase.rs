//! The bench `rebase`: a desk with a thousand commands that wait takes in a thousand that others gave first, in
//! one transaction: rows go back, the page is written, everything that waits is decided again on top.

#[path = "../tests/common/mod.rs"]
mod common;

use std::time::Instant;

use common::{Desk, House};
use domain::Command;
use platform::lanes::{Engine, Sqlite};
use serde_json::json;
use uuid::Uuid;

const COMMANDS: u64 = 1_000;
const TIMES: usize = 5;

fn customer(number: u64) -> Command {
    serde_json::from_value(json!({
        "type": "AddCustomer", "customer": Uuid::now_v7(),
        "details": {"kind": "person", "name": "王小明", "mobile": format!("138{number:08}")},
    }))
    .expect("a command")
}

#[tokio::main]
async fn main() {
    let mut times = Vec::new();
    for _ in 0..TIMES {
        times.push(once().await);
    }
    times.sort_by(f64::total_cmp);
    let figures = [
        json!({"name": "ms", "value": times[TIMES / 2], "unit": "ms"}),
        json!({"name": "best_ms", "value": times[0], "unit": "ms"}),
    ];
    println!("{}", json!({ "figures": figures }));
}

async fn once() -> f64 {
    let (house, first, second) = House::<Sqlite>::with_two_desks().await;
    for number in 0..COMMANDS {
        first.give(customer(number));
        second.give(customer(COMMANDS + number));
    }
    let last_n = first.unsent().last().map_or(0, |last| last.header.n);
    let mut taken = 0;
    while taken < last_n {
        let rest: Vec<_> = first
            .unsent()
            .into_iter()
            .filter(|envelope| envelope.header.n > taken)
            .collect();
        taken = house.push(&first, &rest).await.last_n;
    }
    let (_, pages) = house
        .platform
        .pages(second.id, &second.cursor(), COMMANDS as usize)
        .await
        .expect("pages");
    assert_eq!(pages[0].entries.len() as u64, COMMANDS);
    let began = Instant::now();
    let brought = second.take_in(&pages);
    let milliseconds = began.elapsed().as_secs_f64() * 1_000.0;
    assert_eq!((brought.doubtful, waiting(&second)), (0, COMMANDS as usize));
    milliseconds
}

fn waiting(desk: &Desk) -> usize {
    desk.unsent().len()
}
