//! How a clerk types, and what is found.

use super::super::{Grouping, Match, SearchLimits, put_many, remove, search};
use super::*;
use FieldKind::{Name, Number, Phone, Plate, Text, Vin};

fn showroom() -> Connection {
    let conn = index();
    add(
        &conn,
        CAR,
        1,
        &[
            (Name, "丰田 汉兰达 2.0T 四驱豪华版"),
            (Vin, "LFMJW30F3S0012347"),
            (Plate, "京A12345"),
        ],
    );
    add(
        &conn,
        CAR,
        2,
        &[
            (Name, "Tesla Model 3"),
            (Vin, "LRW3E7FA8RC654321"),
            (Plate, "沪AD12345"),
        ],
    );
    add(
        &conn,
        CAR,
        3,
        &[(Name, "比亚迪 宋PLUS DM-i"), (Vin, "LGXC74C45R0009999")],
    );
    add(
        &conn,
        CAR,
        4,
        &[
            (Name, "本田 CR-V"),
            (Vin, "LVHRW1850S5000077"),
            (Plate, "京B77777"),
        ],
    );
    add(
        &conn,
        CUSTOMER,
        11,
        &[(Name, "王小明"), (Phone, "13800138000")],
    );
    add(
        &conn,
        CUSTOMER,
        12,
        &[(Name, "小明王"), (Phone, "+86 139-1234-5678")],
    );
    add(
        &conn,
        CUSTOMER,
        13,
        &[(Name, "阿依古丽·买买提"), (Phone, "010-87654321")],
    );
    add(
        &conn,
        CUSTOMER,
        14,
        &[(Name, "吕布"), (Phone, "15000000001")],
    );
    add(
        &conn,
        ORDER,
        21,
        &[
            (Number, "DD-BJ01-20260101-0007"),
            (Text, "王小明"),
            (Text, "汉兰达"),
        ],
    );
    add(
        &conn,
        ORDER,
        22,
        &[
            (Number, "DD-BJ01-20260102-0008"),
            (Text, "王芳"),
            (Text, "宋PLUS"),
        ],
    );
    conn
}

fn check(query: &str, expected: &[u32]) {
    assert_eq!(numbers(&showroom(), query), expected, "typed: {query:?}");
}

#[test]
fn chinese_is_found_from_its_beginning_and_from_inside() {
    check("汉兰达", &[1, 21]);
    check("汉", &[1, 21]);
    check("兰达", &[1, 21]);
    check("王小明", &[11, 21]);
    check("小明", &[12, 11, 21]);
}

#[test]
fn full_pinyin_finds_with_and_without_blanks() {
    check("hanlanda", &[1, 21]);
    check("hanl", &[1, 21]);
    check("han lan da", &[1, 21]);
    check("wangxiaoming", &[11, 21]);
    check("xiaoming", &[12, 11, 21]);
}

#[test]
fn initials_find() {
    check("hld", &[1, 21]);
    check("wxm", &[11, 21]);
    check("xmw", &[12]);
}

#[test]
fn a_surname_in_full_goes_with_initials_of_the_rest() {
    check("wangxm", &[11, 21]);
    check("hanld", &[1, 21]);
}

#[test]
fn initials_with_a_mistaken_letter_find_what_was_meant_when_nothing_else_answers() {
    let conn = showroom();
    let found = find(&conn, "hlb");
    assert_eq!(found.hits.iter().map(number).collect::<Vec<_>>(), [1, 21]);
    assert!(found.hits.iter().all(|hit| hit.matched == Match::Near));
    add(&conn, CUSTOMER, 30, &[(Name, "胡立波")]);
    assert_eq!(
        numbers(&conn, "hlb"),
        [30],
        "who is called so comes alone when all kinds are asked together"
    );
    let by_kind = SearchLimits {
        grouping: Grouping::ByKind,
        ..SearchLimits::default()
    };
    let found = search(&conn, "hlb", &by_kind).expect("a query is never an error");
    assert_eq!(
        found.hits.iter().map(number).collect::<Vec<_>>(),
        [1, 30, 21],
        "each kind offers its own"
    );
}

#[test]
fn an_umlaut_is_typed_as_v_or_u_or_yu() {
    check("lvbu", &[14]);
    check("lubu", &[14]);
    check("lyubu", &[14]);
    check("吕布", &[14]);
}

#[test]
fn a_vin_is_found_by_its_beginning_and_by_its_last_four_to_all() {
    check("LFMJW30F3S0012347", &[1]);
    check("lfmjw", &[1]);
    check("2347", &[1]);
    check("0012347", &[1]);
    check("S0012347", &[1]);
    check("lfm jw30f3s 001 2347", &[1]);
    check("234", &[]);
}

#[test]
fn a_plate_is_found_whole_without_its_province_and_by_its_end() {
    check("京A12345", &[1]);
    check("京a1", &[1]);
    check("京 A12345", &[1]);
    check("A12345", &[1]);
    check("12345", &[1, 2]);
    check("京", &[1, 4]);
    check("沪ad", &[2]);
}

#[test]
fn a_phone_is_found_by_its_beginning_and_its_end_however_it_is_written() {
    check("13800138000", &[11]);
    check("138", &[11]);
    check("8000", &[11]);
    check("5678", &[12]);
    check("12345678", &[12]);
    check("139 1234 5678", &[12]);
    check("+86 139 1234 5678", &[12]);
    check("+8613912", &[12]);
    check("8613912345678", &[12]);
    check("139-1234-5678", &[12]);
    check("01087654321", &[13]);
    check("87654321", &[13]);
}

#[test]
fn an_order_number_is_found_by_beginning_and_end() {
    check("DD-BJ01-20260101-0007", &[21]);
    check("ddbj01202601010007", &[21]);
    check("dd-bj", &[21, 22]);
    check("0008", &[22]);
    check("20260102-0008", &[22]);
}

#[test]
fn two_terms_meet_in_any_order() {
    check("王 汉兰达", &[21]);
    check("汉兰达 王", &[21]);
    check("wang hld", &[21]);
    check("王小明 8000", &[11]);
    check("王 宋", &[22]);
    check("王 奔驰", &[]);
}

#[test]
fn latin_names_are_found_as_written_and_run_together() {
    check("model 3", &[2]);
    check("model3", &[2]);
    check("Ｍｏｄｅｌ３", &[2]);
    check("tesla m", &[2]);
    check("teslamodel3", &[2]);
    check("cr-v", &[4]);
    check("crv", &[4]);
    check("cr v", &[4]);
    check("2.0t", &[1]);
    check("汉兰达2.0T", &[1]);
    check("宋plus", &[3, 22]);
    check("plus", &[3, 22]);
    check("dmi", &[3]);
}

#[test]
fn a_name_with_a_middle_dot_is_found_with_and_without_it() {
    check("阿依古丽·买买提", &[13]);
    check("阿依古丽买买提", &[13]);
    check("买买提", &[13]);
    check("aygl", &[13]);
}

#[test]
fn the_better_match_comes_first_whatever_the_rank() {
    let conn = index();
    let mut documents = Vec::new();
    let fields: [&[(FieldKind, &str)]; 5] = [
        &[(Text, "王明")],
        &[(Name, "李王明")],
        &[(Name, "王明亮")],
        &[(Name, "王明")],
        &[(Text, "王明亮")],
    ];
    for (place, fields) in fields.iter().enumerate() {
        documents.push(SearchDocument {
            kind: CUSTOMER,
            id: id(place as u32),
            rank: 100 - place as i64,
            fields,
        });
    }
    put_many(&conn, &documents).expect("documents are put");
    let found = find(&conn, "王明");
    let got: Vec<_> = found
        .hits
        .iter()
        .map(|hit| (number(hit), hit.matched))
        .collect();
    let inside = Match::Inside;
    assert_eq!(
        got,
        [
            (3, Match::Whole),
            (2, Match::Beginning),
            (0, inside),
            (1, inside),
            (4, inside)
        ]
    );
}

#[test]
fn a_whole_number_comes_before_an_end_and_an_end_before_a_beginning() {
    let conn = index();
    add(&conn, ORDER, 1, &[(Number, "12340000")]);
    add(&conn, ORDER, 2, &[(Number, "99991234")]);
    add(&conn, ORDER, 3, &[(Number, "1234")]);
    assert_eq!(numbers(&conn, "1234"), [3, 2, 1]);
}

#[test]
fn among_equals_the_higher_rank_comes_first_and_then_the_lower_id() {
    let conn = index();
    for (number, rank) in [(1, 5), (2, 9), (3, 5), (4, i64::MIN), (5, i64::MAX)] {
        let fields = &[(Name, "李雷")];
        put(
            &conn,
            &SearchDocument {
                kind: CUSTOMER,
                id: id(number),
                rank,
                fields,
            },
        )
        .expect("a document is put");
    }
    assert_eq!(numbers(&conn, "李雷"), [5, 2, 1, 3, 4]);
}

#[test]
fn the_answer_says_by_which_field_it_was_found() {
    let conn = showroom();
    let field = |query: &str| find(&conn, query).hits.first().map(|hit| hit.field);
    assert_eq!(field("2347"), Some(Vin));
    assert_eq!(field("8000"), Some(Phone));
    assert_eq!(field("京A12345"), Some(Plate));
    assert_eq!(field("0007"), Some(Number));
    assert_eq!(field("wxm"), Some(Name));
    assert_eq!(field("王芳"), Some(Text));
}

#[test]
fn kinds_can_be_chosen_and_grouped() {
    let conn = showroom();
    let only_orders = SearchLimits {
        kinds: &[ORDER],
        ..SearchLimits::default()
    };
    let found = search(&conn, "王小明", &only_orders).expect("a query is never an error");
    assert_eq!(found.hits.iter().map(number).collect::<Vec<_>>(), [21]);
    let one_each = SearchLimits {
        grouping: Grouping::ByKind,
        hits: 1,
        ..SearchLimits::default()
    };
    let found = search(&conn, "w", &one_each).expect("a query is never an error");
    assert_eq!(found.hits.iter().map(number).collect::<Vec<_>>(), [11, 21]);
    assert_eq!(found.more, [CUSTOMER, ORDER]);
}

#[test]
fn the_answer_says_that_there_is_more() {
    let conn = showroom();
    let two = SearchLimits {
        hits: 2,
        ..SearchLimits::default()
    };
    let found = search(&conn, "小明", &two).expect("a query is never an error");
    assert_eq!((found.hits.len(), found.more), (2, vec![ORDER]));
    let three = SearchLimits {
        hits: 3,
        ..SearchLimits::default()
    };
    let found = search(&conn, "小明", &three).expect("a query is never an error");
    assert_eq!((found.hits.len(), found.more), (3, vec![]));
}

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
    let many_words: String = (0..100_000).map(|word| format!("w{word} ")).collect();
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
