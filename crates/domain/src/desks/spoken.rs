//! Codes that are read over the phone. A desk that has not reached its platform for too long shows a question; whoever
//! may enrol desks types it at another desk and reads the answer back. Both reckon the answer from a secret that the
//! desks of the dealership share, so neither needs a line. 40 bits each; after a few wrong answers the desk asks anew.

use sha2::{Digest, Sha256};

/// Crockford's base 32: digits and capitals without I, L, O and U, which are misheard or misread.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// So many letters and digits have a question and an answer.
const LENGTH: usize = 8;

/// Forty bits as a person reads them aloud: two groups of four.
pub fn readable(bits: [u8; 5]) -> String {
    let number = bits
        .iter()
        .fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
    let letter = |place: usize| {
        let shift = 5 * (LENGTH - 1 - place);
        char::from(ALPHABET[usize::try_from(number >> shift & 31).unwrap_or_default()])
    };
    let text: String = (0..LENGTH).map(letter).collect();
    format!("{}-{}", &text[..4], &text[4..])
}

/// What was typed as it is reckoned with: small letters, spaces and dashes do not matter, nor O for 0 and I or L for 1.
/// Nothing when it is no code.
pub fn heard(typed: &str) -> Option<String> {
    let letters: String = typed
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '-')
        .map(|letter| match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    let fits = letters.len() == LENGTH && letters.bytes().all(|byte| ALPHABET.contains(&byte));
    fits.then(|| format!("{}-{}", &letters[..4], &letters[4..]))
}

/// The answer to a question for so many days. The key has a fixed length and the digest is cut, so hashing key and text
/// is enough of a code of authentication here.
pub fn answer(key: &str, question: &str, days: u32) -> String {
    let digest = Sha256::new()
        .chain_update(b"forecourt spoken 1\0")
        .chain_update(key.as_bytes())
        .chain_update(question.as_bytes())
        .chain_update(days.to_be_bytes())
        .finalize();
    let mut bits = [0; 5];
    bits.copy_from_slice(&digest[..5]);
    readable(bits)
}

/// For how many days an answer holds, when it is one to this question.
pub fn days_of(key: &str, question: &str, given: &str, most: u32) -> Option<u32> {
    let given = heard(given)?;
    (1..=most).find(|days| answer(key, question, *days) == given)
}
