//! A report of more lines than a screen shows: it comes in parts that are one whole, it is looked at by its
//! first pages, and it is let go with the person who asked for it.

mod house;

use desk::samples::{self, Marketing, Size, Years};
use domain::time::Timestamp;
use house::House;
use serde_json::{Value, json};

/// Cars enough for more lines than come at once.
fn house() -> House {
    let house = House::training();
    let size = Size {
        cars: 1_600,
        customers: 100,
        orders: 100,
        buyers: 100,
        leads: 25,
        parts: 20,
        marketing: Marketing::NONE,
        years: Years::NONE,
    };
    let now = Timestamp(chrono::Utc::now().timestamp_millis());
    samples::fill(house.desk(), size, now).expect("filled");
    house.sign_in("store");
    house
}

fn stock() -> Value {
    json!({"report": "stock", "language": "zh-CN", "filters": {}})
}

fn with(mut asked: Value, more: &Value) -> Value {
    for (name, value) in more.as_object().expect("fields") {
        asked[name] = value.clone();
    }
    asked
}

fn lines_of(group: &Value) -> &Vec<Value> {
    group["lines"].as_array().expect("lines")
}

#[test]
fn the_lines_that_follow_belong_to_the_sums_above_them() {
    let house = house();
    let table = house.ask("reports.run", stock());
    let groups = table["groups"].as_array().expect("groups");
    let sent: usize = groups.iter().map(|group| lines_of(group).len()).sum();
    let all: u64 = groups
        .iter()
        .map(|group| group["lineCount"].as_u64().expect("a count"))
        .sum();
    assert!((sent as u64) < all, "{sent} of {all} lines are sent");
    assert_eq!(table["records"], all);

    for group in groups {
        let mut lines = lines_of(group).clone();
        let count = group["lineCount"].as_u64().expect("a count") as usize;
        while lines.len() < count {
            let asked = json!({
                "asOf": table["asOf"], "group": group["key"], "offset": lines.len(), "limit": 200,
            });
            let more = house.ask("reports.lines", with(stock(), &asked));
            assert_eq!(
                more["asOf"], table["asOf"],
                "of the very table on the screen"
            );
            assert!(!lines_of(&more).is_empty());
            lines.extend(lines_of(&more).iter().cloned());
        }
        assert_eq!(lines.len(), count);
        for (at, column) in table["columns"]
            .as_array()
            .expect("columns")
            .iter()
            .enumerate()
        {
            let sum = &group["sums"][at];
            if column["unit"] == "money" && sum.is_i64() {
                let added: i64 = lines
                    .iter()
                    .filter_map(|line| line["cells"][at].as_i64())
                    .sum();
                assert_eq!(sum.as_i64(), Some(added), "{}", column["heading"]);
            }
        }
    }
}

#[test]
fn lines_of_a_table_that_is_no_longer_kept_say_so_by_their_time() {
    let house = house();
    let table = house.ask("reports.run", stock());
    let group = &table["groups"][0]["key"];
    let earlier = table["asOf"].as_i64().expect("a time") - 1;
    let asked = json!({"asOf": earlier, "group": group, "offset": 0, "limit": 5});
    let lines = house.ask("reports.lines", with(stock(), &asked));
    assert_ne!(lines["asOf"], earlier);

    // Nobody without the right to the report is handed its lines, whoever asked for it before.
    house.sign_in("technician");
    let asked = json!({"asOf": table["asOf"], "group": group, "offset": 0, "limit": 5});
    let refusal = house.refused("reports.lines", with(stock(), &asked));
    assert_eq!(refusal["code"], "missingRight");
}

#[test]
fn a_long_report_is_looked_at_by_its_first_pages_and_says_how_many_it_has() {
    let house = house();
    let preview = house.ask("reports.preview", stock());
    assert_eq!(preview["shown"], 5);
    assert!(preview["pages"].as_u64() > Some(5), "{}", preview["pages"]);
}
