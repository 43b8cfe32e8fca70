//! Every screen opens from the keyboard, can be read, holds axe's rules in both languages and both themes, and cuts
//! nothing off, at the usual size and where the system shows everything twice as large.

use crate::harness::*;
use crate::screens::{WALKS, entry};
use crate::steps::{Person, sign_in, training_dealership};

/// Walks every screen and gathers what is wrong with each, so that one run tells everything. A screen is pictured when
/// something is wrong with it, or when its walk was named: pictures of all screens cost as much as looking at them.
#[track_caller]
fn nothing_is_wrong(language: Language, theme: Theme, scale: Scale) {
    let options = Options {
        language,
        theme,
        scale,
        ..Options::default()
    };
    let named = named();
    let mut gathered = Vec::new();
    let mut look = |part: &str, desk: &Desk, screen: &str| {
        let screen = format!("{part}-{screen}");
        let wrong: Vec<String> = desk
            .inaccessible(&screen)
            .into_iter()
            .chain(desk.cut_off(&screen))
            .collect();
        if named.is_some() || !wrong.is_empty() {
            desk.picture(&screen);
        }
        gathered.extend(wrong);
    };
    let desk = Desk::start(options.clone());
    entry(&desk, &mut |desk, screen| look("entry", desk, screen));
    drop(desk);
    let desk = Desk::start(options);
    training_dealership(&desk);
    sign_in(&desk, Person::Administrator);
    for (part, walk) in WALKS {
        if is_walked(named.as_deref(), part) {
            walk(&desk, &mut |desk, screen| look(part, desk, screen));
        }
    }
    assert!(gathered.is_empty(), "{}", gathered.join("\n\n"));
}

/// The walks that `FORECOURT_WALKS` names, for somebody who looks at screens: `stock,quotes`, or `every`.
fn named() -> Option<String> {
    std::env::var("FORECOURT_WALKS").ok()
}

fn is_walked(named: Option<&str>, part: &str) -> bool {
    named.is_none_or(|named| named.split(',').any(|one| one == part || one == "every"))
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
