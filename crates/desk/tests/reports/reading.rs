//! Who reads what, and what is asked wrongly.

use super::*;

#[test]
fn without_the_right_to_costs_they_are_in_no_answer_and_on_no_paper() {
    let house = House::training();
    house.sign_in("store");
    house.give(json!({"type": "OpenCashDay", "day": today(), "openingFloat": 50_000}));
    delivered(&house);
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
        ["stock", "sales", "funnel", "testDrives"],
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
    delivered(&house);
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
