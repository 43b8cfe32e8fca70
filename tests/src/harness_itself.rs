//! The harness proves itself on the empty window: what it says about a window has to be so.

use std::path::Path;
use std::process::Command;

use crate::harness::measuring::start_until_interactive;
use crate::harness::*;

fn empty_window() -> Options {
    Options {
        program: Program::EmptyWindow,
        ..Options::default()
    }
}

#[test]
fn text_typed_by_keyboard_stands_in_the_field_that_has_the_focus() {
    let desk = Desk::start(empty_window());
    desk.has("heading", "空窗口");
    desk.focuses("textbox", "名称");
    desk.types("Model 3 后轮驱动版");
    desk.holds("名称", "Model 3 后轮驱动版");
    desk.fill("名称", "ET5T");
    desk.holds("名称", "ET5T");
    desk.picture("typed");
    desk.is_accessible("the empty window");
}

#[test]
fn a_killed_program_opens_again_over_the_same_store() {
    let desk = Desk::start(empty_window());
    for _ in 0..rounds() {
        let before = desk.program_id();
        desk.kill_and_open();
        assert_ne!(desk.program_id(), before);
        desk.has("heading", "空窗口");
    }
}

#[test]
fn the_close_button_ends_the_program() {
    let desk = Desk::start(empty_window());
    desk.has("heading", "空窗口");
    desk.close();
    desk.open();
    desk.has("heading", "空窗口");
}

#[test]
fn what_is_spooled_to_the_printer_comes_back_as_paper() {
    let desk = Desk::start(Options {
        paper: Paper::Printed,
        ..empty_window()
    });
    let original = Path::new("/usr/share/cups/data/default-testpage.pdf");
    let spooled = Command::new("lp")
        .args(["-h", &desk.printer().address(), "-d", QUEUE])
        .arg(original)
        .status();
    assert!(spooled.is_ok_and(|status| status.success()));
    let papers = desk.printer().wait_for_papers(1);
    paper_is_sound(&papers[0]);
    paper_looks_like(&papers[0], original);
    let another = Path::new("/usr/share/cups/data/form_english.pdf");
    let compared = std::panic::catch_unwind(|| paper_looks_like(&papers[0], another));
    assert!(compared.is_err(), "another paper was taken for the same");
    let kept = desk.keep_paper("letter", &papers[0]);
    assert_eq!(pictures_of_paper(&kept).len(), 1);
}

#[test]
fn the_session_decides_language_theme_size_and_scale() {
    let desk = Desk::start(Options {
        language: Language::English,
        theme: Theme::Dark,
        scale: Scale::Double,
        size: Size::Office,
        ..empty_window()
    });
    assert_eq!(
        desk.script::<String>("return navigator.language;", &[]),
        "en-US"
    );
    assert!(desk.script::<bool>(
        "return matchMedia('(prefers-color-scheme: dark)').matches;",
        &[]
    ));
    assert_eq!(desk.script::<u32>("return devicePixelRatio;", &[]), 2);
    desk.wait_until_at_rest();
    assert_eq!(
        desk.script::<[u32; 2]>("return [innerWidth, innerHeight];", &[]),
        [960, 540]
    );
}

#[test]
fn axe_finds_what_is_wrong_with_a_page() {
    let desk = Desk::start(empty_window());
    desk.has("heading", "空窗口");
    desk.script::<Option<bool>>("document.querySelector('label').replaceWith(document.querySelector('input')); return null;", &[]);
    let said = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        desk.is_accessible("a field without a name");
    }));
    let said = said.expect_err("a field without a name is a finding");
    let said = said
        .downcast_ref::<String>()
        .expect("a failure is a sentence");
    assert!(said.contains("Form elements must have labels"), "{said}");
}

#[test]
fn words_that_are_cut_off_are_found() {
    let desk = Desk::start(empty_window());
    desk.has("heading", "空窗口");
    assert_eq!(desk.cut_off("the empty window"), None);
    desk.script::<Option<bool>>("document.querySelector('h1').style.cssText = 'width: 1rem; overflow: hidden; white-space: nowrap'; return null;", &[]);
    let said = desk.cut_off("the empty window").unwrap_or_default();
    assert!(
        said.contains("words are cut at the side: “空窗口”"),
        "{said}"
    );
    desk.script::<Option<bool>>("document.querySelector('h1').style.cssText = 'position: absolute; left: -4rem; width: 8rem'; return null;", &[]);
    let said = desk.cut_off("the empty window").unwrap_or_default();
    assert!(said.contains("out of sight"), "{said}");
}

#[test]
fn a_program_says_when_it_takes_input_and_what_it_holds_can_be_weighed() {
    let desk = Desk::start(empty_window());
    let (running, taken) = start_until_interactive(
        "a second window",
        &mut desk.command_of(Program::EmptyWindow),
    );
    drop(running);
    assert!(taken.as_millis() > 0);
    let mebibytes = desk.memory_at_rest() / 1024 / 1024;
    assert!(
        (20..2_000).contains(&mebibytes),
        "a window holds {mebibytes} MiB"
    );
}
