//! What is asked at every exchange with the platform is not prepared anew each time.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use domain::ids::LaneId;
use rusqlite::{
    Connection,
    hooks::{AuthContext, Authorization},
};
use store::following;
use uuid::Uuid;

/// SQLite asks whoever authorises only while it prepares a statement.
#[test]
fn what_every_exchange_asks_for_is_prepared_once() {
    let mut connection = Connection::open_in_memory().expect("a file");
    store::migrate(&mut connection).expect("the migrations run");
    store::keep_statements(&connection).expect("they are kept");
    let asked = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&asked);
    connection
        .authorizer(Some(move |_: AuthContext<'_>| {
            counted.fetch_add(1, Ordering::Relaxed);
            Authorization::Allow
        }))
        .expect("somebody who authorises");
    let lane = LaneId(Uuid::now_v7());
    let exchange = |limit| {
        following::after(&connection, 0, limit).expect("what waits");
        following::unsent(&connection, 0, limit, 1_000).expect("what is sent");
        following::entries(&connection, lane, 0, limit).expect("what is there");
        asked.swap(0, Ordering::Relaxed)
    };
    assert!(exchange(10) > 0, "the first exchange prepares");
    assert_eq!(exchange(10), 0, "the second does not");
    assert_eq!(exchange(200), 0, "nor does one that asks for more");
}
