//! The day of a dealership, from the first start to the evening, through the real window. `cargo xtask run` plays it
//! where there is no display; it leaves a picture of every screen and every paper that was printed.
//!
//! A part is what one person does for a while. Whoever adds an area adds its part where it belongs in the day.

use crate::figures;
use crate::harness::*;
use crate::screens::{self, Look};
use crate::steps::{Person, choose, sign_in, word};

/// Somebody does something for a while.
struct Part {
    /// Its pictures begin with this word.
    name: &'static str,
    person: Person,
    play: fn(&Desk, Look),
}

const fn part(name: &'static str, person: Person, play: fn(&Desk, Look)) -> Part {
    Part { name, person, play }
}

/// The day in its order. The first start comes before it, because nobody is signed in then.
const PARTS: [Part; 14] = [
    part("stock", Person::StoreManager, screens::stock),
    part("catalogue", Person::StoreManager, figures::catalogue),
    part("customers", Person::Consultant, screens::customers),
    part("quotes", Person::SalesManager, screens::quotes),
    part("orders", Person::StoreManager, screens::orders),
    part("cash", Person::Cashier, screens::cash),
    part("reports", Person::StoreManager, figures::reports),
    part("drives", Person::StoreManager, screens::test_drives),
    part("complaints", Person::StoreManager, screens::complaints),
    part("recalls", Person::StoreManager, screens::recalls),
    part("points", Person::StoreManager, screens::points),
    part("plans", Person::StoreManager, screens::plans),
    part("over", Person::StoreManager, screens::over),
    part("house", Person::Administrator, screens::house),
];

#[track_caller]
fn play_the_day(language: Language) {
    let desk = Desk::start(Options {
        language,
        paper: Paper::Printed,
        training: Training::Filled,
        ..Options::default()
    });
    let picture = |part: &str, desk: &Desk, screen: &str| {
        desk.picture(&format!("{part}-{screen}"));
    };
    screens::entry(&desk, &mut |desk, screen| picture("entry", desk, screen));
    desk.kill_and_open();
    let mut seated: Option<Person> = None;
    for Part { name, person, play } in PARTS {
        if seated.is_some_and(|who| who != person) {
            choose(&desk, word(&desk, "换人", "Switch user"));
        }
        if seated != Some(person) {
            sign_in(&desk, person);
            seated = Some(person);
        }
        play(&desk, &mut |desk, screen| picture(name, desk, screen));
    }
}

#[test]
fn the_day_in_chinese() {
    play_the_day(Language::Chinese);
}

#[test]
fn the_day_in_english() {
    play_the_day(Language::English);
}
