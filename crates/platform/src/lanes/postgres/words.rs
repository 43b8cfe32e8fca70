//! The words of the statements that are made from an entity's description.

use std::fmt::Write;

use domain::entity::{Index, Table, Value};

use super::values::sql_type;

/// `t.id, t.vin, …` in the order of the description.
fn columns(table: &Table) -> String {
    let names: Vec<String> = table
        .columns
        .iter()
        .map(|column| format!("t.{}", column.name))
        .collect();
    names.join(", ")
}

/// The rows of a lane (`$1`) with these ids (`$2`). `offset 0`, here and below, has the server look up one
/// question after the other by its index, also while it believes that the table is empty.
pub fn get(table: &Table) -> String {
    format!(
        "select {} from unnest($2::bytea[]) as q (id) cross join lateral
           (select * from {} t where t.id = q.id and t.lane = $1 offset 0) t",
        columns(table),
        table.name
    )
}

/// Every row of a lane (`$1`) behind the entry that last wrote it, in the order of their ids.
pub fn all(table: &Table) -> String {
    format!(
        "select t.seq, {} from {} t where t.lane = $1 order by t.id",
        columns(table),
        table.name
    )
}

/// What a look-up compares the columns of its index with.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Shape {
    /// For each column that is to be equal, whether it is to be null.
    pub nulls: Vec<bool>,
    pub range: Range,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Range {
    None,
    HalfOpen,
}

impl Shape {
    pub fn of(equals: &[Value], range: Option<&(Value, Value)>) -> Self {
        Self {
            nulls: equals.iter().map(|value| *value == Value::Null).collect(),
            range: match range {
                Some(_) => Range::HalfOpen,
                None => Range::None,
            },
        }
    }
}

/// Many look-ups of one shape in a lane (`$1`): each parameter after it is an array with one value for
/// each look-up. Rows come with the number of their look-up, from 0, in the order of the index.
pub fn find(table: &Table, index: &Index, shape: &Shape) -> String {
    let mut arrays = Vec::new();
    let mut names = Vec::new();
    let mut conditions = String::new();
    let mut compare = |column: &str, sign: &str| {
        let kind = table
            .position(column)
            .map_or("bytea", |place| sql_type(table.columns[place].kind));
        arrays.push(format!("${}::{kind}[]", arrays.len() + 2));
        names.push(format!("k{}", names.len()));
        format!(" and t.{column} {sign} q.k{}", names.len() - 1)
    };
    // Writing to a String cannot fail.
    for (column, null) in index.columns.iter().zip(&shape.nulls) {
        let condition = if *null {
            format!(" and t.{column} is null")
        } else {
            compare(column, "=")
        };
        conditions.push_str(&condition);
    }
    if shape.range == Range::HalfOpen
        && let Some(column) = index.columns.get(shape.nulls.len())
    {
        let _ = write!(
            conditions,
            "{}{}",
            compare(column, ">="),
            compare(column, "<")
        );
    }
    let questions = if arrays.is_empty() {
        "(select 1::bigint as place) q".to_owned()
    } else {
        format!(
            "unnest({}) with ordinality as q({}, place)",
            arrays.join(", "),
            names.join(", ")
        )
    };
    let order: Vec<String> = index
        .columns
        .iter()
        .map(|column| format!("t.{column} nulls first"))
        .collect();
    format!(
        "select q.place - 1, {} from {questions} cross join lateral
           (select * from {} t where t.lane = $1{conditions} offset 0) t
         order by q.place, {}, t.id",
        columns(table),
        table.name,
        order.join(", ")
    )
}

/// Writes rows of a lane (`$1`) whole, each as the entry (`$2`) has it that wrote it.
pub fn put(table: &Table) -> String {
    let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
    let arrays: Vec<String> = table
        .columns
        .iter()
        .enumerate()
        .map(|(index, column)| format!("${}::{}[]", index + 3, sql_type(column.kind)))
        .collect();
    let sets: Vec<String> = names
        .iter()
        .skip(1)
        .chain(&["seq"])
        .map(|name| format!("{name} = excluded.{name}"))
        .collect();
    format!(
        "insert into {} (lane, seq, {})
         select $1::bytea, * from unnest($2::bigint[], {})
         on conflict (id, lane) do update set {}",
        table.name,
        names.join(", "),
        arrays.join(", "),
        sets.join(", ")
    )
}

/// Removes rows of a lane (`$1`) with these ids (`$2`).
pub fn delete(table: &Table) -> String {
    format!(
        "delete from {} where lane = $1 and id = any ($2)",
        table.name
    )
}
