//! Commands that were given without a line, until the platform has confirmed all of them and the desk has taken
//! in what became of them; and an exchange in which neither side has anything to say.

use std::time::Instant;

use protocol::{
    ledger::Position,
    wire::{self, Answer, Cursor, Exchange},
};
use serde_json::{Value, json};

use crate::{
    benching::{Figures, milliseconds, quantile},
    world::{Platform, Workstation, car, vin},
};

const COMMANDS: u64 = 1_000;
const EXCHANGES: usize = 300;

pub fn measure(figures: &mut Figures) {
    let mut platform = Platform::new();
    let desk = Workstation::with_dealership();
    desk.bring_to(&platform);
    platform.pull_the_plug();
    for number in 0..COMMANDS {
        desk.give(car(&vin(number)));
    }
    platform.plug_in();
    let began = Instant::now();
    desk.ask("sync.retry", json!({}));
    desk.is_level();
    figures.add("s_1000", began.elapsed().as_secs_f64(), "s");
    figures.add("noop_pull_ms", nothing_new(&platform), "ms");
}

/// What a desk waits for the answer that there is nothing new, at the middle of many.
fn nothing_new(platform: &Platform) -> f64 {
    let (desk, lane) = (uuid::Uuid::now_v7(), uuid::Uuid::now_v7());
    let form = [
        ("grant_type", "urn:forecourt:grant-type:founding".to_owned()),
        ("founding_code", platform.founding_code()),
        ("desk", desk.to_string()),
        ("lane", lane.to_string()),
    ];
    let address = format!("https://{}", platform.address());
    platform.block_on(async {
        let client = reqwest::Client::builder()
            .tls_danger_accept_invalid_certs(true)
            .build()
            .expect("a client");
        let tokens = client.post(format!("{address}/oauth/token")).form(&form);
        let tokens: Value = tokens
            .send()
            .await
            .expect("an answer")
            .json()
            .await
            .expect("tokens");
        let token = tokens["access_token"].as_str().expect("a token");
        let mut here = Position::start_of(0);
        let mut times = Vec::new();
        for _ in 0..EXCHANGES {
            let asked = Exchange {
                first: 1,
                envelopes: Vec::new(),
                cursor: Cursor::from([(domain::ids::LaneId(lane), here)]),
                schema: 0,
            };
            let body = wire::write(&asked);
            let began = Instant::now();
            let response = client
                .post(format!("{address}/sync/exchange"))
                .bearer_auth(token)
                .header("content-type", "application/cbor")
                .body(body)
                .send()
                .await
                .expect("an answer");
            let body = response.bytes().await.expect("an answer");
            let answer: Answer = wire::read(&body).expect("it can be read");
            times.push(milliseconds(began.elapsed()));
            here.epoch = answer.pages[0].epoch;
        }
        quantile(times, 0.5)
    })
}
