//! Cars by what somebody types above the list: as the search box finds them (Chinese, pinyin, initials, English, VIN,
//! stock number, place, colour), and besides by any part of a description or VIN.

use store::search::{Spellings, typed_terms};

use super::{Board, Car, car::base36_text, kinds::KindFacet};

/// What was typed, word for word, each held against everything that many cars share once.
pub struct Terms(Vec<Term>);

struct Term {
    /// For each kind of car whether its description or colour answers.
    kinds: Vec<bool>,
    places: Vec<bool>,
    /// For each head of stock numbers the figures behind it that answer.
    numbers: Vec<Vec<u64>>,
    vin: Option<String>,
}

impl Terms {
    pub fn new(board: &Board, text: &str) -> Self {
        let terms = typed_terms(text);
        // A VIN that was pasted with blanks is one word.
        if let ([term], true) = (&terms[..], text.split_whitespace().count() > 1) {
            return Self(vec![Term::new(board, term)]);
        }
        Self(
            text.split_whitespace()
                .map(|word| Term::new(board, word))
                .collect(),
        )
    }

    pub fn fit(&self, board: &Board, car: &Car) -> bool {
        self.0.iter().all(|term| term.fits(board, car))
    }
}

impl Term {
    fn new(board: &Board, word: &str) -> Self {
        let low = word.to_lowercase();
        let terms = typed_terms(word);
        let answers = |text: &str| {
            text.to_lowercase().contains(&low) || Spellings::of(&[text]).answer(&terms)
        };
        let colours: Vec<bool> = board
            .kinds
            .facet(KindFacet::Colour)
            .texts()
            .iter()
            .map(|colour| answers(colour))
            .collect();
        let kinds = board.kinds.all().iter().map(|kind| {
            colours[kind.code(KindFacet::Colour) as usize]
                || kind.description.to_lowercase().contains(&low)
                || kind.spellings.answer(&terms)
        });
        let bare = bare(word);
        Self {
            kinds: kinds.collect(),
            places: board
                .places
                .texts()
                .iter()
                .map(|place| answers(place))
                .collect(),
            numbers: board
                .number_heads
                .texts()
                .iter()
                .map(|head| figures_behind(head, bare.as_deref()))
                .collect(),
            vin: bare.filter(|bare| bare.len() <= 17),
        }
    }

    fn fits(&self, board: &Board, car: &Car) -> bool {
        self.kinds[car.kind()]
            || self.places[car.place()]
            || self
                .vin
                .as_ref()
                .is_some_and(|vin| is_part_of_vin(board, car, vin))
            || self.numbers[car.number_head()].contains(&car.number())
    }
}

/// An identifier as it is compared; nothing when the word is none.
fn bare(word: &str) -> Option<String> {
    let bare: String = word.chars().filter(|c| *c != '-').collect();
    (!bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        .then(|| bare.to_uppercase())
}

/// The most figures at the end of a stock number that are kept as a number.
const MOST_FIGURES: usize = 7;

/// Which figures behind this head of a stock number make up what was typed: behind `RKS-` both `rks-12` and `000012`
/// ask for 12.
fn figures_behind(head: &str, wanted: Option<&str>) -> Vec<u64> {
    let Some(wanted) = wanted else {
        return Vec::new();
    };
    let head = bare(head).unwrap_or_default();
    let figures = wanted.bytes().rev().take_while(u8::is_ascii_digit).count();
    (1..=figures.min(MOST_FIGURES))
        .filter_map(|count| {
            let (rest, tail) = wanted.split_at(wanted.len() - count);
            head.ends_with(rest).then(|| tail.parse().ok()).flatten()
        })
        .collect()
}

fn is_part_of_vin(board: &Board, car: &Car, wanted: &str) -> bool {
    let tail = base36_text(car.vin_tail());
    if wanted.len() <= tail.len() {
        return tail
            .windows(wanted.len())
            .any(|part| part == wanted.as_bytes());
    }
    let (head, wanted_tail) = wanted.split_at(wanted.len() - tail.len());
    wanted_tail.as_bytes() == tail && board.vin_heads.texts()[car.vin_head()].ends_with(head)
}
