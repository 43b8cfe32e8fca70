//! Issued papers of somebody who asked to be forgotten: what no law holds goes with its file, what the
//! law holds is locked away until its day, and neither is printed or made again.

mod house;

use std::path::PathBuf;

use base64::{Engine, prelude::BASE64_STANDARD};
use house::{House, taken_into_stock};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// One grey pixel as PNG.
const PIXEL: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";

fn id() -> Value {
    json!(uuid::Uuid::now_v7())
}

/// Keeps a file in the store the only way a page can, and takes it out of use again.
fn kept_file(house: &House) -> String {
    house.ask("dealership.change", json!({"logo": PIXEL}));
    house.ask("dealership.change", json!({"logo": ""}));
    let bytes = BASE64_STANDARD.decode(PIXEL).expect("base64");
    format!("{:x}", Sha256::digest(bytes))
}

fn place(house: &House, sha256: &str) -> PathBuf {
    house.folder().join("files").join(&sha256[..2]).join(sha256)
}

fn issue(house: &House, form: &str, subject: &Value, sha256: &str) {
    house.give(json!({
        "type": "IssuePaper", "paper": id(), "form": form, "number": "HT-2611-0001",
        "subject": subject, "language": "zh-CN", "templateVersion": "1", "sha256": sha256,
        "data": "{\"buyer\":\"刘思远\"}", "pages": 1,
    }));
}

fn customer(house: &House) -> Value {
    let customer = id();
    house.give(json!({
        "type": "AddCustomer", "customer": customer,
        "details": {
            "kind": "person", "name": "刘思远", "mobile": "13800138000",
            "identityPaper": "residentId", "identityNumber": "11010519491231002X",
        },
    }));
    customer
}

/// An order that came to nothing, so that no sale holds the person's data.
fn cancelled_order(house: &House, customer: &Value) -> Value {
    let vehicle = taken_into_stock(house, "LFV3A23C1T3000001");
    let begun = house.ask(
        "orders.begin",
        json!({"quote": null, "customer": customer, "vehicle": vehicle}),
    );
    let order = id();
    house.give(json!({
        "type": "MakeOrder", "order": order, "customer": customer, "quote": null, "vehicle": vehicle,
        "wanted": begun["wanted"], "colour": begun["colour"], "lines": begun["lines"],
        "consultant": begun["consultant"], "advance": "deposit", "advanceAgreed": 1_000_000,
    }));
    house.give(
        json!({"type": "CancelOrder", "order": order, "fault": "nobody", "reason": "不买了"}),
    );
    order
}

fn erase(house: &House, customer: &Value) {
    house.give(json!({"type": "EraseCustomer", "customer": customer, "reason": "本人申请"}));
}

fn papers(house: &House, subject: &Value) -> Value {
    house.ask("papers.of", json!({ "subject": subject }))
}

#[test]
fn a_contract_without_a_sale_is_locked_away_for_ten_years_and_says_why() {
    let house = House::training();
    house.sign_in("store");
    let sha256 = {
        house.sign_in("admin");
        kept_file(&house)
    };
    house.sign_in("store");
    let customer = customer(&house);
    let order = cancelled_order(&house, &customer);
    issue(&house, "salesContract", &order, &sha256);
    erase(&house, &customer);

    let paper = papers(&house, &order)[0].clone();
    assert_eq!(
        (&paper["data"], &paper["sha256"]),
        (&json!(""), &json!(sha256))
    );
    assert!(place(&house, &sha256).exists(), "the law has it stored");
    let card = house.ask("customers.card", json!({"id": customer}));
    let kept = &card["papersKept"][0];
    assert_eq!(kept["form"], "salesContract");
    assert_eq!(kept["because"]["record"], "salesFile");
    assert_eq!(kept["because"]["until"], paper["keptUntil"]);
    assert!(
        kept["because"]["source"]
            .as_str()
            .is_some_and(|law| law.contains("汽车销售管理办法"))
    );
    let refusal = house.refused(
        "papers.preview",
        json!({"form": "salesContract", "subject": order}),
    );
    assert_eq!(refusal["code"], "paperLockedAway");
    house.sign_in("admin");
    assert_eq!(
        house.ask("audit.verify", json!({"work": "whole"}))["broken"],
        json!(null)
    );
}

#[test]
fn a_paper_that_no_law_holds_goes_with_its_file_and_is_not_made_again() {
    let house = House::training();
    house.sign_in("admin");
    let sha256 = kept_file(&house);
    house.sign_in("store");
    let customer = customer(&house);
    let order = cancelled_order(&house, &customer);
    // An offer about the same record; nobody must keep an offer.
    issue(&house, "quote", &order, &sha256);
    assert!(place(&house, &sha256).exists());
    erase(&house, &customer);
    assert!(!place(&house, &sha256).exists());
    let paper = papers(&house, &order)[0].clone();
    assert_eq!(
        (&paper["sha256"], &paper["keptUntil"]),
        (&json!(sha256), &json!(null))
    );
    let refusal = house.refused("papers.preview", json!({"form": "quote", "subject": order}));
    assert_eq!(refusal["code"], "paperErased");
    let card = house.ask("customers.card", json!({"id": customer}));
    assert_eq!(card["papersKept"], json!([]));
}

#[test]
fn a_locked_paper_goes_by_itself_after_its_day() {
    let house = House::training();
    house.sign_in("admin");
    let sha256 = kept_file(&house);
    house.sign_in("store");
    let customer = customer(&house);
    let order = cancelled_order(&house, &customer);
    issue(&house, "handover", &order, &sha256);
    erase(&house, &customer);
    assert!(place(&house, &sha256).exists());
    // Its day is moved into the past, since the clock cannot be moved on.
    house
        .desk()
        .write_rows(|writing, _| {
            writing
                .connection()
                .execute("update paper set kept_until = '2020-01-01'", [])?;
            Ok(())
        })
        .expect("moved");
    // The day was looked at already; a new day, or a new start, looks again.
    let house = house.restarted();
    house.desk().look_after().expect("looked after");
    assert!(!place(&house, &sha256).exists());
    house.sign_in("store");
    assert_eq!(
        house.refused(
            "papers.preview",
            json!({"form": "handover", "subject": order})
        )["code"],
        "paperErased"
    );
}

#[test]
fn a_locked_paper_opens_for_the_audit_alone_with_a_reason_that_is_written_down() {
    let house = House::training();
    house.sign_in("admin");
    let sha256 = kept_file(&house);
    house.sign_in("store");
    let customer = customer(&house);
    let order = cancelled_order(&house, &customer);
    issue(&house, "salesContract", &order, &sha256);
    let paper = papers(&house, &order)[0]["id"].clone();
    let open = |reason: &str| json!({"paper": paper, "reason": reason});
    // In use it opens with its record, and not by this door.
    house.sign_in("admin");
    assert_eq!(
        house.refused("papers.open_locked", open("税务检查"))["code"],
        "paperNotLocked"
    );
    house.sign_in("store");
    erase(&house, &customer);

    house.sign_in("sales");
    let refusal = house.refused("papers.open_locked", open("好奇"));
    assert_eq!(
        (&refusal["code"], &refusal["values"]["right"]),
        (&json!("missingRight"), &json!("seeAudit"))
    );
    house.sign_in("admin");
    let card = house.ask("customers.card", json!({"id": customer}));
    assert_eq!(card["papersKept"][0]["id"], paper);
    let refusal = house.refused("papers.open_locked", open("  "));
    assert_eq!(refusal["field"], "reason");
    let log = || {
        house.ask(
            "privacy.log",
            json!({"id": paper, "offset": 0, "limit": 10}),
        )
    };
    assert_eq!(log()["total"], 0, "who saw nothing is not written down");

    let shown = house.ask("papers.open_locked", open("税务检查，检查通知书 2026-118"));
    assert_eq!(shown["pdf"], PIXEL, "the very bytes that were given out");
    let line = log()["lines"][0].clone();
    assert_eq!(
        (&line["action"], &line["kind"], &line["field"]),
        (
            &json!("openedLocked"),
            &json!("paper"),
            &json!("HT-2611-0001")
        )
    );
    assert_eq!(line["reason"], "税务检查，检查通知书 2026-118");
    // It is still printed for nobody.
    let refusal = house.refused(
        "papers.preview",
        json!({"form": "salesContract", "subject": order}),
    );
    assert_eq!(refusal["code"], "paperLockedAway");
}
