//! `platform rules`: what whoever runs the platform sees and publishes of the rules of law, on the command line.

use std::{fmt::Write, path::PathBuf};

use domain::rules::{RuleOrigin, RuleSetName, check, set_of, tables};

use crate::{
    lanes::Engine,
    node::{Node, ToPublish},
};

type Outcome<T = String> = Result<T, Box<dyn std::error::Error>>;

/// Does what the words after `rules` say; answers what is to be printed.
pub async fn run<E: Engine + 'static>(
    node: &Node<E>,
    words: &[String],
    note: Option<String>,
) -> Outcome {
    let (what, rest) = words.split_first().ok_or(USAGE)?;
    match (what.as_str(), rest) {
        ("list", []) => list(node).await,
        ("show", [set]) => show(node, set).await,
        ("check", files) => checked(files),
        ("publish", files) => publish(node, files, note.unwrap_or_default()).await,
        _ => Err(USAGE.into()),
    }
}

const USAGE: &str = "platform rules list, show SET, check FILE… or publish FILE…";

async fn list<E: Engine + 'static>(node: &Node<E>) -> Outcome {
    let mut printed = String::new();
    for rules in node.rules().await? {
        let from = match (rules.origin, rules.published_at) {
            (RuleOrigin::Platform, Some(at)) => {
                format!("published {}", at.date_in(chrono_tz::UTC))
            }
            (RuleOrigin::Platform | RuleOrigin::Program, _) => "came with the program".to_owned(),
        };
        writeln!(
            printed,
            "{:16} {:14} {from}  {}",
            rules.set.word(),
            rules.edition.to_string(),
            rules.note
        )?;
        for table in tables(rules.set, &rules.text)? {
            for version in table.versions {
                let to = version.to.map_or("open".to_owned(), |to| to.to_string());
                writeln!(
                    printed,
                    "    {:22} {} to {to:10}  {}",
                    table.name, version.from, version.source
                )?;
            }
        }
    }
    Ok(printed)
}

/// The text of a set as it holds, to be changed and published.
async fn show<E: Engine + 'static>(node: &Node<E>, name: &str) -> Outcome {
    let set = RuleSetName::from_word(name).ok_or_else(|| {
        let all: Vec<&str> = RuleSetName::ALL.iter().map(|set| set.word()).collect();
        format!("No set is called {name}; there are {}.", all.join(", "))
    })?;
    let mut all = node.rules().await?.into_iter();
    let rules = all.find(|rules| rules.set == set);
    Ok(rules.map_or_else(String::new, |rules| rules.text))
}

/// Reads every file and says what each is, or what is wrong with the first that is not as it should be.
pub fn checked(files: &[String]) -> Outcome {
    let mut printed = String::new();
    for file in files {
        let text = text_of(file)?;
        let set = set_of(&text).map_err(|refusal| format!("{file}: {refusal}."))?;
        let edition = check(set, &text).map_err(|refusal| format!("{file}: {refusal}."))?;
        writeln!(printed, "{file}: {} {edition} can be read", set.word())?;
    }
    if files.is_empty() {
        return Err(USAGE.into());
    }
    Ok(printed)
}

async fn publish<E: Engine + 'static>(node: &Node<E>, files: &[String], note: String) -> Outcome {
    checked(files)?;
    let texts = files
        .iter()
        .map(|file| {
            Ok(ToPublish {
                text: text_of(file)?,
                note: note.clone(),
            })
        })
        .collect::<Outcome<_>>()?;
    let published = node
        .publish_rules(texts)
        .await?
        .map_err(|refusal| format!("Nothing was published: {refusal}."))?;
    let mut printed = String::new();
    for (set, edition) in published {
        writeln!(printed, "{} {edition} is published", set.word())?;
    }
    Ok(printed)
}

fn text_of(file: &str) -> Outcome {
    std::fs::read_to_string(PathBuf::from(file)).map_err(|error| format!("{file}: {error}.").into())
}
