//! Work over a line of 80 ms, 1 % loss and 5 Mbit/s, which `distance` plays: how many round trips a change takes from
//! desk to desk, and how long pushing and joining take over what the same line needs for the bare bytes.

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    thread,
    time::{Duration, Instant},
};

use serde_json::json;

use crate::{
    benching::{Figures, milliseconds, quantile},
    distance::Distance,
    first_sync,
    proxy::{Proxy, Weather},
    world::{Platform, Workstation, car, everything, vin},
};

const LINE: Distance = Distance {
    round_trip: Duration::from_millis(80),
    lost_of_a_thousand: 10,
    bits_per_second: 5_000_000,
};
/// Losses are chance: the middle of so many is told.
const TIMES: u64 = 3;
const COMMANDS: u64 = 1_000;
const ROWS: u64 = 50_000;
const CHANGES: i64 = 100;
/// So many changes first, until every connection is there.
const BEFORE: i64 = 10;
const LOWEST: i64 = 20_000_000;

pub fn measure(figures: &mut Figures) {
    live(figures);
    push(figures);
    first_sync(figures);
}

fn live(figures: &mut Figures) {
    let platform = Platform::new();
    let lines = [3, 5].map(|seed| Proxy::to(platform.port(), seed));
    let first = Workstation::with_dealership();
    first.bring_through(&platform, &lines[0].address());
    let second = Workstation::joined_through(&lines[1].address(), &first, "B");
    let taken = car(&vin(1));
    first.give(taken.clone());
    second.waits_for("vehicles.list", &everything(), |list| list["total"] == 1);
    for line in &lines {
        line.has(Weather::Far(LINE));
    }
    let mut times = Vec::new();
    let mut from = json!(null);
    for number in 0..BEFORE + CHANGES {
        let to = json!(LOWEST + number * 1_000);
        first.is_level();
        let began = Instant::now();
        first.give(json!({
            "type": "SetAskingPrice", "vehicle": taken["vehicle"], "from": from, "to": to,
        }));
        second.waits_for("vehicles.list", &everything(), |list| {
            list["rows"][0]["askingPrice"] == to
        });
        if number >= BEFORE {
            times.push(milliseconds(began.elapsed()));
        }
        from = to;
    }
    let round_trip = milliseconds(LINE.round_trip);
    for (name, share) in [("live_p50", 0.5), ("live_p95", 0.95)] {
        figures.add(name, quantile(times.iter().copied(), share), "ms");
    }
    let trips = quantile(times, 0.5) / round_trip;
    figures.compared("live_round_trips", trips, "", "80 ms", trips);
}

fn push(figures: &mut Figures) {
    let mut platform = Platform::new();
    let line = Proxy::to(platform.port(), 7);
    let desk = Workstation::with_dealership();
    desk.bring_through(&platform, &line.address());
    let mut times = Vec::new();
    for time in 0..TIMES {
        platform.pull_the_plug();
        for number in 0..COMMANDS {
            desk.give(car(&vin(time * COMMANDS + number)));
        }
        line.has(Weather::Far(LINE));
        platform.plug_in();
        let before = line.carried();
        let began = Instant::now();
        desk.ask("sync.retry", json!({}));
        desk.is_level();
        let took = began.elapsed().as_secs_f64();
        let after = line.carried();
        let bytes = [after[0] - before[0], after[1] - before[1]];
        times.push(Beside::bare_bytes(took, bytes, 11 + time));
    }
    Beside::tell("push", times, figures);
}

fn first_sync(figures: &mut Figures) {
    let platform = Platform::new();
    let first = first_sync::prepared(&platform, Some(ROWS));
    let manifest = first_sync::manifest(&platform);
    let (sent, _) = first_sync::bytes(&platform, &manifest);
    let mut times = Vec::new();
    for (time, code) in (0..TIMES).zip(["B", "C", "D"]) {
        let line = Proxy::to(platform.port(), 23 + time);
        line.has(Weather::Far(LINE));
        let took = first_sync::joins(&line.address(), &first, code).as_secs_f64();
        times.push(Beside::bare_bytes(took, [0, sent as u64], 31 + time));
    }
    Beside::tell("first_sync", times, figures);
}

/// Something that went over a line, and what such a line needs for the bytes of it alone, in seconds.
struct Beside {
    took: f64,
    line: f64,
    bytes: [u64; 2],
}

impl Beside {
    /// The same bytes up and then down, over one connection that is opened for it, without TLS.
    fn bare_bytes(took: f64, bytes: [u64; 2], seed: u64) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let [up, down] = bytes.map(|count| vec![7; usize::try_from(count).expect("not so many")]);
        let line = Proxy::to(port, seed);
        line.has(Weather::Far(LINE));
        let mut came = vec![0; up.len() + 1];
        let answering = thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("somebody calls");
            stream.read_exact(&mut came).expect("all of it comes");
            stream.write_all(&down).expect("it is answered");
            // Whoever called ends it.
            let _ = stream.read(&mut [0]);
        });
        let began = Instant::now();
        let mut stream = TcpStream::connect(line.address()).expect("a line");
        stream.write_all(&[7]).expect("it is asked");
        stream.write_all(&up).expect("all of it goes");
        let mut came = vec![0; usize::try_from(bytes[1]).expect("not so many")];
        stream.read_exact(&mut came).expect("all of it comes");
        let line_takes = began.elapsed().as_secs_f64();
        drop(stream);
        answering.join().expect("it answered");
        Self {
            took,
            line: line_takes,
            bytes,
        }
    }

    fn over_line(&self) -> f64 {
        self.took / self.line
    }

    /// The one in the middle.
    fn tell(name: &str, mut times: Vec<Self>, figures: &mut Figures) {
        times.sort_by(|one, other| one.over_line().total_cmp(&other.over_line()));
        let middle = &times[times.len() / 2];
        let [up, down] = middle.bytes.map(|bytes| bytes as f64 / 1_024.0);
        figures.add(&format!("{name}_up_kb"), up, "KB");
        figures.add(&format!("{name}_down_kb"), down, "KB");
        figures.add(&format!("{name}_s"), middle.took, "s");
        figures.add(&format!("{name}_line_s"), middle.line, "s");
        let ratio = middle.over_line();
        figures.compared(
            &format!("{name}_over_line"),
            ratio,
            "",
            "the same bytes over the bare line",
            ratio,
        );
    }
}
