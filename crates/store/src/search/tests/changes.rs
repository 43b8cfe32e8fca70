//! Documents that change and go, and text that was not meant for a search box.

use super::super::{put_many, remove};
use super::typing::{check, showroom};
use super::*;
use FieldKind::{Name, Number, Phone, Plate, Text, Vin};

#[test]
fn a_changed_document_is_found_by_what_it_says_now() {
    let conn = showroom();
    add(
        &conn,
        CUSTOMER,
        11,
        &[(Name, "王大明"), (Phone, "13900000000")],
    );
    assert_eq!(numbers(&conn, "王小明"), [21]);
    assert_eq!(numbers(&conn, "王大明"), [11]);
    assert_eq!(numbers(&conn, "8000"), [0; 0]);
}

#[test]
fn a_removed_document_is_found_no_more_and_removing_it_twice_is_no_error() {
    let conn = showroom();
    for _ in 0..2 {
        remove(&conn, CUSTOMER, id(11)).expect("removing is no error");
    }
    assert_eq!(numbers(&conn, "王小明"), [21]);
}

#[test]
fn documents_that_come_together_and_share_their_words_are_found_as_if_they_had_come_one_by_one() {
    let (together, one_by_one) = (index(), index());
    let words = ["极地白 迈腾", "极地白 速腾 GLI", "星云灰 Model 3"];
    let ids: Vec<String> = (0..90).map(|n| format!("RK01-2611-{n:04}")).collect();
    let fields: Vec<[(FieldKind, &str); 3]> = (0..)
        .zip(&ids)
        .map(|(n, number)| {
            let shared = words[n % words.len()];
            [(Name, shared), (Text, shared), (Number, number.as_str())]
        })
        .collect();
    let documents: Vec<SearchDocument> = (0..)
        .zip(&fields)
        .map(|(n, fields)| SearchDocument {
            kind: CAR,
            id: id(n),
            rank: i64::from(n),
            fields,
        })
        .collect();
    put_many(&together, &documents).expect("many are put");
    for document in &documents {
        put(&one_by_one, document).expect("one is put");
    }
    for query in [
        "jdb",
        "suteng",
        "速腾",
        "gli",
        "model3",
        "0042",
        "灰",
        "迈腾 0003",
    ] {
        let found = numbers(&together, query);
        assert!(!found.is_empty(), "{query}");
        assert_eq!(found, numbers(&one_by_one, query), "{query}");
    }
}

#[test]
fn the_same_id_in_two_kinds_is_two_documents() {
    let conn = index();
    add(&conn, CAR, 1, &[(Name, "唐")]);
    add(&conn, CUSTOMER, 1, &[(Name, "唐")]);
    remove(&conn, CAR, id(1)).expect("removing is no error");
    assert_eq!(
        find(&conn, "唐")
            .hits
            .iter()
            .map(|hit| hit.kind)
            .collect::<Vec<_>>(),
        [CUSTOMER]
    );
}

#[test]
fn a_query_without_letters_finds_nothing() {
    for query in [
        "",
        "   ",
        "。，！",
        "😀",
        "\u{0}\u{1}",
        "***",
        "\"'\"",
        "%_",
        "-",
    ] {
        check(query, &[]);
    }
}

#[test]
fn what_looks_like_a_query_language_is_only_text() {
    check("王小明*", &[11, 21]);
    check("\"王小明\"", &[11, 21]);
    check("王小明 AND 汉兰达", &[]);
    check("'; drop table search_page; --", &[]);
    check("name:王小明", &[]);
    check("😀王小明😀", &[11, 21]);
}

#[test]
fn a_paste_of_megabytes_is_cut_and_answered() {
    let conn = showroom();
    let paste = "王小明 ".repeat(400_000);
    assert_eq!(numbers(&conn, &paste), [11, 21]);
    assert_eq!(numbers(&conn, &"王".repeat(2_000_000)), [0; 0]);
    let many_words: String = (0..100_000)
        .flat_map(|word| ["w".to_owned(), word.to_string(), " ".to_owned()])
        .collect();
    assert_eq!(numbers(&conn, &many_words), [0; 0]);
}

#[test]
fn a_field_of_megabytes_is_indexed_by_its_beginning() {
    let conn = index();
    let long = format!("备注{}", "很长的话".repeat(500_000));
    add(
        &conn,
        ORDER,
        1,
        &[
            (Text, &long),
            (Number, &long),
            (Plate, &long),
            (Vin, &long),
            (Phone, &long),
        ],
    );
    assert_eq!(numbers(&conn, "备注"), [1]);
}
