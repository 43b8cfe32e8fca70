//! Every screen opens from the keyboard, can be read, holds axe's rules in both languages and both themes, and cuts
//! nothing off, at the usual size and where the system shows everything twice as large.

use crate::harness::*;
use crate::screens::{WALKS, Walk, entry};
use crate::steps::{Person, sign_in, training_dealership};

/// Walks every screen and gathers what is wrong with each, so that one run tells everything.
#[track_caller]
fn nothing_is_wrong(language: Language, theme: Theme, scale: Scale) {
    let options = Options {
        language,
        theme,
        scale,
        ..Options::default()
    };
    let mut gathered = Vec::new();
    let mut look = |part: &str, desk: &Desk, screen: &str| {
        let screen = format!("{part}-{screen}");
        desk.picture(&screen);
        gathered.extend(desk.inaccessible(&screen));
        gathered.extend(desk.cut_off(&screen));
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
fn walks() -> impl Iterator<Item = (&'static str, Walk)> {
    let named = std::env::var("FORECOURT_WALKS").ok();
    WALKS.into_iter().filter(move |(part, _)| {
        named
            .as_ref()
            .is_none_or(|named| named.split(',').any(|one| one == *part))
    })
}

#[test]
fn nothing_is_wrong_with_any_screen_in_chinese_and_light() {
    nothing_is_wrong(Language::Chinese, Theme::Light, Scale::Usual);
}

#[test]
fn nothing_is_wrong_with_any_screen_in_chinese_and_dark_at_double_size() {
    nothing_is_wrong(Language::Chinese, Theme::Dark, Scale::Double);
}

#[test]
fn nothing_is_wrong_with_any_screen_in_english_and_light_at_double_size() {
    nothing_is_wrong(Language::English, Theme::Light, Scale::Double);
}

#[test]
fn nothing_is_wrong_with_any_screen_in_english_and_dark() {
    nothing_is_wrong(Language::English, Theme::Dark, Scale::Usual);
}
