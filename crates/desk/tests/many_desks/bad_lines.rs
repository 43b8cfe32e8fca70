//! Lines that are cut and late, and platforms that are not who they say.

use std::time::Duration;

use serde_json::json;

use crate::{
    distance::Distance,
    proxy::{Proxy, Weather},
    world::{Platform, Workstation, car, vin},
};

/// So often each desk's line breaks at least.
const BREAKS: u64 = 12;

#[test]
fn over_lines_that_are_late_and_cut_nothing_is_lost_and_nothing_is_doubled() {
    let platform = Platform::new();
    let lines = [
        Proxy::to(platform.port(), 7),
        Proxy::to(platform.port(), 11),
    ];
    let first = Workstation::with_dealership();
    first.bring_through(&platform, &lines[0].address());
    let second = Workstation::joined_through(&lines[1].address(), &first, "B");
    for line in &lines {
        line.has(Weather::Bad);
    }
    let mut given = 0;
    while given < 60 || lines.iter().any(|line| line.broken() < BREAKS) {
        assert!(given < 2_000, "the weather is not bad");
        for desk in [&first, &second] {
            desk.give(car(&vin(given)));
            desk.ask("sync.retry", json!({}));
            given += 1;
        }
    }
    for line in &lines {
        line.has(Weather::Fine);
    }
    // Whoever comes last tells the other, which then has everything.
    for desk in [&first, &second, &first] {
        desk.ask("sync.retry", json!({}));
        desk.is_level();
    }
    let proof = platform.proof(platform.lanes()[0]);
    assert_eq!(proof.broken, None);
    for desk in [&first, &second] {
        desk.waits_for("vehicles.list", &crate::world::everything(), |list| {
            list["total"] == given
        });
        let list = desk.ask("attentions.list", json!({}));
        assert_eq!(list["open"], json!([]), "a doubled car would be refused");
        let here = desk.ask("audit.verify", json!({"work": "proof"}));
        assert_eq!(here["broken"], json!(null));
        assert_eq!(here["ledger"]["broken"], json!(null));
        assert_eq!(here["ledger"]["verified"], json!(proof.entries));
    }
}

#[test]
fn a_first_sync_whose_line_is_cut_goes_on_by_itself() {
    let platform = Platform::new();
    let first = Workstation::with_dealership();
    first.bring_to(&platform);
    for number in 0..80 {
        first.give(car(&vin(number)));
    }
    first.is_level();
    let line = Proxy::to(platform.port(), 1);
    // In the middle of the first long answer.
    line.has(Weather::Cuts {
        lines: 2,
        after: 8_000,
    });
    let second = Workstation::joined_through(&line.address(), &first, "B");
    assert_eq!(line.broken(), 2);
    assert_eq!(second.stock()["total"], 80);
}

#[test]
fn over_a_line_that_is_far_and_loses_packets_a_desk_joins_and_both_see_each_others_work() {
    let platform = Platform::with_snapshots();
    let first = Workstation::with_dealership();
    first.bring_to(&platform);
    for number in 0..80 {
        first.give(car(&vin(number)));
    }
    first.is_level();
    let line = Proxy::to(platform.port(), 1);
    line.has(Weather::Far(Distance {
        round_trip: Duration::from_millis(40),
        lost_of_a_thousand: 100,
        bits_per_second: 5_000_000,
    }));
    let second = Workstation::joined_through(&line.address(), &first, "B");
    assert_eq!(second.stock()["total"], 80);
    second.give(car(&vin(80)));
    first.give(car(&vin(81)));
    for desk in [&first, &second] {
        desk.waits_for("vehicles.list", &crate::world::everything(), |list| {
            list["total"] == 82
        });
    }
    let [there, back] = line.carried();
    assert!(there > 1_000 && back > 5_000, "all of it went that way");
}

#[test]
fn a_certificate_of_another_name_of_the_past_or_of_strangers_is_not_believed() {
    let mut platform = Platform::new();
    let line = Proxy::to(platform.port(), 1);
    let desk = Workstation::with_dealership();
    desk.bring_through(&platform, &line.address());
    let lane = platform.lanes()[0];
    platform.give_rules();
    let before = platform.proof(lane).entries;
    platform.pull_the_plug();
    line.has(Weather::Fine);
    desk.give(car(&vin(1)));

    let strangers = Platform::new();
    let here = ["127.0.0.1".to_owned()];
    let elsewhere = ["platform.example".to_owned()];
    let shown = [
        platform.certificate("other-name", &elsewhere, 2050),
        platform.certificate("past", &here, 2021),
        strangers.certificate("strangers", &here, 2050),
    ];
    for certificates in &shown {
        platform.plug_in_showing(certificates);
        // One of two attempts may be of the line that only listens.
        for _ in 0..2 {
            let attempts = line.begun();
            desk.ask("sync.retry", json!({}));
            line.waits_for_an_attempt(attempts);
        }
        assert_eq!(platform.proof(lane).entries, before, "{certificates:?}");
        let state = desk.ask("sync.state", json!({}));
        assert_eq!(state["waiting"], 1, "it still waits: {state}");
        platform.pull_the_plug();
    }

    platform.plug_in();
    desk.ask("sync.retry", json!({}));
    desk.is_level();
    assert_eq!(platform.proof(lane).entries, before + 1);
}
