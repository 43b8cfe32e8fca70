//! A maker's list of versions is tried, taken into the catalogue and taken back, from real workbooks, over
//! the real store.

mod house;

use base64::{Engine, engine::general_purpose::STANDARD};
use house::House;
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};

const HEADINGS: [&str; 15] = [
    "品牌",
    "车系",
    "车型",
    "年款",
    "厂商指导价（万元）",
    "上市时间",
    "级别",
    "燃料类型",
    "排量",
    "变速箱",
    "驱动方式",
    "座位数",
    "长*宽*高(mm)",
    "外观颜色",
    "主要配置",
];

/// A version of the training catalogue, as a maker writes it.
const TRAINED: [&str; 15] = [
    "大众",
    "朗逸",
    "1.5L 自动新逸版",
    "2026款",
    "10.28",
    "2026.03",
    "紧凑型车",
    "汽油",
    "1498mL",
    "6挡手自一体",
    "前置前驱",
    "5",
    "4720×1806×1482",
    "珠光白、星河灰",
    "ABS防抱死、车身稳定控制",
];

fn workbook(rows: &[[&str; 15]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet
        .write_string(0, 0, "2026 年 11 月车型表")
        .expect("writes");
    for (row, cells) in (1..).zip(std::iter::once(&HEADINGS).chain(rows)) {
        for (column, text) in (0..).zip(cells) {
            sheet.write_string(row, column, *text).expect("writes");
        }
    }
    workbook.save_to_buffer().expect("saves")
}

fn with(mut row: [&'static str; 15], changes: &[(usize, &'static str)]) -> [&'static str; 15] {
    for (column, text) in changes {
        row[*column] = text;
    }
    row
}

fn opened(house: &House, rows: &[[&str; 15]]) -> Value {
    house.ask(
        "imports.open",
        json!({"kind": "catalogue", "name": "车型表.xlsx", "contents": STANDARD.encode(workbook(rows))}),
    )
}

fn versions(house: &House, text: &str) -> Vec<Value> {
    let page = house.ask(
        "catalogue.list",
        json!({"filters": {}, "text": text, "sort": null, "offset": 0, "limit": 500}),
    );
    page["rows"].as_array().expect("rows").clone()
}

fn house() -> House {
    let house = House::training();
    house.sign_in("store");
    if versions(&house, "").is_empty() {
        house.ask("catalogue.load_training", json!({}));
    }
    house
}

#[test]
fn a_list_replaces_training_versions_one_by_one_and_adds_what_is_new() {
    let house = house();
    let trained = versions(&house, "");
    let new = with(
        TRAINED,
        &[
            (0, "极光"),
            (1, "极光 7"),
            (2, "长续航四驱版"),
            (6, "中型SUV"),
            (7, "纯电动"),
            (8, "-"),
            (9, ""),
            (10, "双电机四驱"),
        ],
    );
    let list = opened(&house, &[TRAINED, new]);
    let mapped = list["columns"].as_object().expect("columns").len();
    assert_eq!(mapped, HEADINGS.len(), "{}", list["columns"]);
    let import = json!({"import": list["import"]});
    assert_eq!(
        house.ask("imports.dry_run", import.clone()),
        json!({"new": 1, "changed": 1, "duplicate": 0, "bad": 0})
    );
    assert_eq!(versions(&house, ""), trained, "a dry run writes nothing");
    assert_eq!(
        house.ask("imports.commit", import.clone()),
        json!({"added": 1, "changed": 1, "leftOut": 0})
    );

    let after = versions(&house, "");
    assert_eq!(after.len(), trained.len() + 1);
    let told: Vec<&Value> = after
        .iter()
        .filter(|row| row["illustrative"] == "fromMaker")
        .collect();
    assert_eq!(told.len(), 2, "the others stay training data");
    let replaced = told
        .iter()
        .find(|row| row["series"] == "朗逸")
        .expect("the version that was training data");
    assert_eq!(replaced["guidePrice"], 10_280_000);
    let card = house.ask("catalogue.card", json!({"id": replaced["id"]}));
    let figures = &card["model"]["figures"];
    assert_eq!(
        (
            &figures["displacementMl"],
            &figures["lengthMm"],
            &figures["powerKw"]
        ),
        (&json!(1498), &json!(4720), &Value::Null),
        "an invented figure is not taken for the maker's"
    );
    assert_eq!(card["model"]["launchDate"], "2026-03-01");
    assert_eq!(card["model"]["source"], "车型表");
    assert_eq!(card["colours"].as_array().map(Vec::len), Some(2));
    // What is new is found and can be quoted at once.
    let choices = house.ask("catalogue.choices", json!({"text": "极光", "limit": 10}));
    assert_eq!(
        choices["choices"].as_array().map(Vec::len),
        Some(1),
        "{choices}"
    );

    let again = opened(&house, &[TRAINED, new]);
    assert_eq!(
        house.ask("imports.dry_run", json!({"import": again["import"]})),
        json!({"new": 0, "changed": 0, "duplicate": 2, "bad": 0})
    );
    assert_eq!(house.ask("imports.undo", import), json!({"kept": 0}));
    assert_eq!(versions(&house, ""), trained);
}

#[test]
fn a_row_that_cannot_be_a_version_says_which_cell_and_why() {
    let house = house();
    let list = opened(
        &house,
        &[
            TRAINED,
            TRAINED,
            with(TRAINED, &[(0, "")]),
            with(TRAINED, &[(1, "无名"), (6, "")]),
            with(TRAINED, &[(2, "另一版"), (7, "核动力")]),
            with(TRAINED, &[(2, "又一版"), (8, "很大")]),
            with(TRAINED, &[(2, "第三版"), (4, "12,34,5")]),
            with(TRAINED, &[(2, "第四版"), (11, "800")]),
            with(TRAINED, &[(2, "第五版"), (14, "飞行翼")]),
        ],
    );
    let import = json!({"import": list["import"]});
    assert_eq!(
        house.ask("imports.dry_run", import),
        json!({"new": 0, "changed": 1, "duplicate": 1, "bad": 7})
    );
    let bad = house.ask(
        "imports.rows",
        json!({"import": list["import"], "outcome": "bad", "offset": 0, "limit": 50}),
    );
    let said: Vec<(String, Option<u64>)> = bad["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| {
            let code = row["reason"]["code"].as_str().unwrap_or_default();
            (code.to_owned(), row["column"].as_u64())
        })
        .collect();
    let expected = [
        ("cellEmpty", Some(0)),
        ("cellEmpty", Some(6)),
        ("wordUnreadable", Some(7)),
        ("numberUnreadable", Some(8)),
        ("amountGrouping", Some(4)),
        ("figureAbsurd", None),
        ("equipmentUnknown", Some(14)),
    ];
    let expected: Vec<(String, Option<u64>)> = expected
        .iter()
        .map(|(code, column)| ((*code).to_owned(), *column))
        .collect();
    assert_eq!(said, expected);
}

#[test]
fn a_version_that_somebody_quotes_stays_when_its_list_is_taken_back() {
    let house = house();
    let new = with(TRAINED, &[(0, "极光"), (1, "极光 5"), (2, "豪华版")]);
    let list = opened(&house, &[new]);
    let import = json!({"import": list["import"]});
    house.ask("imports.dry_run", import.clone());
    house.ask("imports.commit", import.clone());
    let version = versions(&house, "极光")[0]["id"].clone();
    let mut car = house::take_into_stock("LFV3A23C1T3000001");
    car["model"] = version;
    house.give(car);
    let undone = house.ask("imports.undo", import);
    assert!(undone["kept"].as_u64() >= Some(1), "{undone}");
    assert_eq!(versions(&house, "极光").len(), 1);
}
