//! The index answers exactly like reading every document would, after any history of changes.

use std::collections::BTreeMap;
use std::time::Duration;

use proptest::prelude::*;

use super::super::keys::{End, Keys, Tag, Term};
use super::super::merge::tiers;
use super::super::near::meant_by;
use super::super::segment::Segment;
use super::super::{
    Bulk, Goal, Grouping, Match, Progress, SearchLimits, Upkeep, clear, put_many, remove, search,
    text,
};
use super::*;

/// A key as it stands in a document.
struct Key {
    end: End,
    text: String,
    tag: Tag,
}

fn keys_of(fields: &[(FieldKind, &str)]) -> Vec<Key> {
    let text = |text: &[u8]| String::from_utf8(text.to_vec()).expect("a key is text");
    Keys::each(&Keys::of(fields).packed)
        .map(|(end, tag, key)| Key {
            end,
            text: text(key),
            tag,
        })
        .collect()
}

type Fields = Vec<(FieldKind, String)>;

/// Documents in memory with all their keys, searched by looking at each.
#[derive(Default)]
struct Naive(BTreeMap<(SearchKind, [u8; 16]), (i64, Vec<Key>)>);

fn borrowed(fields: &Fields) -> Vec<(FieldKind, &str)> {
    fields
        .iter()
        .map(|(kind, text)| (*kind, text.as_str()))
        .collect()
}

impl Naive {
    fn answer(keys: &[Key], term: &Term) -> Option<Match> {
        let matched = keys.iter().filter_map(|key| match key.end {
            End::Front if key.text == term.text => Some(key.tag.whole()),
            End::Front => key
                .text
                .starts_with(&term.text)
                .then_some(key.tag.beginning()),
            End::Back => key
                .text
                .starts_with(term.backwards.as_ref()?)
                .then_some(Match::Tail),
        });
        matched.min()
    }

    fn level(keys: &[Key], terms: &[Term]) -> Option<Match> {
        let levels: Option<Vec<Match>> =
            terms.iter().map(|term| Self::answer(keys, term)).collect();
        levels?.into_iter().max()
    }

    fn near(keys: &[Key], terms: &[Term]) -> Option<Match> {
        let [term] = terms else { return None };
        let meant = meant_by(&term.text);
        let mut keys = keys
            .iter()
            .filter(|key| key.end == End::Front && key.tag.holds_initials());
        keys.any(|key| meant.contains(&key.text))
            .then_some(Match::Near)
    }

    fn search(
        &self,
        query: &str,
        limits: &SearchLimits,
    ) -> (Vec<(SearchKind, u32, Match)>, Vec<SearchKind>) {
        let terms: Vec<Term> = text::terms(query)
            .iter()
            .map(|term| Term::new(term))
            .collect();
        let mut kinds: Vec<SearchKind> = self.0.keys().map(|(kind, _)| *kind).collect();
        kinds.dedup();
        kinds.retain(|kind| limits.kinds.is_empty() || limits.kinds.contains(kind));
        let groups: Vec<&[SearchKind]> = match limits.grouping {
            Grouping::Together => vec![&kinds],
            Grouping::ByKind => kinds.chunks(1).collect(),
        };
        let (mut answers, mut more) = (Vec::new(), Vec::new());
        for group in groups.iter().filter(|_| !terms.is_empty()) {
            let find = |level: fn(&[Key], &[Term]) -> Option<Match>| {
                let mut found: Vec<_> = self
                    .0
                    .iter()
                    .filter(|((kind, _), _)| group.contains(kind))
                    .filter_map(|((kind, id), (rank, keys))| {
                        Some((level(keys, &terms)?, -i128::from(*rank), *kind, *id))
                    })
                    .collect();
                found.sort_unstable();
                found
            };
            let mut found = find(Self::level);
            if found.is_empty() {
                found = find(Self::near);
            }
            more.extend(found.get(limits.hits).map(|next| next.2));
            found.truncate(limits.hits);
            answers.extend(found.into_iter().map(|(level, _, kind, id)| {
                (
                    kind,
                    u32::from_be_bytes([id[12], id[13], id[14], id[15]]),
                    level,
                )
            }));
        }
        (answers, more)
    }
}

#[derive(Debug, Clone)]
enum Change {
    Put(Vec<(SearchKind, u32, i64, Fields)>),
    OneByOne(Vec<(SearchKind, u32, i64, Fields)>),
    Bulk(Vec<(SearchKind, u32, i64, Fields)>),
    Remove(Vec<(SearchKind, u32)>),
    /// So many steps of upkeep, each as short as can be, so that changes come between them.
    Upkeep(usize, Goal),
    Clear,
}

fn field() -> impl Strategy<Value = (FieldKind, String)> {
    prop_oneof![
        4 => "[王李单吕尉迟长][小明迟兰]{0,2}".prop_map(|text| (FieldKind::Name, text)),
        2 => "(丰田 )?(汉兰达|宋PLUS|Model 3|CR-V|a b)( 2.0T)?".prop_map(|text| (FieldKind::Name, text)),
        2 => "[王李汉兰达ab1 ]{0,6}".prop_map(|text| (FieldKind::Text, text)),
        2 => "L[AB]{2}[0-2]{14}".prop_map(|text| (FieldKind::Vin, text)),
        2 => "1[38][0-1]{9}".prop_map(|text| (FieldKind::Phone, text)),
        1 => "[京沪][AB]D?[0-2]{4}[1A学]".prop_map(|text| (FieldKind::Plate, text)),
        2 => "(D-|订)?[01]{1,3}-[0-2]{0,4}".prop_map(|text| (FieldKind::Number, text)),
        1 => "\\PC{0,12}".prop_map(|text| (FieldKind::Text, text)),
    ]
}

fn document(ids: u32) -> impl Strategy<Value = (SearchKind, u32, i64, Fields)> {
    let rank = prop_oneof![-3..3_i64, any::<i64>()];
    (1..4_u8, 0..ids, rank, prop::collection::vec(field(), 0..4))
        .prop_map(|(kind, id, rank, fields)| (SearchKind(kind), id, rank, fields))
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        3 => prop::collection::vec(document(60), 0..6).prop_map(Change::OneByOne),
        3 => prop::collection::vec(document(400), 64..200).prop_map(Change::Put),
        1 => prop::collection::vec(document(400), 0..100).prop_map(Change::Bulk),
        2 => prop::collection::vec((1..4_u8, 0..120_u32).prop_map(|(kind, id)| (SearchKind(kind), id)), 0..30).prop_map(Change::Remove),
        2 => (0..4_usize, prop_oneof![Just(Goal::Loading), Just(Goal::Rest), Just(Goal::Purged)]).prop_map(|(steps, goal)| Change::Upkeep(steps, goal)),
        1 => Just(Change::Clear),
    ]
}

fn query() -> impl Strategy<Value = String> {
    let term = prop_oneof![
        4 => "[王李单吕汉京沪兰小订]",
        4 => "(wang|wxm|shan|dan|lv|hanlanda|hld|hlb|yuchi|weichi|song|cr|model|plus|[a-z]{1,3})",
        4 => "[0-2]{1,6}",
        2 => "l[ab]{0,2}[0-2]{0,3}",
        1 => "1[38][0-1]{2,9}",
        1 => "\\PC{0,6}",
    ];
    prop::collection::vec(term, 1..3).prop_map(|terms| terms.join(" "))
}

fn apply(conn: &mut Connection, upkeep: &mut Upkeep, naive: &mut Naive, change: &Change) {
    let as_documents = |documents: &[(SearchKind, u32, i64, Fields)],
                        each: &mut dyn FnMut(&[SearchDocument])| {
        let fields: Vec<Vec<(FieldKind, &str)>> = documents
            .iter()
            .map(|(.., fields)| borrowed(fields))
            .collect();
        let documents: Vec<SearchDocument> = documents
            .iter()
            .zip(&fields)
            .map(|((kind, number, rank, _), fields)| SearchDocument {
                kind: *kind,
                id: id(*number),
                rank: *rank,
                fields,
            })
            .collect();
        each(&documents);
    };
    match change {
        Change::OneByOne(documents) => as_documents(documents, &mut |documents| {
            for document in documents {
                put(conn, document).expect("a document is put");
            }
        }),
        Change::Put(documents) => as_documents(documents, &mut |documents| {
            put_many(conn, documents).expect("documents are put");
        }),
        Change::Bulk(documents) => as_documents(documents, &mut |documents| {
            let transaction = conn.unchecked_transaction().expect("a transaction begins");
            let mut bulk = Bulk::new(&transaction).expect("a bulk load begins");
            for document in documents {
                bulk.put(document).expect("a document is put");
            }
            bulk.finish().expect("a bulk load ends");
            transaction.commit().expect("a transaction ends");
        }),
        Change::Remove(removed) => {
            for (kind, number) in removed {
                remove(conn, *kind, id(*number)).expect("a document is removed");
                naive.0.remove(&(*kind, id(*number)));
            }
        }
        Change::Upkeep(steps, goal) => {
            for _ in 0..*steps {
                upkeep
                    .step(conn, *goal, Duration::ZERO)
                    .expect("upkeep goes on");
            }
        }
        Change::Clear => {
            clear(conn).expect("the index is cleared");
            naive.0.clear();
        }
    }
    if let Change::OneByOne(documents) | Change::Put(documents) | Change::Bulk(documents) = change {
        for (kind, number, rank, fields) in documents {
            naive
                .0
                .insert((*kind, id(*number)), (*rank, keys_of(&borrowed(fields))));
        }
    }
}

fn agree(conn: &Connection, naive: &Naive, query: &str, limits: &SearchLimits) {
    let found = search(conn, query, limits).expect("a query is never an error");
    let got: Vec<_> = found
        .hits
        .iter()
        .map(|hit| (hit.kind, number(hit), hit.matched))
        .collect();
    let (expected, more) = naive.search(query, limits);
    assert_eq!(got, expected, "typed: {query:?} with {limits:?}");
    assert_eq!(found.more, more, "more of: {query:?} with {limits:?}");
}

fn ask_all_ways(conn: &Connection, naive: &Naive, query: &str) {
    for grouping in [Grouping::Together, Grouping::ByKind] {
        for kinds in [&[][..], &[CUSTOMER], &[CAR, ORDER]] {
            for hits in [2, 50, 200] {
                agree(
                    conn,
                    naive,
                    query,
                    &SearchLimits {
                        kinds,
                        grouping,
                        hits,
                    },
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: super::cases(32), ..ProptestConfig::default() })]

    #[test]
    fn the_index_answers_like_reading_every_document(
        changes in prop::collection::vec(change(), 1..16),
        queries in prop::collection::vec(query(), 12),
    ) {
        let mut conn = index();
        let (mut upkeep, mut naive) = (Upkeep::new(), Naive::default());
        for change in &changes {
            apply(&mut conn, &mut upkeep, &mut naive, change);
        }
        for query in &queries {
            ask_all_ways(&conn, &naive, query);
        }
        while upkeep.step(&mut conn, Goal::Purged, Duration::ZERO).expect("upkeep goes on") == Progress::More {}
        prop_assert!(Segment::in_use(&conn).expect("segments are read").iter().all(|segment| segment.dead == 0));
        for query in &queries {
            ask_all_ways(&conn, &naive, query);
        }
    }

    #[test]
    fn any_text_is_a_query(query in ".{0,40}|[\\x00-\\x1f\"'*%_;()王1a ]{0,60}") {
        let conn = index();
        add(&conn, CUSTOMER, 1, &[(FieldKind::Name, "王小明"), (FieldKind::Phone, "13800138000")]);
        prop_assert!(search(&conn, &query, &SearchLimits::default()).is_ok());
    }

    #[test]
    fn any_text_can_be_indexed_and_is_found_by_itself(text in "\\PC{1,60}", kind in 0..6_usize) {
        use FieldKind::{Name, Number, Phone, Plate, Text, Vin};
        let kind = [Name, Text, Vin, Phone, Plate, Number][kind];
        let conn = index();
        add(&conn, CAR, 1, &[(kind, &text)]);
        let words = matches!(kind, Name | Text) && !text::terms(&text).is_empty() && text.chars().count() < 30;
        if words {
            prop_assert_eq!(numbers(&conn, &text), [1]);
        }
    }
}

#[test]
fn size_classes_never_rise_from_old_to_new() {
    let segment = |documents| Segment {
        number: 1,
        first_docno: 1,
        last_docno: 1,
        documents,
        dead: 0,
        term_pages: 0,
        shared_ends: 0,
        kinds: Vec::new(),
    };
    let sizes = [200, 1_000_000, 200, 9000, 200, 1600, 200, 200].map(segment);
    assert_eq!(tiers(&sizes), [9, 9, 5, 5, 3, 3, 1, 1]);
}
