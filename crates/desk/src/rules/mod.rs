//! The rules of law that hold here 现行规则: each with its versions, which holds today, where it came from, and from
//! which day on none is known.

use chrono::{Days, NaiveDate};
use domain::{
    facts::Ask,
    rules::{Edition, RuleOrigin, RuleSet, RuleSetName, RuleTable, RuleText, edition_of, tables},
    time::Timestamp,
};
use serde::Serialize;
use store::StoreFacts;
use ts_rs::TS;

use crate::{Desk, clock, error::RpcError, list::Nothing};

/// So many days before a rule ends without a successor the house is told.
const WARNED_DAYS: u64 = 60;

domain::words! {
    /// Where the edition of a set came from.
    pub enum RulesFrom {
        /// The platform has given none: it is what the program at this desk brings along.
        ThisProgram => "thisProgram",
        /// It came to the platform with its program.
        PlatformsProgram => "platformsProgram",
        /// Whoever runs the platform has published it.
        Published => "published",
    }
}

domain::words! {
    pub enum VersionTime {
        Past => "past",
        Today => "today",
        Announced => "announced",
    }
}

/// One version of a rule.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RuleVersionRow {
    pub time: VersionTime,
    pub from: NaiveDate,
    /// None where no end has been announced.
    pub to: Option<NaiveDate>,
    pub source: String,
    /// The rule itself, by the names that its text has.
    #[ts(type = "Record<string, unknown>")]
    pub terms: serde_json::Map<String, serde_json::Value>,
}

/// A rule with its versions, the latest first.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RuleRow {
    /// Its key in the text.
    pub rule: String,
    pub versions: Vec<RuleVersionRow>,
    /// The first day from today on of which no version is known, where that is near: it is asked of a person then.
    pub unknown_from: Option<NaiveDate>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RuleSetRow {
    pub set: RuleSetName,
    pub edition: Option<Edition>,
    pub came_from: RulesFrom,
    /// When the platform gave it; nothing where it has given none.
    pub came_at: Option<Timestamp>,
    pub note: String,
    /// Nothing where this version of the program cannot read the edition; every question of it is asked of a person.
    pub rules: Option<Vec<RuleRow>>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct RulesInForce {
    /// The house's day.
    pub date: NaiveDate,
    pub sets: Vec<RuleSetRow>,
}

pub fn list(desk: &Desk, _: Nothing) -> Result<RulesInForce, RpcError> {
    desk.session()?;
    let store = desk.store()?;
    let date = clock::now().date_in(store.zone);
    store.store.read(|connection| {
        let facts = StoreFacts::new(connection);
        let sets = RuleSetName::ALL
            .iter()
            .map(|set| row_of(&facts, *set, date))
            .collect::<Result<Vec<_>, _>>();
        match sets {
            Ok(sets) => Ok(RulesInForce { date, sets }),
            Err(_) => Err(facts.breakage().into()),
        }
    })
}

fn row_of(
    facts: &StoreFacts<'_>,
    set: RuleSetName,
    today: NaiveDate,
) -> Result<RuleSetRow, domain::facts::Missing> {
    let standing = facts.get::<RuleSet>(set.id())?;
    let text = match &standing {
        None => set.shipped_text().to_owned(),
        Some(standing) => facts
            .get::<RuleText>(RuleText::id_of(&standing.digest))?
            .map(|row| row.text)
            .unwrap_or_default(),
    };
    let rules = tables(set, &text).ok().map(|tables| {
        let rows = tables.into_iter();
        rows.map(|table| rule(table, today)).collect()
    });
    Ok(match standing {
        None => RuleSetRow {
            set,
            edition: edition_of(&text).ok(),
            came_from: RulesFrom::ThisProgram,
            came_at: None,
            note: String::new(),
            rules,
        },
        Some(standing) => RuleSetRow {
            set,
            edition: Some(standing.edition),
            came_from: match standing.origin {
                RuleOrigin::Program => RulesFrom::PlatformsProgram,
                RuleOrigin::Platform => RulesFrom::Published,
            },
            came_at: Some(standing.published_at),
            note: standing.note,
            rules,
        },
    })
}

fn rule(table: RuleTable, today: NaiveDate) -> RuleRow {
    let unknown_from = unknown_from(&table, today).filter(|day| {
        let warned = today.checked_add_days(Days::new(WARNED_DAYS));
        warned.is_none_or(|warned| *day <= warned)
    });
    let mut versions: Vec<RuleVersionRow> = table
        .versions
        .into_iter()
        .map(|version| RuleVersionRow {
            time: if version.from > today {
                VersionTime::Announced
            } else if version.to.is_some_and(|last| last < today) {
                VersionTime::Past
            } else {
                VersionTime::Today
            },
            from: version.from,
            to: version.to,
            source: version.source,
            terms: version.terms,
        })
        .collect();
    versions.sort_by_key(|version| std::cmp::Reverse(version.from));
    RuleRow {
        rule: table.name,
        versions,
        unknown_from,
    }
}

/// The first day from today on that no version holds on; none where the last has no end.
fn unknown_from(table: &RuleTable, today: NaiveDate) -> Option<NaiveDate> {
    let mut day = today;
    while let Some(version) = table
        .versions
        .iter()
        .find(|version| version.from <= day && version.to.is_none_or(|last| last >= day))
    {
        day = version.to?.succ_opt()?;
    }
    Some(day)
}

#[cfg(test)]
mod tests {
    use domain::rules::RuleVersion;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn table(windows: &[(&str, Option<&str>)]) -> RuleTable {
        let version = |(from, to): &(&str, Option<&str>)| RuleVersion {
            from: day(from),
            to: to.map(day),
            source: "法".to_owned(),
            terms: serde_json::Map::new(),
        };
        RuleTable {
            name: "purchaseTax".to_owned(),
            versions: windows.iter().map(version).collect(),
        }
    }

    #[test]
    fn a_rule_that_ends_without_a_successor_is_told_sixty_days_before() {
        let ends = [("2026-01-01", Some("2026-12-31"))];
        let told = |windows: &[(&str, Option<&str>)], today: &str| {
            rule(table(windows), day(today)).unknown_from
        };
        assert_eq!(told(&ends, "2026-11-01"), None);
        assert_eq!(told(&ends, "2026-11-02"), Some(day("2027-01-01")));
        assert_eq!(told(&ends, "2027-03-01"), Some(day("2027-03-01")));
        let goes_on = [
            ("2026-01-01", Some("2026-12-31")),
            ("2027-01-01", Some("2027-01-10")),
            ("2027-01-11", None),
        ];
        assert_eq!(told(&goes_on, "2026-12-01"), None);
        let with_a_gap = [("2026-01-01", Some("2026-12-31")), ("2027-01-03", None)];
        assert_eq!(told(&with_a_gap, "2026-12-01"), Some(day("2027-01-01")));
    }

    #[test]
    fn the_latest_version_stands_first_and_each_says_its_time() {
        let windows = [
            ("2025-01-01", Some("2025-12-31")),
            ("2026-01-01", Some("2026-12-31")),
            ("2027-01-01", None),
        ];
        let row = rule(table(&windows), day("2026-12-31"));
        let times: Vec<VersionTime> = row.versions.iter().map(|version| version.time).collect();
        assert_eq!(
            times,
            [
                VersionTime::Announced,
                VersionTime::Today,
                VersionTime::Past
            ]
        );
    }
}
