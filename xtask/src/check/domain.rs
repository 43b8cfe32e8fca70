//! The domain decides, and nothing else: few dependencies, and no clock, chance, disk, network or environment.

use serde_json::Value;

use super::source;
use crate::places::Places;
use crate::shell::{self, Failure, Outcome};

/// What the domain may stand on, each with the reason. All of it computes and touches nothing outside.
const ALLOWED: &[(&str, &str)] = &[
    ("chrono", "calendar arithmetic, never its clock"),
    (
        "chrono-tz",
        "the dealership's zone, from a table inside the program",
    ),
    ("forecourt-entity-derive", "describes an entity once"),
    (
        "pinyin",
        "how a name sounds, from a table inside the program, for finding the same customer twice",
    ),
    ("rust_decimal", "exact rates"),
    ("serde", "commands and entities as they travel"),
    ("serde_json", "commands and entities as they travel"),
    (
        "serde_path_to_error",
        "names the field that could not be read",
    ),
    (
        "sha2",
        "ids of inner rows, from the command's id and a label",
    ),
    ("thiserror", "typed refusals and errors"),
    ("ts-rs", "the same types for the page"),
    (
        "unicode-normalization",
        "one spelling for names and identifiers",
    ),
    ("uuid", "ids, which arrive with the command"),
];

/// What would make the same command decide differently at another desk, and what it stands for.
const FORBIDDEN: &[(&str, &str)] = &[
    ("std::fs", "the disk"),
    ("std::io", "input and output"),
    ("std::net", "the network"),
    ("std::env", "the environment"),
    ("std::process", "other programs"),
    ("std::thread", "threads"),
    ("SystemTime", "the clock"),
    ("Instant::now", "the clock"),
    ("Utc::now", "the clock"),
    ("Local::now", "the clock"),
    ("chrono::Local", "this machine's zone"),
    ("now_v7", "the clock and chance"),
    ("new_v4", "chance"),
    ("getrandom", "chance"),
    ("rand::", "chance"),
    ("RandomState", "chance"),
    (
        "HashMap",
        "an order that chance decides; a BTreeMap has the same order everywhere",
    ),
    (
        "HashSet",
        "an order that chance decides; a BTreeSet has the same order everywhere",
    ),
    ("async fn", "waiting"),
];

/// Fails when the domain depends on anything that is not allowed by name.
pub fn dependencies(places: &Places) -> Outcome {
    let metadata = shell::output(&mut places.cargo(&[
        "metadata",
        "--format-version",
        "1",
        "--no-deps",
        "--offline",
    ]))?;
    let metadata: Value = serde_json::from_str(&metadata)
        .map_err(|error| Failure::new(format!("cargo metadata is not readable: {error}.")))?;
    let domain = metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|package| package["name"] == "forecourt-domain")
        .ok_or_else(|| Failure::new("The workspace has no crate forecourt-domain."))?;
    let strangers: Vec<&str> = domain["dependencies"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|dependency| dependency["kind"].is_null())
        .filter_map(|dependency| dependency["name"].as_str())
        .filter(|name| ALLOWED.iter().all(|(allowed, _)| allowed != name))
        .collect();
    if strangers.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "The domain depends on {}, which it may not. Do that work in another crate, or allow it in xtask/src/check/domain.rs with the reason.",
        strangers.join(", ")
    )))
}

/// Fails when the domain's source names anything that does not come with the command and the facts.
pub fn purity(places: &Places) -> Outcome {
    let mut found = Vec::new();
    for path in source::files(&places.root.join("crates/domain/src"), &["rs"])? {
        let name = path
            .strip_prefix(&places.root)
            .unwrap_or(&path)
            .display()
            .to_string();
        found.extend(
            impurities(&source::read(&path)?)
                .into_iter()
                .map(|(line, word, meaning)| format!("  {name}:{line}: {word} is {meaning}")),
        );
    }
    if found.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "The domain may use only what comes with the command, the facts and the context, so that every desk decides alike:\n{}",
        found.join("\n")
    )))
}

fn impurities(text: &str) -> Vec<(usize, &'static str, &'static str)> {
    source::rust_code(text)
        .lines()
        .enumerate()
        .flat_map(|(index, line)| {
            FORBIDDEN
                .iter()
                .filter(|(word, _)| stands_alone(line, word))
                .map(|(word, meaning)| (index + 1, *word, *meaning))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Whether the word is there and is not the tail of a longer name.
fn stands_alone(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        !line[..at]
            .chars()
            .next_back()
            .is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_in_the_domain_is_found_with_its_line() {
        let found = impurities("fn decide() {\n    let now = chrono::Utc::now();\n}\n");
        assert_eq!(found, [(2, "Utc::now", "the clock")]);
    }

    #[test]
    fn names_that_only_end_alike_are_no_impurity() {
        assert!(impurities("let brand::x = strand::y;").is_empty());
    }
}
