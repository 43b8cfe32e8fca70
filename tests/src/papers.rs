//! Papers: looked at, printed on a real spooler, printed again, saved as a file.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::harness::*;
use crate::steps::{Person, sign_in, training_dealership};

/// Quotes a car with what a quote must have, and leaves the quote's card open.
#[track_caller]
pub fn quote_a_car(desk: &Desk) {
    desk.press("Ctrl+Q");
    desk.focuses("field", "车型");
    desk.types("朗逸 2026 款 1.5L 自动舒适版");
    desk.fill("指导价", "119900");
    desk.fill("排量", "1498");
    desk.fill("客户姓名", "刘思远");
    desk.picture("desking");
    desk.press("Ctrl+S");
    desk.shows("草稿已存");
}

/// The only PDF that was saved among the person's own files.
#[track_caller]
pub fn saved_paper(desk: &Desk) -> PathBuf {
    let home = desk.folder().join("home");
    std::fs::read_dir(home)
        .expect("the home is there")
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|kind| kind == "pdf"))
        .expect("a paper was saved")
}

/// Whether something stands in the strip of the first page where a reprint is marked. It is looked at and not
/// read, because letters may lose what they mean on their way through a printer.
#[track_caller]
fn has_a_mark(paper: &Path) -> bool {
    let strip = Command::new("pdftoppm")
        .args(["-gray", "-r", "72", "-l", "1"])
        .args(["-x", "480", "-y", "17", "-W", "110", "-H", "14"])
        .arg(paper)
        .output()
        .expect("pdftoppm is installed");
    // Behind three lines of measures each byte is one point of the picture.
    let points = strip.stdout.splitn(4, |byte| *byte == b'\n').nth(3);
    points.expect("a picture").iter().any(|point| *point < 128)
}

#[test]
fn a_quote_is_printed_on_a_real_printer_and_its_reprint_says_so() {
    let desk = Desk::start(Options {
        paper: Paper::Printed,
        ..Options::default()
    });
    training_dealership(&desk);
    sign_in(&desk, Person::StoreManager);
    quote_a_car(&desk);

    desk.press("Ctrl+P");
    desk.shows("打印机");
    desk.shows("第 1 页");
    desk.picture("preview");
    desk.is_accessible("the preview of a quote");
    desk.press("Ctrl+P");
    desk.shows("已送到打印机 paper");
    let printed = desk.printer().wait_for_papers(1);
    paper_is_sound(&printed[0]);

    desk.press("Ctrl+P");
    desk.shows("已打印 1 次");
    desk.push("存为 PDF");
    desk.shows("已存为");
    let saved = saved_paper(&desk);
    paper_is_sound(&saved);
    paper_looks_like(&printed[0], &saved);
    assert!(text_of_paper(&saved).contains("119,900.00"));
    desk.keep_paper("quote", &saved);

    desk.press("Ctrl+P");
    let printed = desk.printer().wait_for_papers(2);
    let kept = desk.keep_paper("reprint", &printed[1]);
    paper_is_sound(&kept);
    assert!(
        !has_a_mark(&printed[0]),
        "the original says it is a reprint"
    );
    assert!(has_a_mark(&kept), "the reprint does not say that it is one");
}
