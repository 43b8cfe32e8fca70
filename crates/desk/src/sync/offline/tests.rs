//! Sentences about a desk that has no line for weeks.

use std::path::PathBuf;

use domain::{desks::spoken, time::Timestamp};
use serde_json::{Value, json};

use super::{Lease, by_phone::ALLOWED, clock, keep, lease, reached, rests_at, set_fact};
use crate::{Changed, Desk, RpcError, Shell, WorkProgress, dispatch};

struct Deaf;

impl Shell for Deaf {
    fn changed(&self, _: &Changed) {}
    fn work(&self, _: &WorkProgress) {}
    fn session(&self) {}
    fn interactive(&self) {}
    fn open_window(&self, _: &str) -> Result<(), RpcError> {
        Ok(())
    }
}

/// A workstation that follows a platform which answered last so many days ago.
struct Station {
    desk: Desk,
    folder: PathBuf,
}

impl Station {
    fn reached_days_ago(days: i64) -> Self {
        let folder = std::env::temp_dir().join(format!("forecourt-{}", uuid::Uuid::now_v7()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let desk = Desk::start(&folder, Box::new(Deaf));
        let station = Self { desk, folder };
        station.ask(
            "store.create",
            json!({
                "name": "宏远汽车销售服务有限公司",
                "code": "HY",
                "passphrase": "a passphrase for tests",
                "administrator": {"name": "陈管理", "signInName": "admin", "password": "Correct-Horse-9"},
            }),
        );
        let own = station.desk.store().expect("open").desk;
        let enrol = json!({
            "type": "EnrolDesk",
            "desk": own,
            "deskCode": "A",
            "name": "展厅前台",
            "spokenKey": own_key(),
        });
        station.ask("submit", json!({ "command": enrol }));
        station.stands("linked");
        let then = clock::now().plus(-days * Timestamp::DAY);
        station.writes_down(Lease::from(then));
        station.ask("session.lock", json!({}));
        station
    }

    fn stands(&self, word: &str) {
        let open = self.desk.store().expect("open");
        open.store
            .write(|writing| set_fact(writing.connection(), "platform_standing", word))
            .expect("it is noted");
    }

    fn lease(&self) -> Lease {
        let open = self.desk.store().expect("open");
        let lease = open.store.read(lease).expect("it is read");
        lease.expect("it is counted")
    }

    /// How many hours are left, to the nearest.
    fn hours_left(&self) -> i64 {
        let open = self.desk.store().expect("open");
        let rests_at = open.store.read(rests_at).expect("it is read");
        let left = rests_at.expect("it is counted").0 - clock::now().0;
        (left + Timestamp::HOUR / 2) / Timestamp::HOUR
    }

    fn writes_down(&self, lease: Lease) {
        let open = self.desk.store().expect("open");
        open.store
            .write(|writing| keep(writing.connection(), lease))
            .expect("it is written down");
    }

    /// So many days go by, or the clock is set back by them when there are fewer than none: what was counted last lies
    /// so much further back, or ahead.
    fn clock_goes(&self, days: i64) {
        let lease = self.lease();
        let counted_at = lease.counted_at.plus(-days * Timestamp::DAY);
        self.writes_down(Lease {
            counted_at,
            ..lease
        });
    }

    fn call(&self, name: &str, arguments: Value) -> Result<Value, RpcError> {
        let answer = dispatch(&self.desk, name, arguments)?;
        Ok(serde_json::from_str(&answer).expect("an answer is JSON"))
    }

    fn ask(&self, name: &str, arguments: Value) -> Value {
        let answer = self.call(name, arguments);
        answer.unwrap_or_else(|error| panic!("{name} was refused: {}", error.code))
    }

    fn signs_in(&self) -> Result<(), String> {
        let state = self.ask("session.state", json!({}));
        let asked = json!({"person": state["people"][0]["id"], "password": "Correct-Horse-9"});
        let answer = self.call("session.sign_in", asked);
        answer.map(drop).map_err(|error| error.code)
    }

    fn question(&self) -> String {
        let asked = self.ask("session.offline_question", json!({}));
        asked["question"].as_str().expect("a question").to_owned()
    }

    fn goes_on(&self, answer: &str) -> Result<(), String> {
        let answer = self.call("session.go_on", json!({ "answer": answer }));
        answer.map(drop).map_err(|error| error.code)
    }
}

impl Drop for Station {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// What the codes of this desk are reckoned from.
fn own_key() -> String {
    "0f".repeat(32)
}

fn refused(code: &str) -> Result<(), String> {
    Err(code.to_owned())
}

#[test]
fn for_three_weeks_a_desk_goes_on_by_itself() {
    let station = Station::reached_days_ago(20);
    assert_eq!(
        station.ask("session.state", json!({}))["offline"],
        Value::Null
    );
    assert_eq!(station.signs_in(), Ok(()));
}

#[test]
fn then_nobody_signs_in_until_the_platform_answers() {
    let station = Station::reached_days_ago(21);
    let state = station.ask("session.state", json!({}));
    assert_eq!(state["offline"]["days"], 21);
    assert_eq!(station.signs_in(), refused("offlineTooLong"));
    let open = station.desk.store().expect("open");
    assert!(reached(&open.store).expect("noted"), "it is to be told");
    assert!(!reached(&open.store).expect("noted"), "once");
    assert_eq!(station.signs_in(), Ok(()));
}

#[test]
fn what_an_administrator_reads_back_lets_it_go_on_for_so_many_days() {
    let station = Station::reached_days_ago(22);
    let question = station.question();
    assert_eq!(station.question(), question, "until it is answered");
    let answer = spoken::answer(&own_key(), &question, 7);
    assert_eq!(station.goes_on("0000-0000"), refused("wrongAnswer"));
    assert_eq!(station.goes_on(&answer.to_lowercase()), Ok(()));
    assert_eq!(station.signs_in(), Ok(()));
    station.clock_goes(6);
    assert_eq!(station.signs_in(), Ok(()));
    station.clock_goes(1);
    assert_eq!(station.signs_in(), refused("offlineTooLong"));
}

#[test]
fn an_answer_holds_once() {
    let station = Station::reached_days_ago(22);
    let question = station.question();
    let answer = spoken::answer(&own_key(), &question, 1);
    assert_eq!(station.goes_on(&answer), Ok(()));
    assert_eq!(station.goes_on(&answer), refused("nothingAsked"));
    station.clock_goes(2);
    assert_ne!(station.question(), question);
    assert_eq!(station.goes_on(&answer), refused("wrongAnswer"));
}

#[test]
fn what_was_meant_for_another_desk_does_not_fit() {
    let station = Station::reached_days_ago(22);
    let answer = spoken::answer(&"f0".repeat(32), &station.question(), 7);
    assert_eq!(station.goes_on(&answer), refused("wrongAnswer"));
    assert_eq!(station.signs_in(), refused("offlineTooLong"));
}

#[test]
fn no_answer_lets_a_desk_go_on_that_was_shut_out() {
    let station = Station::reached_days_ago(22);
    let answer = spoken::answer(&own_key(), &station.question(), 7);
    station.stands("revoked");
    assert_eq!(station.goes_on(&answer), refused("nothingAsked"));
}

#[test]
fn after_five_wrong_answers_it_asks_something_else() {
    let station = Station::reached_days_ago(22);
    let question = station.question();
    for _ in 1..ALLOWED {
        assert_eq!(station.goes_on("0000-0000"), refused("wrongAnswer"));
    }
    assert_eq!(station.goes_on("0000-0000"), refused("askedAnew"));
    assert_ne!(station.question(), question);
}

#[test]
fn a_clock_that_is_set_back_gives_nobody_more_days() {
    let station = Station::reached_days_ago(20);
    assert_eq!(station.signs_in(), Ok(()));
    assert_eq!(station.hours_left(), 24);
    station.clock_goes(-15);
    assert_eq!(station.hours_left(), 24);
    assert_eq!(station.signs_in(), Ok(()), "twenty days have passed");
    station.clock_goes(2);
    assert_eq!(station.signs_in(), refused("offlineTooLong"));
    station.clock_goes(-15);
    assert_eq!(station.signs_in(), refused("offlineTooLong"));
}

#[test]
fn a_desk_that_never_counted_begins_when_somebody_signs_in() {
    let station = Station::reached_days_ago(0);
    let open = station.desk.store().expect("open");
    open.store
        .write(|writing| set_fact(writing.connection(), super::LEASE, ""))
        .expect("it is as it was before");
    assert_eq!(station.signs_in(), Ok(()));
    station.clock_goes(22);
    assert_eq!(station.signs_in(), refused("offlineTooLong"));
}

#[test]
fn the_answer_stands_in_the_ledger_before_it_is_read_out() {
    let station = Station::reached_days_ago(0);
    station.signs_in().expect("signed in");
    let own = station.desk.store().expect("open").desk;
    let asked = json!({"desk": own, "question": "7k2m 9qxt", "days": 3});
    let answered = station.ask("desks.answer", asked);
    let answer = spoken::answer(&own_key(), "7K2M-9QXT", 3);
    assert_eq!(answered["answer"], answer);
    let desks = station.ask("desks.list", json!({}));
    assert!(desks["desks"][0]["desk"]["extendedUntil"].is_i64());
    assert_eq!(desks["desks"][0]["desk"]["spokenKey"], Value::Null);
    let asked = json!({"desk": own, "question": "7k2m", "days": 3});
    let refusal = station
        .call("desks.answer", asked)
        .expect_err("it is no question");
    assert_eq!(refusal.code, "questionMalformed");
}
