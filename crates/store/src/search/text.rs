//! How text is folded and cut before it becomes keys or search terms. Documents and queries go
//! through the same folding, so whatever a person types meets whatever a row contains.

/// The longest key in bytes. Keys and terms are compared by this many bytes; what is longer is told
/// apart by its beginning, which can only find more, never less.
pub const LONGEST_KEY: usize = 32;

/// The longest part of a query that is looked at, in characters. A clerk types twenty; a paste of
/// megabytes must not hold the box.
const LONGEST_QUERY: usize = 1024;

/// The most terms of one query; further ones would only narrow the answer.
const MOST_TERMS: usize = 8;

/// Which script a run is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// Chinese characters.
    Han,
    /// Letters and digits of every other script, in lower case.
    Plain,
}

/// A stretch of text in one script, without anything that is not a letter or digit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub script: Script,
    /// The pieces between hyphens, points and the like; a search may begin at each of them.
    pub pieces: Vec<String>,
    /// What follows belongs to the next word (true after a blank, a comma and so on).
    pub ends_word: WordEnd,
}

/// Whether a run is the last of its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordEnd {
    /// The next run follows without a blank, as in 宋PLUS.
    Joined,
    /// A blank or other separator follows.
    Parted,
}

impl Run {
    /// The run in one piece.
    pub fn joined(&self) -> String {
        self.pieces.concat()
    }
}

enum Sort {
    Letter(Script),
    /// Dropped inside a word: CR-V is also typed CRV, 2.0T also 20T.
    Joint,
    Gap,
}

/// Chinese characters, with those rare ones of names that need four bytes.
pub fn is_han(c: char) -> bool {
    matches!(c, '〇' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3fffd}')
}

/// Full-width letters and digits become half-width, capitals small.
pub fn fold(c: char) -> impl Iterator<Item = char> {
    let narrow = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        other => other,
    };
    narrow.to_lowercase()
}

fn sort(c: char) -> Sort {
    if is_han(c) {
        Sort::Letter(Script::Han)
    } else if c.is_alphanumeric() {
        Sort::Letter(Script::Plain)
    } else if matches!(
        c,
        '.' | '-' | '_' | '\'' | '’' | '·' | '•' | '・' | '‑' | '–'
    ) {
        Sort::Joint
    } else {
        Sort::Gap
    }
}

/// Cuts text into runs of one script each.
pub fn runs(text: impl Iterator<Item = char>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut after_gap = true;
    let mut after_joint = false;
    for c in text.flat_map(fold) {
        match sort(c) {
            Sort::Gap => {
                if let Some(last) = runs.last_mut() {
                    last.ends_word = WordEnd::Parted;
                }
                after_gap = true;
            }
            Sort::Joint => after_joint = true,
            Sort::Letter(script) => {
                match runs.last_mut() {
                    Some(last) if !after_gap && last.script == script => {
                        match last.pieces.last_mut() {
                            Some(piece) if !after_joint => piece.push(c),
                            _ => last.pieces.push(c.to_string()),
                        }
                    }
                    _ => runs.push(Run {
                        script,
                        pieces: vec![c.to_string()],
                        ends_word: WordEnd::Joined,
                    }),
                }
                after_gap = false;
                after_joint = false;
            }
        }
    }
    runs
}

/// Letters and digits only, folded: what an identifier is compared by.
pub fn bare(text: &str) -> String {
    text.chars()
        .flat_map(fold)
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// The beginning of `text` that fits into `limit` bytes without cutting a character.
pub fn clip(text: &str, limit: usize) -> &str {
    if text.len() <= limit {
        return text;
    }
    let mut end = limit;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// A mainland mobile number without its country code.
pub fn without_country_code(digits: &str) -> &str {
    let national = digits
        .strip_prefix("0086")
        .or_else(|| digits.strip_prefix("86"))
        .unwrap_or(digits);
    if national.len() == 11 && national.starts_with('1') {
        national
    } else {
        digits
    }
}

/// The terms of a query, all of which a document must match. Any text whatsoever is a query; one
/// without a letter or digit has no terms and finds nothing.
pub fn terms(query: &str) -> Vec<String> {
    let trimmed = query.trim_start();
    let national = trimmed
        .strip_prefix("+86")
        .or_else(|| trimmed.strip_prefix("＋86"))
        .unwrap_or(trimmed);
    let parts: Vec<String> = runs(national.chars().take(LONGEST_QUERY))
        .iter()
        .map(Run::joined)
        .collect();
    let mut terms: Vec<String> = Vec::new();
    let whole = one_identifier(&parts);
    for part in whole.as_ref().map_or(&parts[..], std::slice::from_ref) {
        let term = clip(without_country_code(part), LONGEST_KEY);
        if !terms.iter().any(|known| known == term) {
            terms.push(term.to_owned());
        }
        if terms.len() == MOST_TERMS {
            break;
        }
    }
    terms
}

/// A mobile number or VIN that is read aloud or pasted with blanks is one identifier, not several
/// terms.
fn one_identifier(parts: &[String]) -> Option<String> {
    if parts.len() < 2 || parts.len() > 17 {
        return None;
    }
    let joined = parts.concat();
    let digits = joined.bytes().all(|b| b.is_ascii_digit());
    let phone = digits && without_country_code(&joined).len() == 11 && {
        without_country_code(&joined).starts_with('1')
    };
    let vin = joined.len() == 17
        && joined
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() && !matches!(b, b'i' | b'o' | b'q'))
        && joined.bytes().any(|b| b.is_ascii_digit())
        && joined.bytes().any(|b| b.is_ascii_alphabetic());
    (phone || vin).then_some(joined)
}
