//! Surnames with several readings: every row of the vectors, and more.

use std::path::PathBuf;

use super::*;
use FieldKind::Name;

fn vectors() -> PathBuf {
    std::env::var_os("FORECOURT_VECTORS").map_or_else(
        || {
            PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo runs the tests"))
                .join("../domain/vectors")
        },
        PathBuf::from,
    )
}

fn check(name: &str, typed: &str) {
    let conn = index();
    add(&conn, CUSTOMER, 1, &[(Name, name)]);
    add(&conn, CUSTOMER, 2, &[(Name, "欧阳静")]);
    assert_eq!(numbers(&conn, typed), [1], "{name} is found by {typed:?}");
}

#[test]
fn every_row_of_the_vectors_is_found_by_each_reading() {
    let file = vectors().join("pinyin_surname.csv");
    let mut rows = csv::Reader::from_path(&file).expect("the vectors are there");
    let mut checked = 0;
    for row in rows.records() {
        let row = row.expect("a row of the vectors");
        let (name, readings, initials) = (&row[2], &row[3], &row[4]);
        for reading in readings.split('|') {
            check(name, reading);
            check(name, &reading.replace(' ', ""));
            check(name, &reading.replace(' ', "").to_uppercase());
        }
        for letters in initials.split('|') {
            check(name, letters);
        }
        checked += 1;
    }
    assert!(checked > 0, "the vectors have rows");
}

#[test]
fn surnames_are_found_as_their_bearers_say_them_and_as_strangers_do() {
    for (name, readings) in [
        ("单雄信", "shan xiong xin|dan xiong xin|chan xiong xin"),
        ("仇英", "qiu ying|chou ying"),
        ("查良镛", "zha liang yong|cha liang yong"),
        ("解缙", "xie jin|jie jin"),
        ("曾国藩", "zeng guo fan|ceng guo fan"),
        ("朴树", "piao shu|pu shu"),
        ("盖叫天", "ge jiao tian|gai jiao tian"),
        ("区桃", "ou tao|qu tao"),
        ("翟天", "zhai tian|di tian"),
        ("尉迟恭", "yu chi gong|wei chi gong"),
        ("万俟卨", "mo qi|wan qi"),
        ("澹台明", "tan tai ming|dan tai ming"),
        ("令狐冲", "ling hu chong"),
        ("单于王", "chan yu wang"),
        ("尉健", "wei jian|yu jian"),
        ("覃勇", "qin yong|tan yong"),
        ("谌龙", "chen long|shen long"),
        ("缪斌", "miao bin|mou bin|miu bin"),
        ("华佗", "hua tuo"),
        ("宁静", "ning jing"),
        ("牟平", "mu ping|mou ping"),
        ("隗俊", "wei jun|kui jun"),
        ("员半千", "yun ban qian|yuan ban qian"),
        ("繁钦", "po qin|fan qin"),
        ("乐毅", "yue yi|le yi"),
        ("冼星海", "xian xing hai"),
        ("召平", "shao ping|zhao ping"),
        ("秘伟", "bi wei|mi wei"),
        ("郗超", "xi chao|chi chao"),
        ("车胤", "che yin"),
        ("司马光", "si ma guang"),
        ("欧阳修", "ou yang xiu"),
        ("吕不韦", "lv bu wei|lu bu wei|lyu bu wei"),
        ("贾宝玉", "jia bao yu"),
        ("费翔", "fei xiang|bi xiang"),
    ] {
        for reading in readings.split('|') {
            check(name, reading);
            check(name, &reading.replace(' ', ""));
        }
    }
}

#[test]
fn cars_and_places_are_found_by_their_usual_reading() {
    for (name, typed) in [
        ("长安", "changan"),
        ("长城", "changcheng"),
        ("重庆", "chongqing"),
        ("蔚来", "weilai"),
        ("奇瑞", "qirui"),
        ("传祺", "chuanqi"),
        ("红旗", "hongqi"),
        ("皇冠", "huangguan"),
        ("凯美瑞", "kaimeirui"),
        ("卡罗拉", "kaluola"),
        ("荣威", "rongwei"),
        ("朗逸", "langyi"),
        ("传世", "chuanshi"),
        ("东风日产", "dongfengrichan"),
        ("哈弗", "hafu"),
        ("银行", "yinhang"),
    ] {
        check(name, typed);
    }
}

#[test]
fn a_compound_surname_in_full_goes_with_initials() {
    check("司马相如", "simaxr");
    check("尉迟敬德", "yuchijd");
    check("司马相如", "smxr");
}

#[test]
fn a_rare_character_is_found_as_written() {
    check("王𠮷", "王𠮷");
    check("𠮷野", "𠮷野");
}
