//! From a document to its keys: every place where a search for it may begin.

use std::collections::HashMap;

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
            Self::NameStart | Self::Vin | Self::Phone | Self::Plate | Self::Number => {
                Match::Beginning
            }
            Self::NameInner
            | Self::TextStart
            | Self::TextInner
            | Self::PlatePart
            | Self::NumberPart => Match::Inside,
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

/// Words of names and texts, each spelled out once, however many documents have them: a maker's list names few models
/// and colours.
#[derive(Default)]
pub struct Spelled {
    names: HashMap<Box<str>, u32>,
    texts: HashMap<Box<str>, u32>,
    keys: Vec<Keys>,
}

impl Spelled {
    /// The keys of each, in the order of their places.
    pub fn keys(&self) -> &[Keys] {
        &self.keys
    }

    /// The place of a field's words; nothing for what is told apart by every document.
    fn place(&mut self, field: FieldKind, text: &str) -> Option<u32> {
        let places = match field {
            FieldKind::Name => &mut self.names,
            FieldKind::Text => &mut self.texts,
            FieldKind::Vin | FieldKind::Phone | FieldKind::Plate | FieldKind::Number => {
                return None;
            }
        };
        if let Some(place) = places.get(text) {
            return Some(*place);
        }
        let place = self.keys.len() as u32;
        self.keys.push(Keys::of(&[(field, text)]));
        places.insert(text.into(), place);
        Some(place)
    }
}

/// The keys of a document in one piece of memory, each as end, tag, length, text; a key may occur
/// twice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Keys {
    pub packed: Vec<u8>,
    count: usize,
}

impl Keys {
    pub fn of(fields: &[(FieldKind, &str)]) -> Self {
        let mut keys = Self {
            packed: Vec::with_capacity(256),
            count: 0,
        };
        for (field, text) in fields {
            keys.field(*field, text);
        }
        keys
    }

    /// The same for one of many documents: its own keys, and the places of the words that others may have as well.
    pub fn of_one(fields: &[(FieldKind, &str)], spelled: &mut Spelled) -> (Self, Vec<u32>) {
        let mut keys = Self {
            packed: Vec::with_capacity(96),
            count: 0,
        };
        let mut words = Vec::with_capacity(fields.len());
        for (field, text) in fields {
            match spelled.place(*field, text) {
                Some(place) if keys.count + spelled.keys[place as usize].count <= MOST_KEYS => {
                    keys.count += spelled.keys[place as usize].count;
                    words.push(place);
                }
                Some(_) | None => keys.field(*field, text),
            }
        }
        (keys, words)
    }

    fn field(&mut self, field: FieldKind, text: &str) {
        match field {
            FieldKind::Name => self.words(text, Tag::NameStart, Tag::NameInner),
            FieldKind::Text => self.words(text, Tag::TextStart, Tag::TextInner),
            FieldKind::Vin => self.identifier(&bare(text), Tag::Vin),
            FieldKind::Phone => self.phone(text),
            FieldKind::Plate => self.plate(text),
            FieldKind::Number => self.printed_number(text),
        }
    }

    /// Keys that were packed before.
    pub fn packed_before(packed: &[u8]) -> Self {
        Self {
            packed: packed.to_vec(),
            count: 0,
        }
    }

    /// Reads packed keys in place.
    pub fn each(packed: &[u8]) -> impl Iterator<Item = (End, Tag, &[u8])> {
        let mut rest = packed;
        std::iter::from_fn(move || {
            let (head, after) = rest.split_at_checked(3)?;
            let end = if head[0] == End::Back as u8 {
                End::Back
            } else {
                End::Front
            };
            let tag = Tag::from_number(head[1])?;
            let (text, after) = after.split_at_checked(usize::from(head[2]))?;
            rest = after;
            Some((end, tag, text))
        })
    }

    fn add(&mut self, end: End, text: &str, tag: Tag) {
        if text.is_empty() || self.count == MOST_KEYS {
            return;
        }
        self.count += 1;
        self.packed
            .extend_from_slice(&[end as u8, tag as u8, text.len() as u8]);
        self.packed.extend_from_slice(text.as_bytes());
    }

    fn front(&mut self, text: &str, tag: Tag) {
        self.add(End::Front, clip(text, LONGEST_KEY), tag);
    }

    /// An identifier is found from both ends.
    fn identifier(&mut self, text: &str, tag: Tag) {
        self.front(text, tag);
        if text.chars().nth(SHORTEST_TAIL - 1).is_some() {
            let backwards: String = text.chars().rev().take(LONGEST_KEY).collect();
            self.add(End::Back, clip(&backwards, LONGEST_KEY), tag);
        }
    }

    fn phone(&mut self, text: &str) {
        let digits: String = bare(text).chars().filter(char::is_ascii_digit).collect();
        self.identifier(without_country_code(&digits), Tag::Phone);
    }

    fn plate(&mut self, text: &str) {
        for run in runs(text.chars().take(LONGEST_FIELD)) {
            let joined = run.joined();
            match run.script {
                Script::Han => self.front(&joined, Tag::PlatePart),
                Script::Plain => {
                    self.identifier(&joined, Tag::Plate);
                    let number = joined.trim_start_matches(|c: char| c.is_ascii_alphabetic());
                    if number.len() < joined.len() {
                        self.front(number, Tag::PlatePart);
                    }
                }
            }
        }
    }

    fn printed_number(&mut self, text: &str) {
        let mut plain = String::new();
        for run in runs(text.chars().take(LONGEST_FIELD)) {
            match run.script {
                Script::Han => self.front(&run.joined(), Tag::NumberPart),
                Script::Plain => plain.push_str(&run.joined()),
            }
        }
        self.identifier(&plain, Tag::Number);
    }

    fn words(&mut self, text: &str, start: Tag, inner: Tag) {
        let runs = runs(text.chars().take(LONGEST_FIELD));
        let mut begins_word = true;
        for (place, run) in runs.iter().enumerate() {
            match run.script {
                Script::Han => self.chinese(run, start, inner),
                Script::Plain => self.plain(
                    &runs[place..],
                    if begins_word { start } else { inner },
                    inner,
                ),
            }
            begins_word = run.ends_word == WordEnd::Parted;
        }
    }

    /// Chinese is found from every character on, as written, as spoken and by initials.
    fn chinese(&mut self, run: &Run, start: Tag, inner: Tag) {
        let joined = run.joined();
        let spoken = Spoken::of(&joined);
        for (place, (at, _)) in joined.char_indices().enumerate() {
            let tag = if place == 0 { start } else { inner };
            self.front(&joined[at..], tag);
            for spelling in spoken.spellings(place, LONGEST_KEY) {
                self.front(&spelling, tag);
            }
        }
    }

    /// Letters and digits are found from the beginning of each piece on, and read on over blanks,
    /// so that "Model 3" is also found as model3.
    fn plain(&mut self, runs: &[Run], start: Tag, inner: Tag) {
        let Some(run) = runs.first() else { return };
        let plain_ones = runs[1..]
            .iter()
            .take_while(|next| next.script == Script::Plain);
        let following: String = plain_ones.take(4).map(Run::joined).collect();
        for place in 0..run.pieces.len() {
            let tag = if place == 0 { start } else { inner };
            let word = run.pieces[place..].concat();
            self.front(&word, tag);
            if !following.is_empty() && run.pieces.len() == 1 {
                self.front(&format!("{word}{following}"), tag);
            }
        }
    }
}
