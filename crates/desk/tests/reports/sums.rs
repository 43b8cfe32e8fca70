//! Each sum is the sum of the rows it opens, and what the records themselves say.

use super::*;

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
    delivered(&house);
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
    let sale = delivered(&house);
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
        behind["rows"][0]["detail"].to_string().contains(
            sale.card(&house)["order"]["number"]
                .as_str()
                .expect("a number")
        )
    );

    let before = run(&house, "cashDay", &json!({"day": "2020-02-29"}));
    assert_eq!(before["records"], 0);
    assert_eq!(before["notes"][0], "这一天没有开账，也没有收付款。");
}

/// A stored value that is sold, and a repair order whose customer pays; what is paid is given back in part.
fn money_of_the_workshop(house: &House) -> (Value, Value) {
    let id = || json!(uuid::Uuid::now_v7());
    let (customer, car, plan, order, job) = (id(), id(), id(), id(), id());
    house.give(json!({"type": "AddCustomer", "customer": customer,
        "details": {"kind": "person", "name": "沈一鸣", "mobile": "13800000035"}}));
    house.give(
        json!({"type": "RegisterCar", "car": car, "plate": "京A10002",
        "description": "大众 迈腾", "customer": customer}),
    );
    house.give(
        json!({"type": "SellPlan", "plan": plan, "kind": "storedValue", "title": "储值",
        "customer": customer, "price": 100_000, "validFrom": "2026-01-01", "method": "weChat"}),
    );
    house.give(
        json!({"type": "RefundPlan", "plan": plan, "amount": 100_000,
        "method": "weChat", "reason": "客户换车"}),
    );
    house.give(
        json!({"type": "OpenRepairOrder", "repairOrder": order, "kind": "repair",
        "car": car, "jobs": [{"job": job, "words": "异响检查", "skill": "mechanical",
        "minutes": 60, "payer": "customer"}]}),
    );
    house.give(
        json!({"type": "AddLine", "line": id(), "job": job, "new": {"kind": "fee",
        "label": "检查费", "quantity": 1000, "unitPrice": 12_000, "payer": "customer"}}),
    );
    house.give(json!({"type": "AuthoriseJob", "job": job, "by": "沈先生", "how": "signature"}));
    house.give(json!({"type": "FinishJob", "job": job, "correction": "已紧固"}));
    house.give(json!({"type": "InspectJob", "job": job, "verdict": "passed"}));
    house.give(json!({"type": "SettleRepairOrder", "repairOrder": order}));
    let card = house.ask("repair_orders.card", json!({ "id": order }));
    let sheet = &card["sheets"][0]["sheet"];
    house.give(
        json!({"type": "PaySettlement", "payment": id(), "settlement": sheet["id"],
        "amount": sheet["amount"], "method": "cash"}),
    );
    house.give(
        json!({"type": "ReverseSettlement", "settlement": sheet["id"],
        "reason": "项目记错", "refundMethod": "cash"}),
    );
    (plan, order)
}

#[test]
fn the_day_sheet_and_the_cashier_see_the_money_of_the_workshop_and_of_plans() {
    let house = House::training();
    house.sign_in("store");
    let sale = delivered(&house);
    let (plan, order) = money_of_the_workshop(&house);
    let view = house.ask("cash.day", json!({"day": today()}));
    let table = run(&house, "cashDay", &json!({}));
    let [count, paid_in, paid_out] = ["笔数", "收", "付"].map(|heading| column(&table, heading));
    let totals = &table["totals"];
    assert_eq!(totals[count], view["cashDay"]["entries"]);
    assert_eq!(totals[paid_in], view["cashDay"]["paidIn"]);
    assert_eq!(totals[paid_out], view["cashDay"]["paidOut"]);
    let all = house.ask(
        "payments.list",
        json!({"filters": {}, "text": "", "sort": null, "offset": 0, "limit": 100}),
    );
    assert_eq!(all["total"], view["cashDay"]["entries"]);
    assert_eq!(list(&view["payments"]).len(), list(&all["rows"]).len());
    let of = |rows: &Value, subject: &Value| -> Vec<(Value, Value)> {
        list(rows)
            .iter()
            .filter(|row| row["subject"] == *subject)
            .map(|row| (row["kind"].clone(), row["number"].clone()))
            .collect()
    };
    let card = house.ask("repair_orders.card", json!({ "id": order }));
    let number = &card["order"]["number"];
    assert!(number.is_string(), "{card}");
    let mut paid = of(&all["rows"], &order);
    paid.sort_by_key(|(kind, _)| kind.to_string());
    assert_eq!(
        paid,
        [
            (json!("settlement"), number.clone()),
            (json!("settlementRefund"), number.clone())
        ]
    );
    assert_eq!(of(&view["payments"], &plan).len(), 2);
    let row = list(&view["payments"])
        .iter()
        .find(|row| row["subject"] == plan);
    assert_eq!(row.expect("the plan")["payer"], "沈*鸣");
    let behind = house.ask("reports.rows", asked("cashDay", "zh-CN", &json!({})));
    for (kind, id) in [
        ("sales_order", &sale.order),
        ("repair_order", &order),
        ("prepaid_plan", &plan),
    ] {
        assert!(
            list(&behind["rows"])
                .iter()
                .any(|row| row["kind"] == kind && row["id"] == *id),
            "no row opens the {kind}: {behind}"
        );
    }
    let found = house.ask(
        "payments.list",
        json!({"filters": {"kind": ["settlement"]}, "text": number, "sort": null, "offset": 0, "limit": 10}),
    );
    assert_eq!(
        (&found["total"], &found["rows"][0]["subject"]),
        (&json!(1), &order)
    );
}

#[test]
fn the_funnel_counts_each_stage_once_and_opens_what_it_counted() {
    let house = House::training();
    house.sign_in("store");
    let sale = delivered(&house);
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
