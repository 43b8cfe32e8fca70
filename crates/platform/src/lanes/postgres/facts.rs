//! Fetching what the rules asked for: one question for each table, and one for each kind of look-up,
//! all on their way at once.

use std::collections::{HashMap, HashSet};

use deadpool_postgres::Object;
use domain::{
    entity::{ColumnKind, Row, Table, Value},
    facts::Lookup,
    ids::{LaneId, RecordId},
};
use futures_util::future::try_join_all;

use super::{
    EngineError,
    values::{Parameter, borrowed, fixed, read_row, values},
    words::{self, Shape},
};
use crate::lanes::cache::{Cache, Wanted};

/// Fetches into the cache.
pub async fn fetch(
    connection: &Object,
    lane: LaneId,
    wanted: Wanted,
    cache: &mut Cache,
) -> Result<(), EngineError> {
    let rows = by_table(&wanted.rows);
    let lookups = by_shape(wanted.lookups, cache);
    let (found_rows, found_lookups) = futures_util::try_join!(
        try_join_all(
            rows.iter()
                .map(|(table, ids)| get(connection, lane, table, ids))
        ),
        try_join_all(lookups.iter().map(|alike| find(
            connection,
            lane,
            &alike.shape,
            &alike.lookups
        ))),
    )?;
    for ((table, ids), found) in rows.into_iter().zip(found_rows) {
        let mut missing: HashSet<RecordId> = ids.into_iter().collect();
        for (id, row) in found {
            missing.remove(&id);
            cache.keep_row(table, id, Some(row));
        }
        for id in missing {
            cache.keep_row(table, id, None);
        }
    }
    for (alike, found) in lookups.into_iter().zip(found_lookups) {
        for (lookup, rows) in alike.lookups.into_iter().zip(found) {
            cache.keep_lookup(lookup, rows);
        }
    }
    Ok(())
}

fn by_table(rows: &[(&'static Table, RecordId)]) -> Vec<(&'static Table, Vec<RecordId>)> {
    let mut tables: HashMap<&str, (&'static Table, Vec<RecordId>)> = HashMap::new();
    for (table, id) in rows {
        let (_, ids) = tables.entry(table.name).or_insert((table, Vec::new()));
        ids.push(*id);
    }
    tables.into_values().collect()
}

struct Alike {
    shape: Shape,
    lookups: Vec<Lookup>,
}

/// Look-ups that one statement answers. Those that no row can answer are answered at once.
fn by_shape(wanted: Vec<Lookup>, cache: &mut Cache) -> Vec<Alike> {
    let mut shapes: HashMap<(&str, Shape), Vec<Lookup>> = HashMap::new();
    for lookup in wanted {
        if holds_nul(&lookup) {
            cache.keep_lookup(lookup, Vec::new());
            continue;
        }
        let shape = Shape::of(&lookup.equals, lookup.range.as_ref());
        shapes
            .entry((lookup.index.name, shape))
            .or_default()
            .push(lookup);
    }
    shapes
        .into_iter()
        .map(|((_, shape), lookups)| Alike { shape, lookups })
        .collect()
}

/// PostgreSQL refuses even to compare a text with this character in it, and no row of ours holds one.
fn holds_nul(lookup: &Lookup) -> bool {
    let range = lookup.range.iter().flat_map(|(from, until)| [from, until]);
    lookup
        .equals
        .iter()
        .chain(range)
        .any(|value| matches!(value, Value::Text(text) if text.contains('\0')))
}

async fn get(
    connection: &Object,
    lane: LaneId,
    table: &'static Table,
    ids: &[RecordId],
) -> Result<Vec<(RecordId, Row)>, EngineError> {
    let statement = connection.prepare_cached(&words::get(table)).await?;
    let ids: Vec<&[u8]> = ids.iter().map(|id| id.0.as_bytes().as_slice()).collect();
    let found = connection
        .query(&statement, &[&lane.0.as_bytes().as_slice(), &ids])
        .await?;
    found
        .iter()
        .map(|found| {
            let id = RecordId(uuid::Uuid::from_bytes(fixed(found, 0)?));
            Ok((id, read_row(table, found, 0)?))
        })
        .collect()
}

/// The rows of each look-up; all are of one index and one shape.
async fn find(
    connection: &Object,
    lane: LaneId,
    shape: &Shape,
    lookups: &[Lookup],
) -> Result<Vec<Vec<Row>>, EngineError> {
    let mut answers = vec![Vec::new(); lookups.len()];
    let Some(first) = lookups.first() else {
        return Ok(answers);
    };
    let (table, index) = (first.table, first.index);
    let statement = connection
        .prepare_cached(&words::find(table, index, shape))
        .await?;
    let kind = |place: usize| {
        index
            .columns
            .get(place)
            .and_then(|column| table.position(column))
            .map_or(ColumnKind::Blob, |column| table.columns[column].kind)
    };
    let mut parameters: Vec<Parameter> = vec![Box::new(lane.0.as_bytes().as_slice())];
    for (place, null) in shape.nulls.iter().enumerate() {
        if !null {
            let equals = lookups.iter().map(|lookup| &lookup.equals[place]);
            parameters.push(values(kind(place), equals)?);
        }
    }
    let ranges: Vec<&(Value, Value)> = lookups
        .iter()
        .filter_map(|lookup| lookup.range.as_ref())
        .collect();
    if !ranges.is_empty() {
        let kind = kind(shape.nulls.len());
        parameters.push(values(kind, ranges.iter().map(|(from, _)| from))?);
        parameters.push(values(kind, ranges.iter().map(|(_, until)| until))?);
    }
    for found in connection.query(&statement, &borrowed(&parameters)).await? {
        let place: i64 = found.try_get(0)?;
        if let Some(answer) = answers.get_mut(place as usize) {
            answer.push(read_row(table, &found, 1)?);
        }
    }
    Ok(answers)
}
