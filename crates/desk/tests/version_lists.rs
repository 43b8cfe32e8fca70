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

/// A list with a column for each of these items, and what the cells of its rows say of them.
fn with_columns(headings: &[&str], rows: &[(&[(usize, &'static str)], &[&str])]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let mut write = |row: u32, cells: &[&str; 15], more: &[&str]| {
        for (column, text) in (0..).zip(cells.iter().chain(more)) {
            sheet.write_string(row, column, *text).expect("writes");
        }
    };
    write(0, &HEADINGS, headings);
    for (row, (changes, said)) in (1..).zip(rows) {
        write(row, &with(TRAINED, changes), said);
    }
    workbook.save_to_buffer().expect("saves")
}

fn opened_bytes(house: &House, bytes: &[u8]) -> Value {
    house.ask(
        "imports.open",
        json!({"kind": "catalogue", "name": "车型表.xlsx", "contents": STANDARD.encode(bytes)}),
    )
}

/// What the catalogue says of the equipment of the maker's only version.
fn fitted(house: &House) -> Vec<(String, Value)> {
    let rows = versions(house, "1.5L 自动新逸版");
    let row = rows
        .iter()
        .find(|row| row["illustrative"] == "fromMaker")
        .expect("the maker's version");
    let card = house.ask("catalogue.card", json!({"id": row["id"]}));
    let mut fitted: Vec<(String, Value)> = card["model"]["equipment"]
        .as_array()
        .expect("equipment")
        .iter()
        .map(|item| {
            let code = item["code"].as_str().unwrap_or_default();
            (code.to_owned(), item["price"].clone())
        })
        .collect();
    fitted.sort_by(|one, other| one.0.cmp(&other.0));
    fitted
}

fn has(code: &str, price: impl Into<Value>) -> (String, Value) {
    (code.to_owned(), price.into())
}

#[test]
fn equipment_stands_in_a_column_for_each_item_and_the_mapping_is_remembered() {
    let house = house();
    let headings = ["前排侧气囊", "电动天窗", "全景天窗*", "膝部气囊", "暖座"];
    let list = with_columns(
        &headings,
        &[(&[], &["●", "选装 4,500", "标配", "无", "选配：３０００"])],
    );
    let open = opened_bytes(&house, &list);
    let columns = &open["columns"];
    assert_eq!(columns["equipment.sideAirbags"], 15);
    assert_eq!(columns["equipment.sunroof"], 16);
    assert_eq!(
        columns["equipment.panoramicRoof"], 17,
        "a mark at a heading does not matter"
    );
    assert_eq!(columns["equipment.kneeAirbag"], 18);
    // The maker's own word is mapped by hand.
    assert!(open["equipment"].as_array().is_some_and(|items| {
        items
            .iter()
            .any(|item| item["field"] == "equipment.heatFront" && item["nameZh"] == "前排座椅加热")
    }));
    let mut columns = columns.clone();
    columns["equipment.heatFront"] = json!(19);
    let import = json!({"import": open["import"]});
    house.ask(
        "imports.map",
        json!({"import": open["import"], "columns": columns}),
    );
    house.ask("imports.dry_run", import.clone());
    assert_eq!(
        house.ask("imports.commit", import),
        json!({"added": 0, "changed": 1, "leftOut": 0})
    );
    let told = [
        has("abs", Value::Null),
        has("heatFront", 300_000),
        has("panoramicRoof", Value::Null),
        has("sideAirbags", Value::Null),
        has("stability", Value::Null),
        has("sunroof", 450_000),
    ];
    assert_eq!(fitted(&house), told);

    // The next list says nothing of most items, and takes one away.
    let list = with_columns(&headings, &[(&[(14, "")], &["", "-", "", "", ""])]);
    let again = opened_bytes(&house, &list);
    assert_eq!(again["remembered"], true);
    assert_eq!(again["columns"]["equipment.heatFront"], 19);
    let import = json!({"import": again["import"]});
    house.ask("imports.dry_run", import.clone());
    house.ask("imports.commit", import.clone());
    assert_eq!(fitted(&house), told[..5]);
    house.ask("imports.undo", import);
    assert_eq!(fitted(&house), told);
}

#[test]
fn a_version_has_one_roof_as_standard() {
    let house = house();
    let headings = ["电动天窗", "全景天窗"];
    let take = |said: &[&str]| {
        let list = opened_bytes(&house, &with_columns(&headings, &[(&[(14, "")], said)]));
        let import = json!({"import": list["import"]});
        house.ask("imports.dry_run", import.clone());
        house.ask("imports.commit", import);
    };
    take(&["有", ""]);
    assert_eq!(fitted(&house), [has("sunroof", Value::Null)]);
    take(&["", "有"]);
    assert_eq!(fitted(&house), [has("panoramicRoof", Value::Null)]);
}

#[test]
fn a_cell_that_says_neither_yes_nor_no_names_its_column() {
    let house = house();
    let list = with_columns(
        &["前排侧气囊", "电动天窗"],
        &[
            (&[(2, "第一版")], &["大概", ""]),
            (&[(2, "第二版")], &["", "选装"]),
            (&[(2, "第三版")], &["", "选装 很贵"]),
        ],
    );
    let open = opened_bytes(&house, &list);
    house.ask("imports.dry_run", json!({"import": open["import"]}));
    let bad = house.ask(
        "imports.rows",
        json!({"import": open["import"], "outcome": "bad", "offset": 0, "limit": 50}),
    );
    let said: Vec<(&str, Option<u64>)> = bad["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| {
            let code = row["reason"]["code"].as_str().unwrap_or_default();
            (code, row["column"].as_u64())
        })
        .collect();
    assert_eq!(
        said,
        [
            ("wordUnreadable", Some(15)),
            ("optionPriceMissing", Some(16)),
            ("amountUnreadable", Some(16)),
        ]
    );
    let refusal = house.refused(
        "imports.map",
        json!({"import": open["import"], "columns": {"equipment.wings": 3}}),
    );
    assert_eq!(refusal["code"], "fieldUnknown");
}
