//! Conditions of a list, put together piece by piece, facets counted from one walk over a covering
//! index, and the window of rows that is shown.

use std::collections::BTreeMap;

use domain::entity::{ColumnKind, Entity, Table, Value};
use rusqlite::{Connection, params_from_iter, types::ValueRef};
use store::rows::{self, Bound};
use uuid::Uuid;

use crate::{
    error::RpcError,
    lists::{Facet, FacetCount, ListArgs},
};

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

    /// What was chosen in facets that are columns of this table, each as its column holds it.
    pub fn chosen(&mut self, table: &Table, facets: &[&str], asked: &ListArgs) -> &mut Self {
        for facet in facets {
            let Some(words) = asked.filters.get(*facet).filter(|words| !words.is_empty()) else {
                continue;
            };
            let kind = table
                .columns
                .iter()
                .find(|column| column.name == *facet)
                .map(|column| column.kind);
            self.one_of(facet, words, |word| match kind {
                Some(ColumnKind::Blob) => {
                    let id: Uuid = word.parse().ok()?;
                    Some(Value::Blob(id.as_bytes().to_vec()))
                }
                Some(ColumnKind::Integer) => word.parse().ok().map(Value::Integer),
                Some(ColumnKind::Text) | None => Some(Value::Text(word.to_owned())),
            });
        }
        self
    }

    /// How many of these rows show the same in every facet, and what these columns sum up to, from one
    /// walk. A facet is a column or what a row shows for it as an SQL expression.
    pub fn count(
        &self,
        connection: &Connection,
        from: &str,
        facets: &[&str],
        sums: &[&str],
    ) -> Result<Vec<Combination>, RpcError> {
        let mut columns: Vec<String> = facets.iter().map(|shows| (*shows).to_owned()).collect();
        let places: Vec<String> = (1..=columns.len()).map(|place| place.to_string()).collect();
        columns.push("count(*)".to_owned());
        columns.extend(sums.iter().map(|column| format!("sum({column})")));
        let mut statement = connection.prepare_cached(&format!(
            "select {} from {from} {} group by {}",
            columns.join(", "),
            self.sql,
            places.join(", ")
        ))?;
        let wide = facets.len();
        let found = statement.query_map(params_from_iter(self.bound()), |row| {
            Ok(Combination {
                values: (0..wide)
                    .map(|place| row.get_ref(place).map(shown))
                    .collect::<Result<_, _>>()?,
                count: row.get(wide)?,
                sums: (0..sums.len())
                    .map(|place| row.get(wide + 1 + place))
                    .collect::<Result<_, _>>()?,
            })
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// The rows of the window that was asked for, in this order.
    pub fn window<T: Entity>(
        &self,
        connection: &Connection,
        order: &str,
        asked: &ListArgs,
    ) -> Result<Vec<T>, RpcError> {
        let mut statement = connection.prepare_cached(&format!(
            "select {} from {} {} order by {order} limit {} offset {}",
            rows::columns(T::TABLE),
            T::TABLE.name,
            self.sql,
            asked.limit,
            asked.offset
        ))?;
        let found = statement.query_map(params_from_iter(self.bound()), |row| {
            rows::read_row(T::TABLE, row, 0)
        })?;
        found
            .map(|row| Ok(T::from_row(&row?).map_err(store::StoreError::from)?))
            .collect()
    }

    pub fn sql(&self) -> &str {
        &self.sql
    }

    pub fn bound(&self) -> Vec<Bound<'_>> {
        self.bound.iter().map(Bound).collect()
    }
}

/// A value as a facet tells it to the page: an id in words, nothing as an empty word.
fn shown(value: ValueRef) -> String {
    match value {
        ValueRef::Null => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        ValueRef::Blob(bytes) => Uuid::from_slice(bytes).unwrap_or_default().to_string(),
    }
}

/// How many rows have these values, one value a facet, and what they sum up to.
#[derive(Debug, Clone, Default)]
pub struct Combination {
    pub values: Vec<String>,
    pub count: u32,
    pub sums: Vec<i64>,
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
            sums: Vec::new(),
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
