//! What the index promises, as sentences.

mod agreement;
mod changes;
mod endurance;
mod names;
mod typing;

use rusqlite::Connection;

use super::{FieldKind, Found, Hit, SCHEMA, SearchDocument, SearchKind, SearchLimits, put, search};

pub const CAR: SearchKind = SearchKind(1);
pub const CUSTOMER: SearchKind = SearchKind(2);
pub const ORDER: SearchKind = SearchKind(3);

/// An empty index.
pub fn index() -> Connection {
    let conn = Connection::open_in_memory().expect("a database in memory opens");
    conn.set_prepared_statement_cache_capacity(64);
    conn.execute_batch(SCHEMA).expect("the schema applies");
    conn
}

/// An id that can be read back in a failed test.
pub fn id(number: u32) -> [u8; 16] {
    let mut id = [0; 16];
    id[12..].copy_from_slice(&number.to_be_bytes());
    id
}

/// Puts one document with rank 0.
pub fn add(conn: &Connection, kind: SearchKind, number: u32, fields: &[(FieldKind, &str)]) {
    put(
        conn,
        &SearchDocument {
            kind,
            id: id(number),
            rank: 0,
            fields,
        },
    )
    .expect("a document is put");
}

/// What a query finds with the usual limits.
pub fn find(conn: &Connection, query: &str) -> Found {
    search(conn, query, &SearchLimits::default()).expect("a query is never an error")
}

/// The numbers that a query finds, in order.
pub fn numbers(conn: &Connection, query: &str) -> Vec<u32> {
    find(conn, query).hits.iter().map(number).collect()
}

/// The number that went into an id.
pub fn number(hit: &Hit) -> u32 {
    u32::from_be_bytes([hit.id[12], hit.id[13], hit.id[14], hit.id[15]])
}

/// How many cases to try; the long proof asks for more.
fn cases(usual: u32) -> u32 {
    std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok())
        .unwrap_or(usual)
}
