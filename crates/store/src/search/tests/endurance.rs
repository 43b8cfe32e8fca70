//! What the index bears: being cut off, being rolled back, being damaged.

use std::time::Duration;

use proptest::prelude::*;

use super::super::segment::{Segment, State};
use super::super::{
    Bulk, Goal, Progress, SearchError, SearchLimits, Upkeep, put_many, remove, search,
};
use super::*;

const NAMES: [&str; 6] = ["王小明", "李雷", "韩梅梅", "汉兰达", "单雄信", "吕布"];

/// Puts documents with these numbers, in batches that become segments.
fn fill(conn: &Connection, numbers: std::ops::Range<u32>) {
    let phones: Vec<String> = numbers
        .clone()
        .map(|number| format!("138{number:08}"))
        .collect();
    let fields: Vec<[(FieldKind, &str); 2]> = numbers
        .clone()
        .zip(&phones)
        .map(|(number, phone)| {
            [
                (FieldKind::Name, NAMES[number as usize % 6]),
                (FieldKind::Phone, phone.as_str()),
            ]
        })
        .collect();
    let documents: Vec<SearchDocument> = numbers
        .zip(&fields)
        .map(|(number, fields)| SearchDocument {
            kind: CUSTOMER,
            id: id(number),
            rank: i64::from(number),
            fields,
        })
        .collect();
    for batch in documents.chunks(80) {
        put_many(conn, batch).expect("documents are put");
    }
}

fn everyone(conn: &Connection, name: &str) -> Vec<u32> {
    let limits = SearchLimits {
        hits: 200,
        ..SearchLimits::default()
    };
    let found = search(conn, name, &limits).expect("a query is never an error");
    found.hits.iter().map(number).collect()
}

fn rest(conn: &mut Connection, upkeep: &mut Upkeep) {
    while upkeep
        .step(conn, Goal::Rest, Duration::ZERO)
        .expect("upkeep goes on")
        == Progress::More
    {}
}

#[test]
fn upkeep_that_is_cut_off_anywhere_leaves_a_whole_index() {
    for steps in (1..60).step_by(3) {
        let mut conn = index();
        fill(&conn, 0..480);
        let before = everyone(&conn, "hld");
        let mut cut_off = Upkeep::new();
        for _ in 0..steps {
            cut_off
                .step(&mut conn, Goal::Rest, Duration::ZERO)
                .expect("upkeep goes on");
        }
        drop(cut_off);
        assert_eq!(everyone(&conn, "hld"), before, "after {steps} steps");
        rest(&mut conn, &mut Upkeep::new());
        assert_eq!(
            everyone(&conn, "hld"),
            before,
            "at rest after {steps} steps"
        );
        assert_eq!(Segment::in_use(&conn).expect("segments are read").len(), 1);
        for state in [State::BeingWritten, State::ToBeDeleted] {
            assert_eq!(
                Segment::numbers_in(&conn, state).expect("segments are read"),
                [0; 0]
            );
        }
    }
}

#[test]
fn what_dies_while_segments_merge_stays_dead() {
    for steps in (1..60).step_by(3) {
        let mut conn = index();
        fill(&conn, 0..480);
        let mut upkeep = Upkeep::new();
        for _ in 0..steps {
            upkeep
                .step(&mut conn, Goal::Rest, Duration::ZERO)
                .expect("upkeep goes on");
        }
        for number in (0..480).step_by(5) {
            remove(&conn, CUSTOMER, id(number)).expect("a document is removed");
        }
        let expected: Vec<u32> = (0..480)
            .rev()
            .filter(|number| number % 6 == 3 && number % 5 != 0)
            .collect();
        assert_eq!(everyone(&conn, "汉兰达"), expected, "after {steps} steps");
        rest(&mut conn, &mut upkeep);
        assert_eq!(
            everyone(&conn, "汉兰达"),
            expected,
            "at rest after {steps} steps"
        );
    }
}

#[test]
fn what_is_rolled_back_was_never_there() {
    let conn = index();
    fill(&conn, 0..200);
    let before = everyone(&conn, "ll");
    for _ in 0..3 {
        let transaction = conn.unchecked_transaction().expect("a transaction begins");
        fill(&transaction, 100..500);
        let mut bulk = Bulk::new(&transaction).expect("a bulk load begins");
        let fields = &[(FieldKind::Name, "李雷")];
        for number in 600..700 {
            bulk.put(&SearchDocument {
                kind: CAR,
                id: id(number),
                rank: 1,
                fields,
            })
            .expect("a document is put");
        }
        bulk.finish().expect("a bulk load ends");
        assert_ne!(everyone(&transaction, "ll"), before);
        transaction
            .rollback()
            .expect("a transaction is rolled back");
        assert_eq!(everyone(&conn, "ll"), before);
    }
}

#[test]
fn a_purge_leaves_no_trace_of_who_was_removed() {
    let mut conn = index();
    fill(&conn, 0..300);
    add(
        &conn,
        CUSTOMER,
        9000,
        &[
            (FieldKind::Name, "欧阳锋"),
            (FieldKind::Phone, "17712345678"),
        ],
    );
    fill(&conn, 300..600);
    remove(&conn, CUSTOMER, id(9000)).expect("a document is removed");
    let mut upkeep = Upkeep::new();
    while upkeep
        .step(&mut conn, Goal::Purged, Duration::ZERO)
        .expect("upkeep goes on")
        == Progress::More
    {}
    let mut pages = conn
        .prepare("select body from search_page union all select keys from search_pending")
        .expect("a statement");
    let bodies: Vec<Vec<u8>> = pages
        .query_map([], |row| row.get(0))
        .expect("pages are read")
        .collect::<Result<_, _>>()
        .expect("pages are read");
    let trace = |needle: &[u8]| {
        bodies
            .iter()
            .any(|body| body.windows(needle.len()).any(|window| window == needle))
    };
    assert!(
        trace("汉兰达".as_bytes()),
        "keys of the living are there to be seen"
    );
    for needle in [
        "欧阳".as_bytes(),
        b"ouyang",
        b"17712345",
        b"87654321",
        &id(9000),
    ] {
        assert!(!trace(needle), "{needle:?} is gone");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: super::cases(64), ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_index_is_an_error_or_a_wrong_answer_but_never_a_crash(
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u8>()), 1..40),
    ) {
        let mut conn = index();
        fill(&conn, 0..400);
        rest(&mut conn, &mut Upkeep::new());
        fill(&conn, 200..500);
        let pages: Vec<i64> = conn
            .prepare("select page from search_page")
            .and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect())
            .expect("pages are read");
        for (page, at, byte) in &damage {
            let page = page.get(&pages);
            let mut body: Vec<u8> =
                conn.query_row("select body from search_page where page = ?1", [page], |row| row.get(0)).expect("a page is read");
            let place = at.index(body.len() + 1);
            if place == body.len() { body.truncate(place / 2) } else { body[place] = *byte }
            conn.execute("update search_page set body = ?2 where page = ?1", (page, body)).expect("a page is written");
        }
        // Whatever comes back is right; what must not come is a panic.
        let outcome: fn(Result<(), SearchError>) = |_| {};
        for query in ["w", "王", "hanlanda", "1380", "0001", "l 1", "xyz", "hlb"] {
            outcome(search(&conn, query, &SearchLimits::default()).map(|_| ()));
        }
        for number in 0..50 {
            outcome(remove(&conn, CUSTOMER, id(number * 9)));
        }
        let mut upkeep = Upkeep::new();
        for _ in 0..100 {
            outcome(upkeep.step(&mut conn, Goal::Purged, Duration::ZERO).map(|_| ()));
        }
    }
}
