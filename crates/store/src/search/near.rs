//! Initials with one letter mistaken for another, as `hlb` for 汉兰达: what is meant when nothing
//! answers to what was typed.

use std::ops::RangeInclusive;

/// Letters that are mistaken for each other: mirrored or alike to the eye, neighbours in many mouths
/// (n and l, h and f, j and z and the like), or voiced and unvoiced twins.
const MISTAKEN: [&str; 11] = [
    "bdp", "pqb", "dtb", "nlmr", "hf", "gkj", "zcsj", "uvw", "ijl", "xqs", "yu",
];

/// How many letters initials have for a near match: fewer would be a guess, more are a spelling.
const LETTERS: RangeInclusive<usize> = 3..=6;

/// What may have been meant by these initials; nothing when they are none.
pub fn meant_by(initials: &str) -> Vec<String> {
    let mut meant = Vec::new();
    if !LETTERS.contains(&initials.len()) || !initials.bytes().all(|byte| byte.is_ascii_lowercase())
    {
        return meant;
    }
    for (at, typed) in initials.char_indices() {
        for group in MISTAKEN.iter().filter(|group| group.contains(typed)) {
            for other in group.chars().filter(|other| *other != typed) {
                meant.push(format!("{}{other}{}", &initials[..at], &initials[at + 1..]));
            }
        }
    }
    meant.sort_unstable();
    meant.dedup();
    meant
}
