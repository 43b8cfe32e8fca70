//! The part of the bench `schedule` that is seen: how evenly the window draws while a job is dragged over a full board,
//! beside an empty window in which one box is moved in the same way.

use std::path::PathBuf;

use forecourt_tests::harness::measuring::quantile;
use forecourt_tests::harness::*;
use forecourt_tests::steps::{Person, sign_in};
use serde_json::json;

const FRAMES: usize = 400;
const ROUNDS: usize = 3;
/// The day of the sample.
const BOARD: &str = "#/workshop?day=2026-11-22";
/// A full board has so many blocks at least.
const FULL: usize = 400;

/// Tells the box that is held, at each frame, that the pointer has gone on; answers with the gaps between frames.
const MOVE: &str = "
const [selector, count, done] = arguments;
const box = document.querySelector(selector);
const gaps = [];
let last = null;
const step = (at) => {
  if (last !== null) gaps.push(at - last);
  last = at;
  if (gaps.length >= count) return done(gaps);
  const x = 120 + ((Math.sin(gaps.length / 31) + 1) / 2) * (innerWidth - 240);
  const y = 120 + ((Math.cos(gaps.length / 19) + 1) / 2) * (innerHeight - 240);
  box.dispatchEvent(new PointerEvent('pointermove', { clientX: x, clientY: y, bubbles: true, buttons: 1 }));
  requestAnimationFrame(step);
};
requestAnimationFrame(step);
";

/// One box in an empty page, moved as the board moves what is dragged.
const BOX: &str = "
const box = document.createElement('button');
box.id = 'moved';
box.textContent = '京A***08 小保养（机油机滤）';
Object.assign(box.style, { position: 'fixed', left: '40px', top: '40px', width: '220px', height: '28px', border: '1px solid #345', willChange: 'transform' });
box.addEventListener('pointermove', (event) => {
  box.style.transform = `translate3d(${event.clientX - 40}px, ${event.clientY - 40}px, 0)`;
});
document.body.append(box);
return true;
";

const JOB: &str = ".waiting-block";

fn main() {
    let sample = std::env::var_os("FORECOURT_SAMPLE")
        .map(PathBuf::from)
        .expect("run it by `cargo xtask bench schedule`");
    let board = Desk::start(Options {
        store: Store::At(sample),
        ..Options::default()
    });
    board.fill("口令", SAMPLE_PASSPHRASE);
    board.press("Enter");
    sign_in(&board, Person::StoreManager);
    board.script::<Option<bool>>(
        "location.hash = arguments[0]; return null;",
        &[json!(BOARD)],
    );
    board.has("heading", "看板");
    board.wait_until_at_rest();
    let blocks: usize = board.script(
        "return document.querySelectorAll('.track .block').length;",
        &[],
    );
    println!("{blocks} blocks stand on the board");
    assert!(blocks >= FULL, "the board is not full");
    let held: Area = board.script(
        "const { left, top, width, height } = document.querySelector(arguments[0]).getBoundingClientRect();
         return { left, top, width, height };",
        &[json!(JOB)],
    );
    board.hold(held.middle(), (600.0, 400.0));
    board.picture("held");

    let bare = Desk::start(Options {
        program: Program::EmptyWindow,
        ..Options::default()
    });
    bare.has("heading", "空窗口");
    bare.script::<bool>(BOX, &[]);

    let (mut dragging, mut moving) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let full = gaps(&board, JOB);
        let empty = gaps(&bare, "#moved");
        println!(
            "round {round}: p95 {:.1} ms on the board, {:.1} ms in the empty window",
            p95(&full),
            p95(&empty)
        );
        // The first frames of each are painted for the first time.
        if round > 0 {
            dragging.extend(full);
            moving.extend(empty);
        }
    }
    board.let_go();
    let (full, empty) = (p95(&dragging), p95(&moving));
    let figures = json!({ "figures": [
        { "name": "frame_gap_p95_ms", "value": full, "unit": "ms", "compared_with": "an empty window with one moving box", "ratio": full / empty },
        { "name": "frame_gap_p95_empty_ms", "value": empty, "unit": "ms" },
        { "name": "frame_gap_ratio", "value": full / empty, "unit": "", "compared_with": "an empty window with one moving box", "ratio": full / empty },
        { "name": "blocks_on_the_board", "value": blocks, "unit": "" },
    ] });
    println!("{figures}");
}

fn gaps(desk: &Desk, held: &str) -> Vec<f64> {
    desk.script_until_done(MOVE, &[json!(held), json!(FRAMES)])
}

fn p95(gaps: &[f64]) -> f64 {
    let mut sorted = gaps.to_vec();
    sorted.sort_by(f64::total_cmp);
    quantile(&sorted, 0.95)
}
