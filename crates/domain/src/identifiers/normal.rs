//! The normal form that all identifiers share, and what every identifier type does the same way.

use unicode_normalization::UnicodeNormalization;

/// Full-width to half-width, no blanks, no hyphens of any kind, upper case.
pub(super) fn normal_form(typed: &str) -> String {
    typed
        .nfkc()
        .filter(|character| !is_separator(*character))
        .collect::<String>()
        .to_uppercase()
}

fn is_separator(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{200b}' | '\u{feff}'
        )
}

/// Text form, masked debug form, and checked reading from JSON for a type with a `text` field.
macro_rules! identifier_text {
    ($type:ident, $error:ty, $personal_kind:expr, $read_back:path) => {
        impl $type {
            /// The normalised text, as stored.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.text
            }
        }

        impl AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                &self.text
            }
        }

        /// The normalised text, as stored.
        impl std::fmt::Display for $type {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(&self.text)
            }
        }

        /// Masked where it is personal, so that no log and no panic message gives it away.
        impl std::fmt::Debug for $type {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let personal_kind: Option<$crate::privacy::PersonalKind> = $personal_kind;
                let shown = match personal_kind {
                    Some(kind) => $crate::privacy::mask(kind, &self.text),
                    None => self.text.clone(),
                };
                write!(formatter, concat!(stringify!($type), "({})"), shown)
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.text)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                // The error's own code, which is the key of its sentence at the page.
                $read_back(&text).map_err(|error| serde::de::Error::custom(error.code()))
            }
        }

        impl std::str::FromStr for $type {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $read_back(text)
            }
        }
    };
}

pub(super) use identifier_text;
