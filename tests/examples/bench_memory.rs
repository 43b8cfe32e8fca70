//! The bench `memory`: the proportional share of memory of all the program's processes, at rest on "My day", over that
//! of an empty window, in the same run.

use forecourt_tests::harness::measuring::median;
use forecourt_tests::harness::*;
use serde_json::json;

const ROUNDS: usize = 3;

fn main() {
    let (mut own, mut empty) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let workstation = mebibytes(&on_my_day());
        let bare = mebibytes(&empty_window());
        println!("round {round}: workstation {workstation:.1} MiB, empty window {bare:.1} MiB");
        own.push(workstation);
        empty.push(bare);
    }
    let (own, empty) = (median(own), median(empty));
    let figures = json!({ "figures": [
        { "name": "at_rest_mib", "value": own, "unit": "MiB", "compared_with": "an empty window", "ratio": own / empty },
        { "name": "empty_window_mib", "value": empty, "unit": "MiB" },
        { "name": "ratio", "value": own / empty, "unit": "", "compared_with": "an empty window", "ratio": own / empty },
    ] });
    println!("{figures}");
}

/// The workstation as it stands on a desk in the morning: started over an existing store, signed in, "My day" open.
fn on_my_day() -> Desk {
    let desk = Desk::start(Options {
        store: Store::Training,
        training: Training::Filled,
        ..Options::default()
    });
    desk.has("heading", "登录");
    // What making the training dealership took is not part of a morning.
    desk.kill_and_open();
    desk.has("heading", "登录");
    desk.types("manager");
    desk.press("Enter");
    desk.focuses("field", "密码");
    desk.types("training");
    desk.press("Enter");
    desk.has("heading", "我的一天");
    desk
}

fn empty_window() -> Desk {
    let desk = Desk::start(Options {
        program: Program::EmptyWindow,
        ..Options::default()
    });
    desk.has("heading", "空窗口");
    desk
}

fn mebibytes(desk: &Desk) -> f64 {
    desk.memory_at_rest() as f64 / 1024.0 / 1024.0
}
