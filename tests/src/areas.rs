//! Every area opens from the keyboard, can be read, and holds axe's rules, in both themes.

use crate::harness::*;
use crate::steps::{Person, sign_in, training_dealership};

#[track_caller]
fn every_area_is_accessible(theme: Theme) {
    let desk = Desk::start(Options {
        theme,
        ..Options::default()
    });
    training_dealership(&desk);
    sign_in(&desk, Person::Administrator);
    for place in 1..=9 {
        desk.press(&format!("Ctrl+{place}"));
        desk.wait_until_at_rest();
        desk.picture(&format!("area-{place}"));
        desk.is_accessible(&format!("the area behind Ctrl+{place}"));
    }
}

#[test]
fn every_area_is_accessible_in_the_light() {
    every_area_is_accessible(Theme::Light);
}

#[test]
fn every_area_is_accessible_in_the_dark() {
    every_area_is_accessible(Theme::Dark);
}
