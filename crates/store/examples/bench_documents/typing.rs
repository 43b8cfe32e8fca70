//! What is typed: targets drawn from the sample, each broken off somewhere, as a search box sees it.

use pinyin::ToPinyin;
use store::search::FieldKind;

use crate::sample::{CAR, CUSTOMER, Dice, ORDER, Words};

/// How a query came about, with its share of the mix in percent.
pub const MIX: [(&str, usize); 7] = [
    ("one character", 20),
    ("two terms", 20),
    ("no hit", 10),
    ("pinyin", 20),
    ("initials", 10),
    ("vin tail", 10),
    ("phone tail", 10),
];

/// One query of the mix: which row of [`MIX`] it belongs to, and the text.
pub fn typed(words: &Words, total: u64, dice: &mut Dice) -> (usize, String) {
    let mut percent = dice.below(100);
    let mut sort = 0;
    while percent >= MIX[sort].1 {
        percent -= MIX[sort].1;
        sort += 1;
    }
    let cars = total / 10;
    let customers = total * 4 / 10;
    let car = words.document(dice.below(cars as usize) as u64, total);
    let customer = words.document(cars + dice.below((customers - cars) as usize) as u64, total);
    let order = words.document(
        customers + dice.below((total - customers) as usize) as u64,
        total,
    );
    debug_assert!(car.kind == CAR && customer.kind == CUSTOMER && order.kind == ORDER);
    let name = customer.text(FieldKind::Name);
    let series = car
        .text(FieldKind::Name)
        .split(' ')
        .nth(1)
        .unwrap_or_default()
        .to_owned();
    let text = match MIX[sort].0 {
        "one character" => match dice.below(4) {
            0 => first(name, 1),
            1 => first(&spoken(name), 1),
            2 => first(&series, 1),
            _ => dice.below(10).to_string(),
        },
        "two terms" => {
            let buyer = order.text(FieldKind::Text);
            let model = order.fields.last().map_or("", |(_, text)| text);
            match dice.below(4) {
                0 => format!("{} {}", first(buyer, 1), broken_off(model, 1, dice)),
                1 => format!(
                    "{} {}",
                    broken_off(&spoken(buyer), 2, dice),
                    broken_off(&spoken(model), 2, dice)
                ),
                2 => format!("{} {}", name, last(customer.text(FieldKind::Phone), 4)),
                _ => format!(
                    "{} {}",
                    broken_off(&series, 2, dice),
                    last(car.text(FieldKind::Vin), 4)
                ),
            }
        }
        "no hit" => match dice.below(3) {
            0 => format!("{}{}", spoken(name), "zzz"),
            1 => format!("龘龘{}", last(&series, 1)),
            _ => format!("0000{:07}x", dice.below(10_000_000)),
        },
        "pinyin" => {
            let whole = if dice.below(3) == 0 {
                spoken(&series)
            } else {
                spoken(name)
            };
            broken_off(&whole, 2, dice)
        }
        "initials" => {
            let letters: String = name
                .chars()
                .filter_map(|c| c.to_pinyin())
                .map(|reading| first(reading.plain(), 1))
                .collect();
            broken_off(&letters, 2, dice)
        }
        "vin tail" => last(car.text(FieldKind::Vin), 4 + dice.below(5)),
        _ => last(customer.text(FieldKind::Phone), 4),
    };
    (sort, text)
}

fn spoken(text: &str) -> String {
    text.chars()
        .map(|c| {
            c.to_pinyin().map_or_else(
                || c.to_lowercase().to_string(),
                |reading| reading.plain().to_owned(),
            )
        })
        .collect()
}

fn first(text: &str, count: usize) -> String {
    text.chars().take(count).collect()
}

fn last(text: &str, count: usize) -> String {
    let skip = text.chars().count().saturating_sub(count);
    text.chars().skip(skip).collect()
}

/// The text up to some point at which the person paused, at least `least` characters.
fn broken_off(text: &str, least: usize, dice: &mut Dice) -> String {
    let length = text.chars().count();
    first(text, least + dice.below(length.saturating_sub(least) + 1))
}
