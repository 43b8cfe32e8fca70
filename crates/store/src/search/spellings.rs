//! What a few words are found by, for a list that lies in memory and is to find its rows as the index finds records.

use super::{
    FieldKind,
    keys::{End, Keys},
    text,
};

/// Every way to begin some words: as they are written, in pinyin, by initials.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spellings(Box<[u8]>);

impl Spellings {
    pub fn of(words: &[&str]) -> Self {
        let fields: Vec<(FieldKind, &str)> = words
            .iter()
            .map(|words| (FieldKind::Text, *words))
            .collect();
        Self(Keys::of(&fields).packed.into_boxed_slice())
    }

    /// Whether each of these terms begins one of the words. Without a term nothing is found.
    pub fn answer(&self, terms: &[String]) -> bool {
        !terms.is_empty()
            && terms.iter().all(|term| {
                Keys::each(&self.0)
                    .any(|(end, _, key)| end == End::Front && key.starts_with(term.as_bytes()))
            })
    }
}

/// The terms of what somebody typed, folded as the index folds them.
pub fn typed_terms(typed: &str) -> Vec<String> {
    text::terms(typed)
}

#[cfg(test)]
mod tests {
    use super::{Spellings, typed_terms};

    #[test]
    fn words_answer_to_chinese_pinyin_initials_and_english() {
        let lavida = Spellings::of(&[
            "大众 朗逸 2026款 1.5L 自动满逸版",
            "大众朗逸",
            "Volkswagen Lavida",
        ]);
        for typed in [
            "朗逸",
            "逸",
            "langyi",
            "ly",
            "dzly",
            "lavida",
            "LAV",
            "1.5l",
            "大众 满逸",
            "volks 2026",
        ] {
            assert!(lavida.answer(&typed_terms(typed)), "{typed}");
        }
        for typed in ["迈腾", "avida", "mt", "朗逸 dongfang", "", " - "] {
            assert!(!lavida.answer(&typed_terms(typed)), "{typed}");
        }
    }
}
