//! Conditions of a list, put together piece by piece, and facets counted from one walk over a
//! covering index.

use std::collections::BTreeMap;

use domain::entity::Value;
use store::rows::Bound;

use crate::lists::{Facet, FacetCount, ListArgs};

/// A condition in SQL with what is bound into it.
#[derive(Debug, Default, Clone)]
pub struct Narrowing {
    sql: String,
    bound: Vec<Value>,
}

impl Narrowing {
    /// Adds a condition; each `?` in it takes the next of the values.
    pub fn and(&mut self, condition: &str, values: impl IntoIterator<Item = Value>) -> &mut Self {
        self.sql.push_str(if self.sql.is_empty() {
            "where "
        } else {
            " and "
        });
        self.sql.push_str(condition);
        self.bound.extend(values);
        self
    }

    /// `column in (…)`; an absent value is written as an empty word. Chosen values only.
    pub fn one_of(
        &mut self,
        column: &str,
        words: &[String],
        read: impl Fn(&str) -> Option<Value>,
    ) -> &mut Self {
        let nothing = words.iter().any(String::is_empty);
        let values: Vec<Value> = words
            .iter()
            .filter(|word| !word.is_empty())
            .filter_map(|word| read(word))
            .collect();
        let marks = vec!["?"; values.len()].join(", ");
        let condition = match (values.is_empty(), nothing) {
            (true, true) => format!("{column} is null"),
            (true, false) => "0".to_owned(),
            (false, true) => format!("({column} in ({marks}) or {column} is null)"),
            (false, false) => format!("{column} in ({marks})"),
        };
        self.and(&condition, values)
    }

    pub fn sql(&self) -> &str {
        &self.sql
    }

    pub fn bound(&self) -> Vec<Bound<'_>> {
        self.bound.iter().map(Bound).collect()
    }
}

/// How many rows have these values, one value a facet.
#[derive(Debug, Clone)]
pub struct Combination {
    pub values: Vec<String>,
    pub count: u32,
}

/// Whether what was chosen in every facet, but for the one that is being counted, allows these values.
pub fn fits(
    names: &[&str],
    combination: &Combination,
    asked: &ListArgs,
    except: Option<usize>,
) -> bool {
    names
        .iter()
        .zip(&combination.values)
        .enumerate()
        .all(|(place, (name, value))| {
            let wanted = asked.filters.get(*name).filter(|words| !words.is_empty());
            Some(place) == except || wanted.is_none_or(|wanted| wanted.contains(value))
        })
}

/// Counts of each facet under the choices in the others, and how many rows match them all.
pub fn facets(names: &[&str], combinations: &[Combination], asked: &ListArgs) -> (u32, Vec<Facet>) {
    let total = combinations
        .iter()
        .filter(|one| fits(names, one, asked, None))
        .map(|one| one.count)
        .sum();
    let facets = names
        .iter()
        .enumerate()
        .map(|(place, name)| {
            let mut counts = BTreeMap::<&str, u32>::new();
            let counted = combinations
                .iter()
                .filter(|one| fits(names, one, asked, Some(place)));
            for one in counted {
                if let Some(value) = one.values.get(place) {
                    *counts.entry(value).or_default() += one.count;
                }
            }
            Facet {
                facet: (*name).to_owned(),
                counts: counts
                    .into_iter()
                    .map(|(value, count)| FacetCount {
                        value: value.to_owned(),
                        label: value.to_owned(),
                        count,
                    })
                    .collect(),
            }
        })
        .collect();
    (total, facets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_facet_counts_under_the_choices_in_the_others() {
        let one = |stage: &str, grade: &str, count| Combination {
            values: vec![stage.to_owned(), grade.to_owned()],
            count,
        };
        let combinations = [
            one("prospect", "H", 3),
            one("prospect", "A", 2),
            one("lost", "", 5),
        ];
        let mut asked = ListArgs::default();
        asked
            .filters
            .insert("stage".to_owned(), vec!["prospect".to_owned()]);
        asked
            .filters
            .insert("grade".to_owned(), vec!["A".to_owned()]);
        let (total, facets) = facets(&["stage", "grade"], &combinations, &asked);
        assert_eq!(total, 2);
        let counts = |facet: usize| -> Vec<(&str, u32)> {
            facets[facet]
                .counts
                .iter()
                .map(|c| (c.value.as_str(), c.count))
                .collect()
        };
        assert_eq!(counts(0), [("prospect", 2)]);
        assert_eq!(counts(1), [("A", 2), ("H", 3)]);
    }
}
