//! The part of the bench `import` that is seen: how long the window stands still between two frames while a workbook
//! of 100,000 cars is read, tried and taken in.

use forecourt_tests::harness::*;
use forecourt_tests::workbooks::long_list;
use serde_json::json;

const CARS: usize = 100_000;

/// Notes the time of every frame from now on.
const WATCH: &str = "
window.forecourtFrames = [];
const note = (at) => { window.forecourtFrames.push(at); requestAnimationFrame(note); };
requestAnimationFrame(note);
";

/// The gaps between frames so far, in milliseconds, and a new beginning.
const GAPS: &str = "
const frames = window.forecourtFrames;
window.forecourtFrames = [];
return frames.slice(1).map((at, index) => at - frames[index]);
";

/// Answers whether these words stand in the window, after ten seconds at the latest.
const LOOK: &str = "
const [words, done] = arguments;
const begun = performance.now();
const look = () => {
  const there = document.body.innerText.replace(/\\s+/g, ' ').includes(words);
  if (there || performance.now() - begun > 10000) done(there);
  else setTimeout(look, 200);
};
look();
";

/// Work of this size may take longer than a journey is patient.
fn wait_long(desk: &Desk, words: &str) {
    for _ in 0..30 {
        if desk.script_until_done(LOOK, &[json!(words)]) {
            return;
        }
    }
    desk.fail(&format!("the window does not show “{words}”"))
}

fn main() {
    let desk = Desk::start(Options::default());
    let list = long_list(desk.folder(), CARS).expect("a workbook");
    desk.has("heading", "开始使用");
    desk.push("训练门店");
    desk.has("heading", "登录");
    desk.fill("姓名或登录名", "manager");
    desk.press("Enter");
    desk.focuses("field", "密码");
    desk.types("training");
    desk.press("Enter");
    desk.has("navigation", "业务");
    desk.press("Ctrl+K");
    desk.types("导入");
    desk.press("Enter");
    desk.has("heading", "导入");
    desk.wait_until_at_rest();
    desk.script::<Option<bool>>(WATCH, &[]);
    desk.script_until_done::<Option<bool>>("setTimeout(() => arguments[0](null), 2000);", &[]);
    let resting: Vec<f64> = desk.script(GAPS, &[]);

    desk.choose_file(&list);
    wait_long(&desk, "全年清单.xlsx");
    let reading: Vec<f64> = desk.script(GAPS, &[]);
    desk.press("Ctrl+Enter");
    wait_long(&desk, "100 000 新增");
    let trying: Vec<f64> = desk.script(GAPS, &[]);
    desk.press("Ctrl+Enter");
    wait_long(&desk, "，更新 0，未导入 0");
    let taking: Vec<f64> = desk.script(GAPS, &[]);
    desk.close();

    let figure = |name: &str, gaps: &[f64], share: f64| json!({ "name": name, "value": at(gaps, share), "unit": "ms" });
    let whole: Vec<f64> = [&reading[..], &trying[..], &taking[..]].concat();
    let figures = json!({ "figures": [
        { "name": "frame_gap_p99_ms", "value": at(&whole, 0.99), "unit": "ms",
          "compared_with": "the same screen at rest", "ratio": at(&whole, 0.99) / at(&resting, 0.99) },
        figure("frame_gap_max_ms", &whole, 1.0),
        figure("reading_p99_ms", &reading, 0.99),
        figure("trying_p99_ms", &trying, 0.99),
        figure("taking_p99_ms", &taking, 0.99),
        figure("at_rest_p99_ms", &resting, 0.99),
    ] });
    println!("{figures}");
}

/// The gap below which this share of the gaps lies.
fn at(gaps: &[f64], share: f64) -> f64 {
    let mut gaps = gaps.to_vec();
    gaps.sort_by(f64::total_cmp);
    let last = gaps.len().saturating_sub(1) as f64;
    gaps.get((last * share).round() as usize)
        .copied()
        .unwrap_or_default()
}
