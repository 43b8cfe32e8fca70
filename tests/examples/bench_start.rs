//! The bench `start`: from the start of the process until the sign-in is painted and takes input, over an empty window
//! in the same session and run; and from Enter at the sign-in to "My day", less what the password hash takes.

use std::time::Duration;

use forecourt_tests::harness::measuring::{median, start_until_interactive};
use forecourt_tests::harness::*;
use serde_json::json;

const STARTS: usize = 11;
const SIGN_INS: usize = 5;

fn main() {
    let desk = Desk::start(Options {
        store: Store::Training,
        training: Training::Filled,
        environment: vec![("FORECOURT_REPORT_PAINT".to_owned(), "1".to_owned())],
        ..Options::default()
    });
    let my_day = (0..SIGN_INS).map(|round| sign_in(&desk, round)).collect();
    desk.close();

    let (mut own, mut empty) = (Vec::new(), Vec::new());
    for round in 0..STARTS {
        let (running, taken) = start_until_interactive("the workstation", &mut desk.command());
        drop(running);
        let (running, bare) = start_until_interactive(
            "the empty window",
            &mut desk.command_of(Program::EmptyWindow),
        );
        drop(running);
        println!(
            "start {round}: workstation {} ms, empty window {} ms",
            milliseconds(taken),
            milliseconds(bare)
        );
        // The first start finds nothing in the system's caches.
        if round > 0 {
            own.push(milliseconds(taken));
            empty.push(milliseconds(bare));
        }
    }
    let (own, empty, my_day) = (median(own), median(empty), median(my_day));
    let figures = json!({ "figures": [
        { "name": "interactive_ms", "value": own, "unit": "ms", "compared_with": "an empty window", "ratio": own / empty },
        { "name": "empty_window_ms", "value": empty, "unit": "ms" },
        { "name": "ratio", "value": own / empty, "unit": "", "compared_with": "an empty window", "ratio": own / empty },
        { "name": "my_day_ms", "value": my_day, "unit": "ms" },
    ] });
    println!("{figures}");
}

/// Notes the moment of Enter and the second frame after "My day" stands in the page.
const WATCH: &str = "
const [heading, done] = arguments;
let entered = null;
addEventListener('keydown', (event) => { if (event.key === 'Enter') entered ??= performance.now(); }, { capture: true });
window.forecourtMyDay = new Promise((resolve) => {
  const look = () => {
    const there = [...document.querySelectorAll('h1, h2')].some((each) => each.textContent.trim().startsWith(heading) && each.checkVisibility());
    if (entered === null || !there) requestAnimationFrame(look);
    else requestAnimationFrame(() => resolve(performance.now() - entered));
  };
  look();
});
done(null);
";

/// Signs in after a fresh start, as in the morning, and returns the milliseconds from Enter to "My day" without the hash.
fn sign_in(desk: &Desk, round: usize) -> f64 {
    if round > 0 {
        desk.kill_and_open();
    }
    desk.has("heading", "登录");
    if desk.all("field", "密码").is_empty() {
        desk.types("manager");
        desk.press("Enter");
    }
    desk.focuses("field", "密码");
    desk.types("training");
    desk.wait_until_at_rest();
    desk.script_until_done::<Option<bool>>(WATCH, &[json!("我的一天")]);
    desk.press("Enter");
    let taken: f64 = desk.script_until_done("window.forecourtMyDay.then(arguments[0]);", &[]);
    let hash = hash_milliseconds(desk);
    println!("sign-in {round}: {taken:.0} ms, of which the password hash {hash:.0} ms");
    taken - hash
}

/// What the program says about its last password hash.
fn hash_milliseconds(desk: &Desk) -> f64 {
    let log = desk.log();
    let said = log
        .lines()
        .rev()
        .find_map(|line| line.strip_prefix("forecourt: argon2id "));
    match said.and_then(|said| said.trim().parse().ok()) {
        Some(milliseconds) => milliseconds,
        None => desk.fail("the program does not say what the password hash took, as `forecourt: argon2id <milliseconds>`"),
    }
}

fn milliseconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 10_000.0).round() / 10.0
}
