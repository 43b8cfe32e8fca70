//! A maker's list, customers and prices are taken in from real workbooks, over the real store.

mod house;

use house::{House, taken_into_stock};
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};

use base64::{Engine, engine::general_purpose::STANDARD};

const KNOWN: &str = "LFV3A23C1T3000001";
const FRESH: &str = "LFV3A23C3T3000002";

fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in rows.iter().enumerate() {
        for (column, text) in cells.iter().enumerate() {
            sheet
                .write_string(row as u32, column as u16, *text)
                .expect("writes");
        }
    }
    workbook.save_to_buffer().expect("saves")
}

fn handed(kind: &str, bytes: &[u8]) -> Value {
    json!({"kind": kind, "name": "list.xlsx", "contents": STANDARD.encode(bytes)})
}

fn opened(house: &House, kind: &str, bytes: &[u8]) -> Value {
    house.ask("imports.open", handed(kind, bytes))
}

/// A title above the headings, full-width digits, a day that lost its format, and every outcome.
fn shipping_list() -> Vec<u8> {
    workbook(&[
        &["一汽-大众 11 月发运清单"],
        &["车架号", "车型", "颜色", "指导价（元）", "进价", "到店日期"],
        &[
            KNOWN,
            "一汽-大众 迈腾 2026款 380TSI",
            "极地白",
            "219900",
            "180000",
            "2026-01-05",
        ],
        &[
            "ＬＦＶ３Ａ２３Ｃ３Ｔ３０００００２",
            "迈腾",
            "黑",
            "２１９９００",
            "",
            "46027",
        ],
        &[FRESH, "迈腾", "黑", "219900", "", ""],
        &["LFV3A23C2T3000001", "迈腾", "", "", "", ""],
        &["LFV3A23C5T3000003", "迈腾", "", "很贵", "", ""],
    ])
}

fn stock(house: &House) -> Value {
    house.ask(
        "vehicles.list",
        json!({"filters": {}, "text": "", "sort": null, "offset": 0, "limit": 500}),
    )
}

#[test]
fn a_dry_run_tells_every_outcome_and_writes_nothing() {
    let house = House::training();
    house.sign_in("manager");
    taken_into_stock(&house, KNOWN);
    let list = opened(&house, "vehicles", &shipping_list());
    assert_eq!(list["headers"][0], "车架号");
    assert_eq!(list["columns"]["guidePrice"], 3);
    let import = json!({"import": list["import"]});
    assert_eq!(
        house.ask("imports.dry_run", import.clone()),
        json!({"new": 1, "changed": 1, "duplicate": 1, "bad": 2})
    );
    assert_eq!(stock(&house)["total"], 1);

    let bad = house.ask(
        "imports.rows",
        json!({"import": list["import"], "outcome": "bad", "offset": 0, "limit": 50}),
    );
    assert_eq!(bad["rows"][0]["number"], 6);
    assert_eq!(bad["rows"][0]["reason"]["code"], "vinCheckDigit");
    assert_eq!(bad["rows"][0]["column"], 0);
    assert_eq!(bad["rows"][1]["reason"]["code"], "amountUnreadable");
    assert_eq!(bad["rows"][1]["column"], 3);
    let twice = house.ask(
        "imports.rows",
        json!({"import": list["import"], "outcome": "duplicate", "offset": 0, "limit": 50}),
    );
    assert_eq!(twice["rows"][0]["reason"]["values"]["row"], 4);
}

#[test]
fn an_import_is_taken_in_found_and_taken_back_to_the_very_row() {
    let house = House::training();
    house.sign_in("manager");
    let known = taken_into_stock(&house, KNOWN);
    let before = house.ask("vehicles.card", json!({"id": known}))["vehicle"].clone();
    let list = opened(&house, "vehicles", &shipping_list());
    let import = json!({"import": list["import"]});
    house.ask("imports.dry_run", import.clone());
    assert_eq!(
        house.ask("imports.commit", import.clone()),
        json!({"added": 1, "changed": 1, "leftOut": 0})
    );
    assert_eq!(stock(&house)["total"], 2);
    let now = house.ask("vehicles.card", json!({"id": known}))["vehicle"].clone();
    assert_eq!(now["exteriorColour"], "极地白");
    let found = house.ask("search.all", json!({"text": "3000002", "limit": 5}));
    assert_eq!(found["hits"].as_array().map(Vec::len), Some(1));

    assert_eq!(house.ask("imports.list", json!({}))[0]["undoable"], true);
    assert_eq!(
        house.ask("imports.undo", import.clone()),
        json!({"kept": 0})
    );
    assert_eq!(stock(&house)["total"], 1);
    let after = house.ask("vehicles.card", json!({"id": known}))["vehicle"].clone();
    assert_eq!(after, before);
    assert_eq!(
        house.refused("imports.undo", import)["code"],
        "importUndone"
    );
}

#[test]
fn a_car_that_somebody_worked_on_stays_when_the_import_is_undone() {
    let house = House::training();
    house.sign_in("manager");
    let list = opened(&house, "vehicles", &shipping_list());
    let import = json!({"import": list["import"]});
    house.ask("imports.dry_run", import.clone());
    house.ask("imports.commit", import.clone());
    assert_eq!(stock(&house)["total"], 2);
    let rows = stock(&house)["rows"].clone();
    let car = &rows[0];
    house.give(json!({
        "type": "StopSale", "vehicle": car["id"], "reason": "划痕",
    }));
    assert_eq!(house.ask("imports.undo", import), json!({"kept": 1}));
    assert_eq!(stock(&house)["total"], 1);
    assert_eq!(stock(&house)["rows"][0]["id"], car["id"]);
}

#[test]
fn a_mapping_is_remembered_for_the_same_headings() {
    let house = House::training();
    house.sign_in("manager");
    let rows = workbook(&[
        &["车架号", "车型", "甲", "乙"],
        &[FRESH, "迈腾", "黑", "红"],
    ]);
    let list = opened(&house, "vehicles", &rows);
    assert_eq!(list["remembered"], false);
    let columns = json!({"vin": 0, "description": 1, "exteriorColour": 3});
    house.ask(
        "imports.map",
        json!({"import": list["import"], "columns": columns}),
    );
    house.ask("imports.dry_run", json!({"import": list["import"]}));
    let again = opened(&house, "vehicles", &rows);
    assert_eq!(again["remembered"], true);
    assert_eq!(again["columns"], columns);
}

#[test]
fn known_and_repeated_customers_are_duplicates_and_are_left_as_they_are() {
    let house = House::training();
    house.sign_in("manager");
    let list = opened(
        &house,
        "customers",
        &workbook(&[
            &["姓名", "手机号", "来源"],
            &["王小明", "13817660034", "车展"],
            &["王晓明", "１３８１７６６００３４", ""],
            &["李四", "1381766", ""],
            &["赵六", "", ""],
        ]),
    );
    let import = json!({"import": list["import"]});
    assert_eq!(
        house.ask("imports.dry_run", import.clone()),
        json!({"new": 1, "changed": 0, "duplicate": 1, "bad": 2})
    );
    assert_eq!(house.ask("imports.commit", import)["added"], 1);
}

#[test]
fn a_price_list_sets_the_prices_of_every_car_of_the_model_and_undo_restores_them() {
    let house = House::training();
    house.sign_in("manager");
    let car = taken_into_stock(&house, KNOWN);
    let list = opened(
        &house,
        "prices",
        &workbook(&[
            &["车型", "指导价", "销售价"],
            &["一汽-大众 迈腾 2026款 380TSI", "209900", "199900"],
            &["没有的车", "1", "1"],
        ]),
    );
    let import = json!({"import": list["import"]});
    assert_eq!(
        house.ask("imports.dry_run", import.clone()),
        json!({"new": 0, "changed": 1, "duplicate": 0, "bad": 1})
    );
    house.ask("imports.commit", import.clone());
    let price = || house.ask("vehicles.card", json!({"id": car}))["vehicle"]["askingPrice"].clone();
    assert_eq!(price(), 19_990_000);
    house.ask("imports.undo", import);
    assert_eq!(price(), Value::Null);
}

#[test]
fn the_error_file_can_be_read_back_with_its_reasons() {
    let house = House::training();
    house.sign_in("manager");
    let list = opened(&house, "vehicles", &shipping_list());
    house.ask("imports.dry_run", json!({"import": list["import"]}));
    let file = house.ask(
        "imports.errors",
        json!({"import": list["import"], "title": "未导入的行", "heading": "原因",
               "sentences": {"vinCheckDigit": "车架号的校验位不对"}}),
    );
    assert_eq!(file["rows"], 3);
    let bytes = STANDARD
        .decode(file["contents"].as_str().expect("text"))
        .expect("base64");
    let mended = opened(&house, "vehicles", &bytes);
    assert_eq!(mended["rows"], 3);
    assert_eq!(mended["headers"][6], "原因");
    let said = mended["samples"].to_string();
    assert!(said.contains("车架号的校验位不对"), "{said}");
}

#[test]
fn a_broken_a_protected_and_an_endless_file_are_each_told_apart() {
    let house = House::training();
    house.sign_in("manager");
    let mut secret = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    secret.resize(1024, 0);
    secret.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    secret.resize(4096, 0);
    let refused = |bytes: &[u8]| house.refused("imports.open", handed("vehicles", bytes));
    assert_eq!(refused(&secret)["code"], "sheetPassword");
    let whole = shipping_list();
    assert_eq!(refused(&whole[..whole.len() / 2])["code"], "sheetBroken");
    let endless = "车架号,车型\n".to_owned() + &"A,B\n".repeat(500_000);
    assert_eq!(refused(endless.as_bytes())["code"], "sheetTooManyRows");
    assert_eq!(refused(b"")["kind"], "refused");
}

#[test]
fn who_may_not_import_opens_nothing() {
    let house = House::training();
    house.sign_in("sales");
    let refusal = house.refused("imports.open", handed("vehicles", &shipping_list()));
    assert_eq!(refusal["code"], "missingRight");
}
