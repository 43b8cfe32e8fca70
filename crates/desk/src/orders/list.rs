//! The list of orders: a window of rows with facets and sums, all in SQL over the orders' own
//! columns, so that a hundred thousand of them cost what a page costs.

use std::fmt::Write as _;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{
    ids::{OrderId, PersonId},
    money::Fen,
    orders::OrderState,
    privacy::{PersonalKind, mask},
    rights::Right,
    time::Timestamp,
};
use rusqlite::{Connection, params_from_iter, types::Value};
use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

use crate::{
    Desk,
    error::RpcError,
    lists::{Facet, FacetCount, ListArgs, ListPage},
};

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderRow {
    pub id: OrderId,
    pub number: String,
    pub state: OrderState,
    /// Masked.
    pub customer_name: String,
    pub consultant_name: String,
    pub wanted: String,
    pub total: Fen,
    pub paid: Fen,
    pub outstanding: Fen,
    pub promised_on: Option<NaiveDate>,
    pub made_at: Timestamp,
    /// Given at this desk and not yet confirmed by a platform.
    pub pending: bool,
}

/// The facets: their name, and the expression that a row shows for them.
const FACETS: [(&str, &str); 3] = [
    ("state", "o.state"),
    ("consultant", "hex(o.consultant)"),
    ("month", "substr(o.made_on, 1, 7)"),
];

/// The columns that can be sorted by. What is not here sorts by the newest first.
fn sort_column(column: &str) -> Option<&'static str> {
    match column {
        "number" => Some("o.number"),
        "state" => Some("o.state"),
        "total" => Some("o.total"),
        "paid" => Some("a.paid"),
        "promisedOn" => Some("o.promised_on"),
        "madeAt" => Some("o.made_at"),
        "wanted" => Some("o.wanted"),
        _ => None,
    }
}

/// A condition with its values.
struct Condition {
    sql: String,
    bound: Vec<Value>,
}

const FROM: &str = "from sales_order o
    left join order_account a on a.id = o.id
    left join customer c on c.id = o.customer
    left join person p on p.id = o.consultant";

pub fn list(desk: &Desk, asked: ListArgs) -> Result<ListPage<OrderRow>, RpcError> {
    let (store, _) = desk.with_right(Right::SeeCustomers)?;
    store.store.read(|connection| {
        let all = condition(&asked, None);
        let (total, sum, paid) = connection
            .prepare_cached(&format!(
                "select count(*), ifnull(sum(o.total), 0), ifnull(sum(a.paid), 0) {FROM} where {}",
                all.sql
            ))?
            .query_row(params_from_iter(&all.bound), |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })?;
        let mut facets = Vec::new();
        for (facet, expression) in FACETS {
            facets.push(Facet {
                facet: facet.to_owned(),
                counts: counts(connection, &asked, facet, expression)?,
            });
        }
        Ok(ListPage {
            total,
            rows: window(connection, &asked, all)?,
            totals: BTreeMap::from([("total".to_owned(), sum), ("paid".to_owned(), paid)]),
            facets,
        })
    })
}

/// Everything that narrows the list, but for the facet that is being counted.
fn condition(asked: &ListArgs, without: Option<&str>) -> Condition {
    let mut sql = "1".to_owned();
    let mut bound = Vec::new();
    for (facet, expression) in FACETS {
        let chosen = asked
            .filters
            .get(facet)
            .filter(|values| !values.is_empty() && without != Some(facet));
        if let Some(values) = chosen {
            let marks = vec!["?"; values.len()].join(", ");
            // Writing to a String cannot fail.
            let _ = write!(sql, " and {expression} in ({marks})");
            bound.extend(values.iter().cloned().map(Value::Text));
        }
    }
    let text = asked.text.trim();
    if !text.is_empty() {
        // A number, a name or a car; `instr` takes every character as it is.
        sql.push_str(
            " and (instr(upper(o.number), upper(?)) or instr(c.name, ?) or instr(o.wanted, ?))",
        );
        bound.extend(std::iter::repeat_n(Value::Text(text.to_owned()), 3));
    }
    Condition { sql, bound }
}

fn counts(
    connection: &Connection,
    asked: &ListArgs,
    facet: &str,
    expression: &str,
) -> Result<Vec<FacetCount>, RpcError> {
    let condition = condition(asked, Some(facet));
    let label = if facet == "consultant" {
        "ifnull(p.name, '')"
    } else {
        expression
    };
    let mut statement = connection.prepare_cached(&format!(
        "select {expression}, {label}, count(*) {FROM} where {} group by 1 order by 1",
        condition.sql
    ))?;
    let found = statement.query_map(params_from_iter(&condition.bound), |row| {
        Ok(FacetCount {
            value: row.get(0)?,
            label: row.get(1)?,
            count: row.get(2)?,
        })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

fn window(
    connection: &Connection,
    asked: &ListArgs,
    condition: Condition,
) -> Result<Vec<OrderRow>, RpcError> {
    let order = asked
        .sort
        .as_ref()
        .and_then(|sort| sort_column(&sort.column).map(|column| (column, sort.descending)))
        .map_or_else(
            || "o.made_at desc".to_owned(),
            |(column, descending)| format!("{column}{}", if descending { " desc" } else { "" }),
        );
    let mut bound = condition.bound;
    bound.push(Value::Integer(asked.limit.into()));
    bound.push(Value::Integer(asked.offset.into()));
    let mut statement = connection.prepare_cached(&format!(
        "select o.id, o.number, o.state, ifnull(c.name, ''), ifnull(p.name, ''), o.wanted, o.total,
                ifnull(a.paid, 0), ifnull(a.due, o.total), o.promised_on, o.made_at,
                exists (select 1 from shadow s where s.table_name = 'sales_order' and s.id = o.id)
         {FROM} where {} order by {order}, o.id limit ? offset ?",
        condition.sql
    ))?;
    let mut found = statement.query(params_from_iter(&bound))?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        let state: String = row.get(2)?;
        let name: String = row.get(3)?;
        let paid = row.get(7)?;
        let due: i64 = row.get(8)?;
        let promised_on: Option<String> = row.get(9)?;
        rows.push(OrderRow {
            id: OrderId(Uuid::from_bytes(row.get(0)?)),
            number: row.get(1)?,
            state: OrderState::from_word(&state)
                .ok_or_else(|| RpcError::broken("storeDamaged", &state))?,
            customer_name: mask(PersonalKind::Name, &name),
            consultant_name: row.get(4)?,
            wanted: row.get(5)?,
            total: Fen(row.get(6)?),
            paid: Fen(paid),
            outstanding: Fen((due - paid).max(0)),
            promised_on: promised_on.and_then(|day| day.parse().ok()),
            made_at: Timestamp(row.get(10)?),
            pending: row.get(11)?,
        });
    }
    Ok(rows)
}

/// A person's name, or nothing when the person is not here.
pub(super) fn person_name(
    connection: &Connection,
    person: Option<PersonId>,
) -> Result<String, RpcError> {
    let Some(person) = person else {
        return Ok(String::new());
    };
    Ok(
        store::rows::entity::<domain::people::Person>(connection, person)?
            .map_or_else(String::new, |person| person.name),
    )
}
