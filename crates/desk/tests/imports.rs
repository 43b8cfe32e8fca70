//! A maker's list, customers and prices are taken in from real workbooks, over the real store.

mod house;

use std::sync::{
    Mutex,
    mpsc::{Receiver, SyncSender, sync_channel},
};

use desk::{Changed, RpcError, Shell, WorkProgress, dispatch};
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
               "sentences": ["与第 4 行重复", "车架号的校验位不对", "金额认不出"]}),
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

/// Sends word of every change and waits until the test lets the work go on.
struct Listening {
    changed: SyncSender<()>,
    go_on: Mutex<Receiver<()>>,
}

impl Shell for Listening {
    fn changed(&self, changed: &Changed) {
        if changed.kinds.iter().any(|kind| kind == "import_run") && self.changed.send(()).is_ok() {
            // An error means that the test listens no more.
            let _ = self.go_on.lock().expect("one listener").recv();
        }
    }
    fn work(&self, _: &WorkProgress) {}
    fn session(&self) {}
    fn interactive(&self) {}
    fn open_window(&self, _: &str) -> Result<(), RpcError> {
        Ok(())
    }
}

/// A house whose import stops after each batch until `go_on` is heard.
fn listening() -> (House, Receiver<()>, SyncSender<()>) {
    let (changed, heard) = sync_channel(0);
    let (go_on, may_go_on) = sync_channel(0);
    let house = House::heard_by(Box::new(Listening {
        changed,
        go_on: Mutex::new(may_go_on),
    }));
    (house, heard, go_on)
}

fn check_digit(body: &str) -> String {
    ('0'..='9')
        .chain(['X'])
        .map(|digit| body.replace('?', &digit.to_string()))
        .find(|vin| domain::identifiers::Vin::parse(vin).is_ok())
        .expect("one of them fits")
}

/// More cars than go into one command.
fn long_list(cars: usize) -> Vec<u8> {
    let vins: Vec<String> = (0..cars)
        .map(|number| check_digit(&format!("LFV3A23C?T4{number:06}")))
        .collect();
    let mut rows: Vec<Vec<&str>> = vec![vec!["车架号", "车型"]];
    rows.extend(vins.iter().map(|vin| vec![vin.as_str(), "迈腾"]));
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    workbook(&rows)
}

#[test]
fn an_import_that_is_cancelled_keeps_what_is_in_says_how_much_and_can_be_taken_back() {
    let (house, heard, go_on) = listening();
    house.sign_in("manager");
    let list = opened(&house, "vehicles", &long_list(1_500));
    let import = json!({"import": list["import"]});
    house.ask("imports.dry_run", import.clone());
    std::thread::scope(|scope| {
        let commit = scope.spawn(|| house.refused("imports.commit", import.clone()));
        heard.recv().expect("the first batch is in");
        // Other people's work gets in between two batches.
        taken_into_stock(&house, KNOWN);
        dispatch(house.desk(), "work.cancel", json!({"id": list["import"]})).expect("cancelled");
        go_on.send(()).expect("the import waits");
        let refusal = commit.join().expect("ends");
        assert_eq!(refusal["code"], "importCancelled");
        let rows = refusal["values"]["rows"].as_u64().expect("a count");
        assert!(rows > 0 && rows < 1_500, "{rows} rows");
        assert_eq!(stock(&house)["total"], rows + 1);
    });
    drop(heard);
    assert_eq!(house.ask("imports.undo", import), json!({"kept": 0}));
    assert_eq!(stock(&house)["total"], 1);
}

#[test]
fn an_import_ends_when_the_person_in_whose_name_it_runs_signs_out() {
    let (house, heard, go_on) = listening();
    house.sign_in("manager");
    let list = opened(&house, "vehicles", &long_list(1_500));
    let import = json!({"import": list["import"]});
    house.ask("imports.dry_run", import.clone());
    std::thread::scope(|scope| {
        let commit = scope.spawn(|| house.refused("imports.commit", import.clone()));
        heard.recv().expect("the first batch is in");
        house.ask("session.sign_out", json!({}));
        go_on.send(()).expect("the import waits");
        assert_eq!(commit.join().expect("ends")["kind"], "signedOut");
    });
    drop(heard);
    house.sign_in("manager");
    assert_eq!(house.ask("imports.list", json!({}))[0]["undoable"], true);
}

#[test]
fn an_open_list_is_gone_once_its_person_is() {
    let house = House::training();
    let leave = [
        json!({"by": "session.sign_out"}),
        json!({"by": "session.lock", "then": "store"}),
    ];
    for way in leave {
        house.sign_in("manager");
        let list = opened(&house, "vehicles", &shipping_list());
        house.ask(way["by"].as_str().expect("a call"), json!({}));
        if let Some(other) = way["then"].as_str() {
            house.sign_in(other);
        }
        house.sign_in("manager");
        let refusal = house.refused("imports.dry_run", json!({"import": list["import"]}));
        assert_eq!(refusal["code"], "importNotOpen", "after {way}");
    }
}

#[test]
fn the_lock_keeps_the_open_list_for_its_own_person() {
    let house = House::training();
    house.sign_in("manager");
    let list = opened(&house, "vehicles", &shipping_list());
    let import = json!({"import": list["import"]});
    house.ask("session.lock", json!({}));
    assert_eq!(
        house.refused("imports.dry_run", import.clone())["kind"],
        "signedOut"
    );
    house.sign_in("manager");
    house.ask("imports.dry_run", import);
}

#[test]
fn the_file_of_refused_rows_is_read_with_the_mapping_of_the_list_that_it_came_from() {
    let house = House::training();
    house.sign_in("manager");
    let list = opened(
        &house,
        "vehicles",
        &workbook(&[&["号", "名", "色"], &["LFV3A23C2T3000001", "迈腾", "黑"]]),
    );
    let import = json!({"import": list["import"]});
    let columns = json!({"vin": 0, "description": 1, "exteriorColour": 2});
    house.ask(
        "imports.map",
        json!({"import": list["import"], "columns": columns}),
    );
    house.ask("imports.dry_run", import.clone());
    let reasons = house.ask(
        "imports.reasons",
        json!({"import": list["import"], "offset": 0, "limit": 100}),
    );
    assert_eq!(reasons[0]["code"], "vinCheckDigit");
    let file = house.ask(
        "imports.errors",
        json!({"import": list["import"], "title": "未导入的行", "heading": "原因",
               "sentences": ["车架号的校验位不对"]}),
    );
    let bytes = STANDARD
        .decode(file["contents"].as_str().expect("text"))
        .expect("base64");
    let mended = opened(&house, "vehicles", &bytes);
    assert_eq!(mended["remembered"], true);
    assert_eq!(mended["columns"], columns);
}

#[test]
fn a_price_list_reaches_the_catalogue_and_the_floors() {
    let house = House::training();
    house.sign_in("store");
    if house.call("catalogue.load_training", json!({})).is_err() {
        // The training dealership came with its catalogue.
    }
    let choices = house.ask(
        "catalogue.list",
        json!({"filters": {}, "text": "", "sort": null, "offset": 0, "limit": 1}),
    );
    let model = choices["rows"][0]["id"].clone();
    let card = || house.ask("catalogue.card", json!({"id": model}));
    let before = card()["model"]["guidePrice"].clone();
    let code = card()["model"]["code"].as_str().expect("a code").to_owned();
    let car = taken_into_stock(&house, KNOWN);
    let list = opened(
        &house,
        "prices",
        &workbook(&[
            &["车型", "VIN", "指导价", "底价"],
            &[&code, "", "123456", ""],
            &["", KNOWN, "", "188000"],
        ]),
    );
    let import = json!({"import": list["import"]});
    assert_eq!(
        house.ask("imports.dry_run", import.clone()),
        json!({"new": 0, "changed": 2, "duplicate": 0, "bad": 0})
    );
    house.ask("imports.commit", import.clone());
    assert_eq!(card()["model"]["guidePrice"], 12_345_600);
    let check = house.ask(
        "commands.check",
        json!({"command": {"type": "SetDiscountFloor", "vehicle": car, "floor": 18_800_000}}),
    );
    assert_eq!(check["problems"], json!([]));
    let again = opened(
        &house,
        "prices",
        &workbook(&[&["VIN", "底价"], &[KNOWN, "188000"]]),
    );
    assert_eq!(
        house.ask("imports.dry_run", json!({"import": again["import"]})),
        json!({"new": 0, "changed": 0, "duplicate": 1, "bad": 0})
    );
    house.ask("imports.undo", import);
    assert_eq!(card()["model"]["guidePrice"], before);
}
