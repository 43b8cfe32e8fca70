//! The four reports over the real encrypted store: each sum is the sum of the rows it opens, screen, paper
//! and spreadsheet say the same, and nobody reads what is not theirs to read.

mod generated;
#[path = "../house/mod.rs"]
mod house;
mod sale;

use std::{
    io::{Cursor, Write},
    process::{Command, Stdio},
};

use base64::{Engine, prelude::BASE64_STANDARD};
use calamine::{Data, Reader, Xlsx};
use domain::{
    cash_days::CashDay,
    money::Fen,
    orders::{LineGroup, Order, OrderLine},
    payments::{OrderAccount, Payment, PaymentMethod},
};
use house::House;
use sale::today;
use serde_json::{Value, json};
use store::rows;

/// Each report by each of its ways of grouping and counting.
fn questions() -> Vec<(&'static str, Value)> {
    let month_ago = today() - chrono::Days::new(30);
    let far = |more: Value| {
        let mut filters = json!({"from": month_ago});
        for (key, value) in more.as_object().expect("filters") {
            filters[key] = value.clone();
        }
        filters
    };
    vec![
        ("stock", json!({})),
        ("stock", json!({"by": "series", "state": "all"})),
        ("stock", json!({"state": "allocated"})),
        ("stock", json!({"series": "大众 朗逸"})),
        ("sales", far(json!({}))),
        ("sales", far(json!({"by": "series"}))),
        ("sales", far(json!({"counted": "signed"}))),
        ("sales", far(json!({"series": "大众 迈腾"}))),
        ("cashDay", json!({})),
        ("cashDay", json!({"day": today() - chrono::Days::new(3)})),
        ("funnel", far(json!({}))),
        ("funnel", far(json!({"by": "consultant"}))),
    ]
}

fn asked(report: &str, language: &str, filters: &Value) -> Value {
    json!({"report": report, "language": language, "filters": filters})
}

fn run(house: &House, report: &str, filters: &Value) -> Value {
    house.ask("reports.run", asked(report, "zh-CN", filters))
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().expect("a list")
}

/// The place of the column with this heading.
fn column(table: &Value, heading: &str) -> usize {
    list(&table["columns"])
        .iter()
        .position(|column| column["heading"] == heading)
        .unwrap_or_else(|| panic!("no column {heading} in {}", table["columns"]))
}

const MEANS: [&str; 4] = ["库龄（天）", "平均优惠", "Days", "Average discount"];

/// What a column of these cells has to come to, worked out anew.
fn folded(head: &Value, cells: &[&Value]) -> Value {
    let said: Vec<i64> = cells.iter().filter_map(|cell| cell.as_i64()).collect();
    let heading = head["heading"].as_str().expect("a heading");
    if said.is_empty() {
        let counts = head["unit"] == "count" && !MEANS.contains(&heading);
        return if counts { json!(0) } else { Value::Null };
    }
    let sum: i64 = said.iter().sum();
    if !MEANS.contains(&heading) {
        return json!(sum);
    }
    let number = said.len() as i64;
    let half_up = (2 * sum.abs() + number) / (2 * number);
    json!(half_up * sum.signum())
}

/// Opens the cell and holds what it says against the rows that appear.
fn is_the_sum_of_its_rows(
    house: &House,
    asked: &Value,
    table: &Value,
    (group, line): (Option<&Value>, Option<&Value>),
    at: usize,
    cell: &Value,
) {
    let head = &table["columns"][at];
    let mut question = asked.clone();
    question["column"] = json!(at);
    if let Some(group) = group {
        question["group"] = group.clone();
    }
    if let Some(line) = line {
        question["line"] = line.clone();
    }
    let behind = house.ask("reports.rows", question.clone());
    let shown = list(&behind["rows"]);
    let heading = head["heading"].as_str().expect("a heading");
    assert_eq!(behind["records"], json!(shown.len()), "{question}");
    match head["unit"].as_str().expect("a unit") {
        "money" | "count" => {
            let cells: Vec<&Value> = shown.iter().map(|row| &row["cells"][at]).collect();
            if shown.is_empty() {
                assert!(cell.is_null() || cell == 0, "{heading} {cell} {question}");
                return;
            }
            assert_eq!(cell, &folded(head, &cells), "{heading} {question}");
            assert_eq!(cell, &behind["sums"][at], "{heading} {question}");
        }
        "rate" => assert_eq!(cell, &behind["sums"][at], "{heading} {question}"),
        "text" | "date" => {}
        other => panic!("an unknown unit {other}"),
    }
}

/// All cells of a report: the totals, each group's sums, and lines (every one of a short report). Gives
/// how many lines there were to look at.
fn every_sum_is_its_rows(house: &House, asked: &Value) -> usize {
    let table = house.ask("reports.run", asked.clone());
    let columns = list(&table["columns"]).len();
    let check = |place, cells: &Value| {
        for at in 1..columns {
            is_the_sum_of_its_rows(house, asked, &table, place, at, &cells[at]);
        }
    };
    check((None, None), &table["totals"]);
    let mut records = 0;
    for group in list(&table["groups"]) {
        check((Some(&group["key"]), None), &group["sums"]);
        let lines = list(&group["lines"]);
        records += lines.len();
        for line in lines.iter().step_by(1 + lines.len() / 3) {
            check((Some(&group["key"]), Some(&line["key"])), &line["cells"]);
        }
        for (at, head) in list(&table["columns"]).iter().enumerate().skip(1) {
            let cells: Vec<&Value> = lines.iter().map(|line| &line["cells"][at]).collect();
            let heading = head["heading"].as_str().expect("a heading");
            let sums = ["money", "count"].contains(&head["unit"].as_str().expect("a unit"));
            // A mean of means is no mean, but where each line is one record it is.
            let single = lines.iter().all(|line| !line["record"].is_null());
            if sums && (single || !MEANS.contains(&heading)) {
                assert_eq!(group["sums"][at], folded(head, &cells), "{heading}");
            }
        }
    }
    records
}

#[test]
fn every_sum_is_the_sum_of_the_rows_it_opens() {
    let questions = questions();
    let mut looked_at = vec![0; questions.len()];
    for seed in 1..=3 {
        let house = generated::house(seed, today());
        house.sign_in("store");
        for ((report, filters), lines) in questions.iter().zip(&mut looked_at) {
            *lines += every_sum_is_its_rows(&house, &asked(report, "zh-CN", filters));
        }
        every_sum_is_its_rows(&house, &asked("sales", "en", &json!({"by": "series"})));
    }
    assert!(
        !looked_at.contains(&0),
        "some question found nothing: {looked_at:?}"
    );
}

#[test]
fn the_revenue_is_what_the_orders_own_accounts_say() {
    let house = generated::house(7, today());
    house.sign_in("store");
    let from = today() - chrono::Days::new(20);
    let table = run(&house, "sales", &json!({"from": from}));
    let zone: chrono_tz::Tz = "Asia/Shanghai".parse().expect("a zone");
    let mut cars = 0;
    let mut own = Fen::ZERO;
    house
        .desk()
        .write_rows(|writing, _| {
            let lines = rows::all::<OrderLine>(writing.connection())?;
            for order in rows::all::<Order>(writing.connection())? {
                let in_period = order
                    .delivered_at
                    .is_some_and(|at| (from..=today()).contains(&at.date_in(zone)));
                if !in_period || order.cancelled_at.is_some() {
                    continue;
                }
                cars += 1;
                let account: OrderAccount =
                    rows::entity(writing.connection(), order.id)?.expect("an account");
                let others = lines.iter().filter(|line| {
                    line.order_id == order.id
                        && matches!(line.kind.group(), LineGroup::PassedOn | LineGroup::SetOff)
                });
                let others = Fen::sum(others.map(|line| line.amount)).expect("fits");
                own = own
                    .checked_add(account.due)
                    .and_then(|own| own.checked_sub(others))
                    .expect("fits");
            }
            Ok(())
        })
        .expect("read");
    assert!(cars > 5, "too few to say anything: {cars}");
    assert_eq!(table["totals"][column(&table, "台数")], cars);
    assert_eq!(table["totals"][column(&table, "收入（含税）")], own.fen());
}

#[test]
fn the_gross_is_net_of_vat_and_a_car_without_a_cost_stands_in_none_of_it() {
    let house = House::training();
    house.sign_in("store");
    sale::delivered(&house);
    let table = run(&house, "sales", &json!({}));
    let totals = &table["totals"];
    let is = |heading: &str, fen: i64| {
        assert_eq!(totals[column(&table, heading)], fen, "{heading}: {totals}");
    };
    // 219,900 − 2,000 + 761 of goods at 13 %, 500 for plates at 6 %; the cost of 180,000 at 13 %.
    is("台数", 1);
    is("收入（含税）", 21_916_100);
    is("平均优惠", 200_000);
    let goods = (21_866_100_f64 / 1.13).round() as i64;
    let services = (50_000_f64 / 1.06).round() as i64;
    let cost = (18_000_000_f64 / 1.13).round() as i64;
    is("不含税收入", goods + services);
    is("不含税成本", cost);
    is("毛利", goods + services - cost);
    let share = (goods + services - cost) as f64 / (goods + services) as f64;
    is("毛利率", (share * 10_000.0).round() as i64);
    assert!(
        table["definition"]
            .as_str()
            .is_some_and(|text| text.contains("不含税"))
    );

    let seeded = generated::house(3, today());
    seeded.sign_in("store");
    let filters = json!({"from": today() - chrono::Days::new(60)});
    let table = run(&seeded, "sales", &filters);
    let behind = seeded.ask("reports.rows", asked("sales", "zh-CN", &filters));
    let [revenue, cost, gross] =
        ["不含税收入", "不含税成本", "毛利"].map(|heading| column(&table, heading));
    let mut without = 0;
    for row in list(&behind["rows"]) {
        let cells = &row["cells"];
        if let Some(cost) = cells[cost].as_i64() {
            let left = cells[revenue].as_i64().map(|revenue| revenue - cost);
            assert_eq!(cells[gross].as_i64(), left);
        } else {
            without += 1;
            assert_eq!(cells[gross], Value::Null);
            assert_eq!(cells[revenue], Value::Null);
        }
    }
    assert!(without > 0, "the seed left every car its cost");
    assert!(
        table["notes"][0]
            .as_str()
            .is_some_and(|note| note.starts_with(&format!("{without} 台"))),
        "{}",
        table["notes"]
    );
}

#[test]
fn the_day_sheet_is_the_payments_and_the_count_of_the_day() {
    let house = House::training();
    house.sign_in("store");
    house.give(json!({"type": "OpenCashDay", "day": today(), "openingFloat": 50_000}));
    let sale = sale::delivered(&house);
    house.give(json!({
        "type": "CloseCashDay", "day": today(), "counted": [
            {"method": "transfer", "counted": 99_999},
        ],
        "pieces": [{"face": 10_000, "pieces": 104}], "explanation": "转账回单未到，现金少一张",
    }));
    let table = run(&house, "cashDay", &json!({}));
    let mut day = None;
    let mut payments = Vec::new();
    house
        .desk()
        .write_rows(|writing, _| {
            day = rows::all::<CashDay>(writing.connection())?.pop();
            payments = rows::all::<Payment>(writing.connection())?;
            Ok(())
        })
        .expect("read");
    let day = day.expect("a cash day");
    let [count, paid_in, paid_out, net] =
        ["笔数", "收", "付", "净额"].map(|heading| column(&table, heading));
    let totals = &table["totals"];
    assert_eq!(totals[count], day.entries);
    assert_eq!(totals[count], payments.len());
    assert_eq!(totals[paid_in], day.paid_in.fen());
    assert_eq!(totals[paid_out], day.paid_out.fen());
    let all = Fen::sum(payments.iter().map(|payment| payment.amount)).expect("fits");
    assert_eq!(totals[net], all.fen());
    for group in list(&table["groups"]) {
        let method = PaymentMethod::from_word(group["key"].as_str().expect("a key"));
        let method = method.expect("a method");
        assert_eq!(group["sums"][net], day.net(method).fen(), "{method:?}");
    }
    let notes = table["notes"].to_string();
    for said in [
        "备用金 500.00".to_owned(),
        "现金：应有 10,500.00，清点 10,400.00，差额 -100.00".to_owned(),
        format!("差额合计 {}", day.difference),
        "转账回单未到".to_owned(),
    ] {
        assert!(notes.contains(&said), "{said} is not in {notes}");
    }
    let behind = house.ask("reports.rows", asked("cashDay", "zh-CN", &json!({})));
    assert_eq!(behind["rows"][0]["kind"], "sales_order");
    assert_eq!(behind["rows"][0]["id"], sale.order);
    assert!(
        behind["rows"][0]["detail"]
            .to_string()
            .contains(&sale.number)
    );

    let before = run(&house, "cashDay", &json!({"day": "2020-02-29"}));
    assert_eq!(before["records"], 0);
    assert_eq!(before["notes"][0], "这一天没有开账，也没有收付款。");
}

#[test]
fn the_funnel_counts_each_stage_once_and_opens_what_it_counted() {
    let house = House::training();
    house.sign_in("store");
    let sale = sale::delivered(&house);
    let table = run(&house, "funnel", &json!({}));
    let stages = ["线索", "到店", "报价", "订单", "交车"].map(|stage| column(&table, stage));
    for stage in stages {
        assert_eq!(table["totals"][stage], 1, "{}", table["totals"]);
    }
    assert_eq!(table["totals"][column(&table, "订单/线索")], 10_000);
    let opened = |stage: usize| {
        let mut question = asked("funnel", "zh-CN", &json!({}));
        question["column"] = json!(stage);
        house.ask("reports.rows", question)["rows"][0].clone()
    };
    assert_eq!(opened(stages[0])["kind"], "customer");
    assert_eq!(
        opened(stages[1])["kind"],
        "visit",
        "nobody knows yet who that was"
    );
    assert_eq!(opened(stages[2])["kind"], "quote");
    assert_eq!(opened(stages[3])["id"], sale.order);
    assert_eq!(opened(stages[4])["id"], sale.order);
    // A day on which nothing happened has no rates, rather than rates of zero.
    let empty = run(
        &house,
        "funnel",
        &json!({"from": "2020-01-01", "until": "2020-01-31"}),
    );
    assert_eq!(empty["totals"][column(&empty, "到店/线索")], Value::Null);
}

#[test]
fn the_stock_list_opens_the_car_and_the_oldest_stands_first() {
    let house = generated::house(5, today());
    house.sign_in("store");
    let table = run(&house, "stock", &json!({}));
    let days = column(&table, "库龄（天）");
    for group in list(&table["groups"]) {
        let ages: Vec<i64> = list(&group["lines"])
            .iter()
            .map(|line| line["cells"][days].as_i64().expect("it stands here"))
            .collect();
        assert!(
            ages.is_sorted_by(|older, younger| older >= younger),
            "{ages:?}"
        );
    }
    let line = &table["groups"][0]["lines"][0];
    let car = house.ask("vehicles.card", json!({"id": line["record"]["id"]}));
    assert_eq!(line["record"]["kind"], "vehicle");
    assert_eq!(car["vehicle"]["stockNumber"], line["cells"][0]);
    let with_those_on_the_way = run(&house, "stock", &json!({"state": "all"}));
    assert!(with_those_on_the_way["records"].as_u64() > table["records"].as_u64());
}

/// The report as a file, as it would lie among the downloads.
fn file(house: &House, report: &str, language: &str, filters: &Value, format: &str) -> Vec<u8> {
    let mut question = asked(report, language, filters);
    question["format"] = json!(format);
    let question = serde_json::from_value(question).expect("a question");
    desk::reports::made(house.desk(), &question)
        .expect("made")
        .bytes
}

fn piped(program: &str, arguments: &[&str], bytes: &[u8]) -> String {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{program}: {error}"));
    let mut input = child.stdin.take().expect("an input");
    let bytes = bytes.to_vec();
    let writing = std::thread::spawn(move || input.write_all(&bytes));
    let output = child.wait_with_output().expect("it ends");
    writing.join().expect("written").expect("written");
    assert!(output.status.success(), "{program} {arguments:?} complains");
    String::from_utf8(output.stdout).expect("words")
}

fn paper_text(pdf: &[u8]) -> String {
    let place = std::env::temp_dir().join(format!("forecourt-{}.pdf", uuid::Uuid::new_v4()));
    std::fs::write(&place, pdf).expect("written");
    let path = place.display().to_string();
    let checked = piped("qpdf", &["--check", &path], &[]);
    std::fs::remove_file(&place).expect("removed");
    assert!(
        checked.contains("No syntax or stream encoding errors"),
        "{checked}"
    );
    piped("pdftotext", &["-layout", "-", "-"], pdf)
}

/// How paper says a cell.
fn on_paper(unit: &str, cell: &Value) -> Option<String> {
    let number = cell.as_i64()?;
    match unit {
        "money" => Some(Fen(number).to_string()),
        "rate" => Some(format!("{}.{:02}%", number / 100, number.abs() % 100)),
        _ => None,
    }
}

#[test]
fn paper_says_the_figures_of_the_screen() {
    let house = generated::house(2, today());
    house.sign_in("store");
    for (report, filters) in questions() {
        for language in ["zh-CN", "en"] {
            let table = house.ask("reports.run", asked(report, language, &filters));
            let shown = house.ask("reports.preview", asked(report, language, &filters));
            let pdf = BASE64_STANDARD
                .decode(shown["pdf"].as_str().expect("a paper"))
                .expect("base64");
            let text = paper_text(&pdf);
            // What stands in a narrow column may be broken between two lines.
            let bare: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
            let has = |said: &str| {
                let said: String = said.chars().filter(|sign| !sign.is_whitespace()).collect();
                assert!(bare.contains(&said), "{said} is not in {report}:\n{text}");
            };
            has(table["title"].as_str().expect("a title"));
            has(&today().to_string());
            let groups = list(&table["groups"]);
            for cells in groups
                .iter()
                .map(|group| &group["sums"])
                .chain([&table["totals"]])
            {
                for (head, cell) in list(&table["columns"]).iter().zip(list(cells)) {
                    if let Some(said) = on_paper(head["unit"].as_str().expect("a unit"), cell) {
                        has(&said);
                    }
                }
            }
            for filter in list(&table["filters"]) {
                has(filter["label"].as_str().expect("a label"));
            }
        }
    }
}

#[test]
fn a_spreadsheet_holds_the_same_sums_as_numbers() {
    let house = generated::house(2, today());
    house.sign_in("store");
    for (report, filters) in questions() {
        let table = run(&house, report, &filters);
        let bytes = file(&house, report, "zh-CN", &filters, "xlsx");
        let mut book: Xlsx<_> =
            calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
        let sheet = book.worksheet_range_at(0).expect("a sheet").expect("cells");
        let last = sheet.rows().next_back().expect("rows");
        let headings = sheet
            .rows()
            .position(|row| row[0].to_string() == table["columns"][0]["heading"])
            .expect("a heading");
        let lines: Vec<_> = sheet.rows().skip(headings + 1).collect();
        for (at, head) in list(&table["columns"]).iter().enumerate() {
            let unit = head["unit"].as_str().expect("a unit");
            let places = match unit {
                "money" => 100.0,
                "rate" => 10_000.0,
                "count" => 1.0,
                _ => continue,
            };
            match (table["totals"][at].as_i64(), &last[at]) {
                (Some(total), Data::Float(found)) => {
                    assert_eq!((found * places).round() as i64, total, "{report} {head}");
                }
                (Some(total), Data::Int(found)) => assert_eq!(*found, total),
                (None, Data::Empty) => {}
                (None, Data::String(dash)) => assert_eq!(dash, "-"),
                (expected, found) => panic!("{report} {head}: {expected:?} is {found:?}"),
            }
            for cell in lines.iter().map(|row| &row[at]) {
                let text = matches!(cell, Data::String(text) if text != "-");
                assert!(!text, "{report} {head}: {cell} is text");
            }
        }
        let said: String = sheet
            .rows()
            .take(headings)
            .flatten()
            .map(Data::to_string)
            .collect();
        assert!(said.contains(table["definition"].as_str().expect("a definition")));
    }
}

#[test]
fn a_csv_file_opens_in_excel() {
    let house = generated::house(2, today());
    house.sign_in("store");
    let table = run(&house, "stock", &json!({}));
    let bytes = file(&house, "stock", "zh-CN", &json!({}), "csv");
    let text = String::from_utf8(bytes).expect("UTF-8");
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    let lines: Vec<&str> = text
        .strip_suffix("\r\n")
        .expect("CRLF")
        .split("\r\n")
        .collect();
    assert!(!text.replace("\r\n", "").contains('\n'));
    assert_eq!(
        lines.len() as u64,
        1 + table["records"].as_u64().expect("a number")
    );
    assert!(
        lines[0].starts_with("库龄段,库存号,车型,VIN,"),
        "{}",
        lines[0]
    );
    let sales = file(
        &house,
        "sales",
        "zh-CN",
        &json!({"from": "2020-01-01"}),
        "csv",
    );
    let sales = String::from_utf8(sales).expect("UTF-8");
    let mut lines = sales.lines();
    assert!(
        lines
            .next()
            .is_some_and(|line| line.contains("销售顾问,车系,台数"))
    );
    for line in lines {
        let names: Vec<&str> = line.split(',').take(2).collect();
        assert!(names.iter().all(|name| !name.is_empty()), "{line}");
    }
}

#[test]
fn without_the_right_to_costs_they_are_in_no_answer_and_on_no_paper() {
    let house = House::training();
    house.sign_in("store");
    house.give(json!({"type": "OpenCashDay", "day": today(), "openingFloat": 50_000}));
    sale::delivered(&house);
    let mut car = house::take_into_stock("LFV3A23C3T3000002");
    car["cost"] = json!({"purchasePrice": 17_654_321});
    house.give(car);
    let all = |house: &House| -> String {
        let mut said = String::new();
        for report in ["stock", "sales"] {
            said += &run(house, report, &json!({})).to_string();
            said += &house
                .ask("reports.rows", asked(report, "zh-CN", &json!({})))
                .to_string();
            let pdf = file(house, report, "zh-CN", &json!({}), "pdf");
            said += &paper_text(&pdf).replace(',', "");
        }
        said
    };
    let secrets = [
        "17654321",
        "176543.21",
        "成本",
        "毛利",
        "15929204",
        "159292.04",
    ];
    let seen = all(&house);
    for secret in secrets {
        assert!(
            seen.contains(secret),
            "whoever may see costs does not see {secret}"
        );
    }
    // The cashier reads reports and sees stock, and has no business with costs.
    house.sign_in("cashier");
    let seen = all(&house);
    for secret in secrets {
        assert!(!seen.contains(secret), "the cashier sees {secret}");
    }
    let mut question = asked("stock", "zh-CN", &json!({}));
    question["format"] = json!("xlsx");
    let refused = house.refused("reports.save", question);
    assert_eq!(
        (&refused["kind"], &refused["code"]),
        (&json!("refused"), &json!("missingRight"))
    );
    assert_eq!(refused["values"]["right"], "exportData");
}

#[test]
fn who_may_not_read_reports_gets_none_and_a_reader_only_their_own() {
    let house = House::training();
    house.sign_in("sales");
    for (report, filters) in questions() {
        let refused = house.refused("reports.run", asked(report, "zh-CN", &filters));
        assert_eq!(refused["code"], "missingRight", "{refused}");
        house.refused("reports.rows", asked(report, "zh-CN", &filters));
        house.refused("reports.preview", asked(report, "zh-CN", &filters));
    }
    house.refused("reports.list", json!({"language": "zh-CN"}));
    house.sign_in("manager");
    let names: Vec<Value> = list(&house.ask("reports.list", json!({"language": "en"})))
        .iter()
        .map(|head| head["name"].clone())
        .collect();
    assert_eq!(
        names,
        ["stock", "sales", "funnel"],
        "the day sheet is the cashier's"
    );
    let refused = house.refused("reports.run", asked("cashDay", "en", &json!({})));
    assert_eq!(refused["values"]["right"], "closeCashDay");
}

#[test]
fn people_leave_the_desk_masked() {
    let house = House::training();
    house.sign_in("store");
    house.give(json!({"type": "OpenCashDay", "day": today(), "openingFloat": 50_000}));
    sale::delivered(&house);
    for report in ["stock", "sales", "cashDay", "funnel"] {
        let said = run(&house, report, &json!({})).to_string()
            + &house
                .ask("reports.rows", asked(report, "zh-CN", &json!({})))
                .to_string()
            + &paper_text(&file(&house, report, "zh-CN", &json!({}), "pdf"));
        for name in ["刘思远", "刘先生", "13800138000", "11010519491231002X"] {
            assert!(!said.contains(name), "{report} says {name}");
        }
    }
}

#[test]
fn a_day_that_does_not_exist_and_a_period_that_ends_before_it_begins_are_refused() {
    let house = House::training();
    house.sign_in("store");
    for (report, filters, field, code) in [
        ("sales", json!({"from": "2026-02-30"}), "from", "noSuchDay"),
        ("funnel", json!({"until": "昨天"}), "until", "noSuchDay"),
        ("cashDay", json!({"day": "2026-13-01"}), "day", "noSuchDay"),
        (
            "sales",
            json!({"from": "2026-11-02", "until": "2026-11-01"}),
            "until",
            "endsBeforeItBegins",
        ),
    ] {
        for call in ["reports.run", "reports.rows", "reports.preview"] {
            let refused = house.refused(call, asked(report, "zh-CN", &filters));
            assert_eq!(refused["kind"], "invalid", "{refused}");
            assert_eq!(refused["field"], field, "{refused}");
            assert_eq!(refused["code"], code, "{refused}");
        }
    }
}

#[test]
fn who_took_a_report_out_is_written_down() {
    let house = House::training();
    house.sign_in("store");
    let printer = json!({"printer": "no such printer", "copies": 1});
    let mut question = asked("stock", "zh-CN", &json!({}));
    question["options"] = printer;
    // A printer that is not there prints nothing, so nothing is written down.
    house.refused("reports.print", question);
    let log = house.ask("privacy.log", json!({"id": null, "offset": 0, "limit": 50}));
    assert!(!log.to_string().contains("\"printed\""), "{log}");
}
