//! Reading the text of a set. What this version of the program does not understand, word for word, is not read at all:
//! a condition that it passed over would make a wrong figure out of a right rule.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use super::{Edition, LawSet, RuleRefusal, RuleSetName};
use crate::dated::{Dated, InForce, WindowError};

/// What stands at the head of a text, before its tables.
const SET: &str = "set";
const EDITION: &str = "edition";

/// A rule of a set with all its versions, the earliest first.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleTable {
    /// Its key in the text.
    pub name: String,
    pub versions: Vec<RuleVersion>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct RuleVersion {
    pub from: NaiveDate,
    /// None when no end has been announced.
    pub to: Option<NaiveDate>,
    pub source: String,
    /// The rule itself, as it stands in the text.
    pub terms: Map<String, Value>,
}

/// Reads a text as this set and says its edition, or what is wrong with which row.
pub fn check(set: RuleSetName, text: &str) -> Result<Edition, RuleRefusal> {
    set.check(text)?;
    edition_of(text)
}

/// The rules of a text, with their versions.
pub fn tables(set: RuleSetName, text: &str) -> Result<Vec<RuleTable>, RuleRefusal> {
    set.tables(text)
}

/// The edition at the head of a text, also where the rest is of a newer shape.
pub fn edition_of(text: &str) -> Result<Edition, RuleRefusal> {
    edition_in(&whole(text)?)
}

/// The set that a text says it is.
pub fn set_of(text: &str) -> Result<RuleSetName, RuleRefusal> {
    set_in(&whole(text)?)
}

fn edition_in(whole: &Map<String, Value>) -> Result<Edition, RuleRefusal> {
    let edition = whole.get(EDITION).and_then(Value::as_str);
    edition
        .and_then(|edition| edition.parse().ok())
        .ok_or(RuleRefusal::RulesWithoutEdition)
}

fn set_in(whole: &Map<String, Value>) -> Result<RuleSetName, RuleRefusal> {
    let set = whole.get(SET).and_then(Value::as_str);
    set.and_then(RuleSetName::from_word)
        .ok_or(RuleRefusal::RulesOfNoSet)
}

pub(super) fn read<T: LawSet>(text: &str) -> Result<T, RuleRefusal> {
    let mut whole = whole(text)?;
    if set_in(&whole)? != T::NAME {
        return Err(RuleRefusal::RulesOfNoSet);
    }
    edition_in(&whole)?;
    whole.remove(SET);
    whole.remove(EDITION);
    for (table, rows) in &whole {
        check_windows(table, rows)?;
    }
    let whole = Value::Object(whole);
    let rules: T = typed(&whole)?;
    let mut understood = BTreeSet::new();
    places(&as_value(&rules)?, "", &mut understood);
    let mut written = BTreeSet::new();
    places(&whole, "", &mut written);
    match written.difference(&understood).next() {
        Some(place) => Err(RuleRefusal::RulesNotUnderstood {
            place: place.clone(),
        }),
        None => Ok(rules),
    }
}

fn whole(text: &str) -> Result<Map<String, Value>, RuleRefusal> {
    serde_json::from_str(text).map_err(|error| RuleRefusal::RulesUnreadable {
        place: String::new(),
        message: error.to_string(),
    })
}

fn typed<T: DeserializeOwned>(whole: &Value) -> Result<T, RuleRefusal> {
    serde_path_to_error::deserialize(whole).map_err(|error| RuleRefusal::RulesUnreadable {
        place: error.path().to_string(),
        message: error.inner().to_string(),
    })
}

fn as_value<T: Serialize>(rules: &T) -> Result<Value, RuleRefusal> {
    serde_json::to_value(rules).map_err(|error| RuleRefusal::RulesUnreadable {
        place: String::new(),
        message: error.to_string(),
    })
}

/// Says which row of a table of versions is at fault, before its terms are looked at.
fn check_windows(table: &str, rows: &Value) -> Result<(), RuleRefusal> {
    // What is no table of versions has checks of its own.
    let Ok(rows) = serde_json::from_value::<Vec<InForce<Map<String, Value>>>>(rows.clone()) else {
        return Ok(());
    };
    let table = table.to_owned();
    match Dated::new(rows) {
        Ok(_) => Ok(()),
        Err(WindowError::EndsBeforeItBegins { from }) => {
            Err(RuleRefusal::RuleEndsBeforeItBegins { table, from })
        }
        Err(WindowError::Overlap { on }) => Err(RuleRefusal::RulesOverlap { table, on }),
        Err(WindowError::NoSource { from }) => Err(RuleRefusal::RuleWithoutSource { table, from }),
    }
}

/// Every place of a text where something is said, whichever row of a table says it.
fn places(value: &Value, place: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Null => {}
        Value::Object(fields) => {
            for (name, value) in fields {
                places(value, &format!("{place}.{name}"), found);
            }
        }
        Value::Array(rows) => {
            for row in rows {
                places(row, place, found);
            }
        }
        Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            found.insert(place.trim_start_matches('.').to_owned());
        }
    }
}

pub(super) fn tables_of<T: Serialize>(rules: &T) -> Result<Vec<RuleTable>, RuleRefusal> {
    let Value::Object(tables) = as_value(rules)? else {
        return Ok(Vec::new());
    };
    Ok(tables
        .into_iter()
        .map(|(name, rows)| RuleTable {
            versions: match rows {
                Value::Array(rows) => rows.into_iter().filter_map(version).collect(),
                Value::Null
                | Value::Bool(_)
                | Value::Number(_)
                | Value::String(_)
                | Value::Object(_) => Vec::new(),
            },
            name,
        })
        .collect())
}

/// A row with its days; that of a calendar has a year.
fn version(row: Value) -> Option<RuleVersion> {
    let Value::Object(mut terms) = row else {
        return None;
    };
    let mut text = |name: &str| match terms.remove(name) {
        Some(Value::String(text)) => Some(text),
        Some(_) | None => None,
    };
    let source = text("source").unwrap_or_default();
    let (from, to) = (text("from"), text("to"));
    let (from, to) = if let Some(from) = from {
        (
            from.parse().ok()?,
            to.as_deref().and_then(|to| to.parse().ok()),
        )
    } else {
        let year = i32::try_from(terms.get("year")?.as_i64()?).ok()?;
        (
            NaiveDate::from_ymd_opt(year, 1, 1)?,
            NaiveDate::from_ymd_opt(year, 12, 31),
        )
    };
    Some(RuleVersion {
        from,
        to,
        source,
        terms,
    })
}
