//! Every screen opens from the keyboard, can be read, holds axe's rules in both themes and both languages, and cuts
//! nothing off where the system shows everything twice as large.

use crate::harness::*;
use crate::screens::{WALKS, entry};
use crate::steps::{Person, sign_in, training_dealership};

/// Walks every screen and gathers what is wrong with each, so that one run tells everything.
#[track_caller]
fn nothing_is_wrong(options: Options, wrong: impl Fn(&Desk, &str) -> Option<String>) {
    let mut gathered = Vec::new();
    let mut look = |part: &str, desk: &Desk, screen: &str| {
        let screen = format!("{part}-{screen}");
        desk.picture(&screen);
        gathered.extend(wrong(desk, &screen));
    };
    let desk = Desk::start(options.clone());
    entry(&desk, &mut |desk, screen| look("entry", desk, screen));
    drop(desk);
    let desk = Desk::start(options);
    training_dealership(&desk);
    sign_in(&desk, Person::Administrator);
    for (part, walk) in walks() {
        walk(&desk, &mut |desk, screen| look(part, desk, screen));
    }
    assert!(gathered.is_empty(), "{}", gathered.join("\n\n"));
}

/// All walks, or those that `FORECOURT_WALKS` names, for somebody who mends one screen.
fn walks() -> impl Iterator<Item = (&'static str, crate::screens::Walk)> {
    let named = std::env::var("FORECOURT_WALKS").ok();
    WALKS.into_iter().filter(move |(part, _)| {
        named
            .as_ref()
            .is_none_or(|named| named.split(',').any(|one| one == *part))
    })
}

#[track_caller]
fn every_screen_is_accessible(language: Language, theme: Theme) {
    let options = Options {
        language,
        theme,
        ..Options::default()
    };
    nothing_is_wrong(options, Desk::inaccessible);
}

#[test]
fn every_screen_is_accessible_in_chinese_and_light() {
    every_screen_is_accessible(Language::Chinese, Theme::Light);
}

#[test]
fn every_screen_is_accessible_in_chinese_and_dark() {
    every_screen_is_accessible(Language::Chinese, Theme::Dark);
}

#[test]
fn every_screen_is_accessible_in_english_and_light() {
    every_screen_is_accessible(Language::English, Theme::Light);
}

#[test]
fn every_screen_is_accessible_in_english_and_dark() {
    every_screen_is_accessible(Language::English, Theme::Dark);
}

#[track_caller]
fn nothing_is_cut_off_at_double_size(language: Language) {
    let options = Options {
        language,
        scale: Scale::Double,
        ..Options::default()
    };
    nothing_is_wrong(options, Desk::cut_off);
}

#[test]
fn nothing_is_cut_off_at_double_size_in_chinese() {
    nothing_is_cut_off_at_double_size(Language::Chinese);
}

#[test]
fn nothing_is_cut_off_at_double_size_in_english() {
    nothing_is_cut_off_at_double_size(Language::English);
}
