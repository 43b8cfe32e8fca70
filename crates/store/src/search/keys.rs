//! From a document to its keys: every place where a search for it may begin.

use super::pinyin::Spoken;
use super::text::{LONGEST_KEY, Run, Script, WordEnd, bare, clip, runs, without_country_code};
use super::{FieldKind, Match};

/// The longest field that is indexed, in characters; longer ones are notes, not what one searches by.
const LONGEST_FIELD: usize = 200;

/// The most keys of one document, so that no row can be a burden to all others.
const MOST_KEYS: usize = 2000;

/// The shortest end of an identifier that finds it.
const SHORTEST_TAIL: usize = 4;

/// What a key is part of. The numbers are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Tag {
    /// From the beginning of a word of the name.
    NameStart = 0,
    /// From a later character of a word of the name.
    NameInner = 1,
    /// From any character of other words, at the beginning of a word.
    TextStart = 2,
    TextInner = 3,
    Vin = 4,
    Phone = 5,
    Plate = 6,
    /// The province or ending of a plate, and its number without the office letter.
    PlatePart = 7,
    Number = 8,
    /// Chinese characters within a number.
    NumberPart = 9,
}

/// How many tags there are.
pub const TAGS: usize = 10;

impl Tag {
    pub fn from_number(number: u8) -> Option<Self> {
        Some(match number {
            0 => Self::NameStart,
            1 => Self::NameInner,
            2 => Self::TextStart,
            3 => Self::TextInner,
            4 => Self::Vin,
            5 => Self::Phone,
            6 => Self::Plate,
            7 => Self::PlatePart,
            8 => Self::Number,
            9 => Self::NumberPart,
            10.. => return None,
        })
    }

    pub fn field(self) -> FieldKind {
        match self {
            Self::NameStart | Self::NameInner => FieldKind::Name,
            Self::TextStart | Self::TextInner => FieldKind::Text,
            Self::Vin => FieldKind::Vin,
            Self::Phone => FieldKind::Phone,
            Self::Plate | Self::PlatePart => FieldKind::Plate,
            Self::Number | Self::NumberPart => FieldKind::Number,
        }
    }

    /// How well a term matches that begins a key of this tag.
    pub fn beginning(self) -> Match {
        match self {
            Self::NameStart | Self::Vin | Self::Phone | Self::Plate | Self::Number => Match::Beginning,
            Self::NameInner | Self::TextStart | Self::TextInner | Self::PlatePart | Self::NumberPart => Match::Inside,
        }
    }

    /// How well a term matches that equals a key of this tag.
    pub fn whole(self) -> Match {
        match self.beginning() {
            Match::Beginning => Match::Whole,
            other => other,
        }
    }

    /// Whether its keys may be initials, which can be mistyped by a letter.
    pub fn holds_initials(self) -> bool {
        matches!(self, Self::NameStart | Self::TextStart)
    }
}

/// From which end a key is read. The bytes are stored, and sort the keys of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum End {
    Front = b'f',
    Back = b'r',
}

/// One place where a search may begin.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    pub end: End,
    pub text: String,
    pub tag: Tag,
}

/// A term of a query with what it looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    pub text: String,
    /// The term read backwards, where it is long enough to be the end of an identifier.
    pub backwards: Option<String>,
}

impl Term {
    pub fn new(text: &str) -> Self {
        let long_enough = text.chars().count() >= SHORTEST_TAIL;
        let could_be_end = long_enough && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        Self {
            text: text.to_owned(),
            backwards: could_be_end.then(|| text.chars().rev().collect()),
        }
    }
}

/// The keys of a document, sorted, each once.
pub fn keys_of(fields: &[(FieldKind, &str)]) -> Vec<Key> {
    let mut keys = Vec::with_capacity(24);
    for (field, text) in fields {
        match field {
            FieldKind::Name => words(text, Tag::NameStart, Tag::NameInner, &mut keys),
            FieldKind::Text => words(text, Tag::TextStart, Tag::TextInner, &mut keys),
            FieldKind::Vin => identifier(&bare(text), Tag::Vin, &mut keys),
            FieldKind::Phone => phone(text, &mut keys),
            FieldKind::Plate => plate(text, &mut keys),
            FieldKind::Number => printed_number(text, &mut keys),
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys.truncate(MOST_KEYS);
    keys
}

fn front(text: &str, tag: Tag, keys: &mut Vec<Key>) {
    let text = clip(text, LONGEST_KEY);
    if !text.is_empty() {
        let text = text.to_owned();
        keys.push(Key { end: End::Front, text, tag });
    }
}

/// An identifier is found from both ends.
fn identifier(text: &str, tag: Tag, keys: &mut Vec<Key>) {
    front(text, tag, keys);
    if text.chars().count() >= SHORTEST_TAIL {
        let backwards: String = text.chars().rev().collect();
        let text = clip(&backwards, LONGEST_KEY).to_owned();
        keys.push(Key { end: End::Back, text, tag });
    }
}

fn phone(text: &str, keys: &mut Vec<Key>) {
    let digits: String = bare(text).chars().filter(char::is_ascii_digit).collect();
    identifier(without_country_code(&digits), Tag::Phone, keys);
}

fn plate(text: &str, keys: &mut Vec<Key>) {
    for run in runs(text.chars().take(LONGEST_FIELD)) {
        let joined = run.joined();
        match run.script {
            Script::Han => front(&joined, Tag::PlatePart, keys),
            Script::Plain => {
                identifier(&joined, Tag::Plate, keys);
                let number = joined.trim_start_matches(|c: char| c.is_ascii_alphabetic());
                if number.len() < joined.len() {
                    front(number, Tag::PlatePart, keys);
                }
            }
        }
    }
}

fn printed_number(text: &str, keys: &mut Vec<Key>) {
    let mut plain = String::new();
    for run in runs(text.chars().take(LONGEST_FIELD)) {
        match run.script {
            Script::Han => front(&run.joined(), Tag::NumberPart, keys),
            Script::Plain => plain.push_str(&run.joined()),
        }
    }
    identifier(&plain, Tag::Number, keys);
}

fn words(text: &str, start: Tag, inner: Tag, keys: &mut Vec<Key>) {
    let runs = runs(text.chars().take(LONGEST_FIELD));
    let mut begins_word = true;
    for (place, run) in runs.iter().enumerate() {
        match run.script {
            Script::Han => chinese(run, start, inner, keys),
            Script::Plain => plain(&runs[place..], begins_word, start, inner, keys),
        }
        begins_word = run.ends_word == WordEnd::Parted;
    }
}

/// Chinese is found from every character on, as written, as spoken and by initials.
fn chinese(run: &Run, start: Tag, inner: Tag, keys: &mut Vec<Key>) {
    let joined = run.joined();
    let spoken = Spoken::of(&joined);
    for (place, (at, _)) in joined.char_indices().enumerate() {
        let tag = if place == 0 { start } else { inner };
        front(&joined[at..], tag, keys);
        for spelling in spoken.spellings(place, LONGEST_KEY) {
            front(&spelling, tag, keys);
        }
    }
}

/// Letters and digits are found from the beginning of each piece on, and read on over blanks, so
/// that "Model 3" is also found as model3.
fn plain(runs: &[Run], begins_word: bool, start: Tag, inner: Tag, keys: &mut Vec<Key>) {
    let Some(run) = runs.first() else { return };
    let following: String = runs[1..]
        .iter()
        .take_while(|next| next.script == Script::Plain)
        .take(4)
        .map(Run::joined)
        .collect();
    for place in 0..run.pieces.len() {
        let tag = if place == 0 && begins_word { start } else { inner };
        let word = run.pieces[place..].concat();
        front(&word, tag, keys);
        if !following.is_empty() && run.pieces.len() == 1 {
            front(&format!("{word}{following}"), tag, keys);
        }
    }
}
