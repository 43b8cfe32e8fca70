//! A window into a table of any size: facets, counts and sums from one walk over a covering index, the
//! page's rows in the asked order, and what was typed by way of the search index.

use std::collections::BTreeMap;

use domain::{
    entity::{Entity, Index, Table, Value},
    ids::RecordId,
    people::Person,
};
use rusqlite::{Connection, params, params_from_iter};
use store::{
    rows,
    search::{self, MOST_HITS, SearchKind, SearchLimits},
};

use crate::{
    error::RpcError,
    lists::{Facet, ListArgs},
    narrowing::{Combination, Narrowing, facets, fits},
};

/// How a table is listed.
pub struct Ledger {
    /// Holds every column that facets, sums and the default order name.
    pub covering: &'static Index,
    /// Each facet's name, and what a row shows for it as an SQL expression; the first column of the
    /// covering index belongs to the first facet.
    pub facets: Vec<(&'static str, String)>,
    /// What is summed over every row that matches: the name that the page knows, and the column.
    pub sums: &'static [(&'static str, &'static str)],
    /// What can be sorted by: the name that the page knows, and the column.
    pub sorts: &'static [(&'static str, &'static str)],
    /// The column whose greatest value comes first when nothing is asked.
    pub newest: &'static str,
    pub found_by: SearchKind,
}

/// What the ledger shows through a window.
pub struct Shown<T> {
    pub total: u32,
    pub rows: Vec<T>,
    pub totals: BTreeMap<String, i64>,
    pub facets: Vec<Facet>,
}

impl Ledger {
    pub fn show<T: Entity>(
        &self,
        connection: &Connection,
        asked: &ListArgs,
    ) -> Result<Shown<T>, RpcError> {
        let mut narrowed = Narrowing::default();
        if !asked.text.trim().is_empty() {
            narrowed.and(
                "id in (select unhex(value) from json_each(?))",
                [Value::Text(self.found(connection, &asked.text)?)],
            );
        }
        let names: Vec<&str> = self.facets.iter().map(|(name, _)| *name).collect();
        let combinations = self.count::<T>(connection, &narrowed)?;
        let (total, facets) = facets(&names, &combinations, asked);
        let mut totals = BTreeMap::new();
        for (place, (name, _)) in self.sums.iter().enumerate() {
            let matching = combinations
                .iter()
                .filter(|one| fits(&names, one, asked, None));
            totals.insert(
                (*name).to_owned(),
                matching.map(|one| one.sums[place]).sum(),
            );
        }
        Ok(Shown {
            total,
            rows: self.window(connection, narrowed, asked)?,
            totals,
            facets,
        })
    }

    /// The ids that were found by what was typed, as a JSON list of hexadecimal numbers.
    fn found(&self, connection: &Connection, text: &str) -> Result<String, RpcError> {
        let found = search::search(
            connection,
            text,
            &SearchLimits {
                kinds: &[self.found_by],
                hits: MOST_HITS,
                ..SearchLimits::default()
            },
        )
        .map_err(store::StoreError::from)?;
        let ids: Vec<String> = found
            .hits
            .iter()
            .map(|hit| uuid::Uuid::from_bytes(hit.id).simple().to_string())
            .collect();
        serde_json::to_string(&ids).map_err(|error| RpcError::broken("unserialisable", &error))
    }

    fn count<T: Entity>(
        &self,
        connection: &Connection,
        narrowed: &Narrowing,
    ) -> Result<Vec<Combination>, RpcError> {
        let facets: Vec<&str> = self.facets.iter().map(|(_, shows)| &**shows).collect();
        let sums: Vec<&str> = self.sums.iter().map(|(_, column)| *column).collect();
        let table = T::TABLE.name;
        // A search leaves few rows, which are found by their ids.
        let from = if narrowed.sql().is_empty() {
            format!("{table} indexed by {}", self.covering.name)
        } else {
            table.to_owned()
        };
        narrowed.count(connection, &from, &facets, &sums)
    }

    fn window<T: Entity>(
        &self,
        connection: &Connection,
        mut narrowed: Narrowing,
        asked: &ListArgs,
    ) -> Result<Vec<T>, RpcError> {
        let mut how = String::new();
        for (name, shows) in &self.facets {
            let chosen = asked.filters.get(*name).filter(|words| !words.is_empty());
            if let Some(words) = chosen {
                if narrowed.sql().is_empty() {
                    how = format!("indexed by {}", self.covering.name);
                }
                let read = |word: &str| Some(Value::Text(word.to_owned()));
                narrowed.one_of(shows, words, read);
            }
        }
        let (by, descending) = asked
            .sort
            .as_ref()
            .and_then(|sort| {
                let known = self.sorts.iter().find(|(name, _)| *name == sort.column);
                known.map(|(_, column)| (*column, sort.descending))
            })
            .unwrap_or((self.newest, true));
        let direction = if descending { "desc" } else { "asc" };
        let table = T::TABLE.name;
        // Rows are read whole only for the page: what sorts them is walked in an index first.
        let mut statement = connection.prepare_cached(&format!(
            "select {} from (select rowid as place from {table} {how} {}
                             order by {by} {direction}, rowid {direction} limit {} offset {}) page
             join {table} on {table}.rowid = page.place
             order by {table}.{by} {direction}, page.place {direction}",
            rows::columns(T::TABLE),
            narrowed.sql(),
            asked.limit,
            asked.offset
        ))?;
        let found = statement.query_map(params_from_iter(narrowed.bound()), |row| {
            rows::read_row(T::TABLE, row, 0)
        })?;
        found
            .map(|row| Ok(T::from_row(&row?).map_err(store::StoreError::from)?))
            .collect()
    }
}

/// Puts the names of people beside their ids in the facet of consultants.
pub fn name_people(connection: &Connection, facets: &mut [Facet]) -> Result<(), RpcError> {
    let Some(consultants) = facets.iter_mut().find(|one| one.facet == "consultant") else {
        return Ok(());
    };
    for count in &mut consultants.counts {
        let Ok(id) = count.value.parse::<uuid::Uuid>() else {
            continue;
        };
        if let Some(person) = rows::entity::<Person>(connection, RecordId(id))? {
            count.label = person.name;
        }
    }
    Ok(())
}

/// Whether the row was given or changed at this desk and no platform has confirmed it yet.
pub fn unconfirmed(
    connection: &Connection,
    table: &Table,
    id: impl Into<RecordId>,
) -> Result<bool, RpcError> {
    Ok(connection
        .prepare_cached("select exists (select 1 from shadow where table_name = ?1 and id = ?2)")?
        .query_row(params![table.name, id.into().bytes()], |row| row.get(0))?)
}
