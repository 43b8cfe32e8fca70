//! The list of customers: by owner, grade, channel and stage, without a walk over their rows.

use domain::{
    customers::{Customer, CustomerKind, CustomerStage, sound_of},
    entity::{ColumnValue, Entity, Value},
    ids::{CustomerId, PersonId},
    leads::{Channel, Grade, Lead},
    people::Person,
    rights::Right,
    time::Timestamp,
};
use rusqlite::{Connection, params_from_iter};
use serde::Serialize;
use store::rows;
use ts_rs::TS;
use uuid::Uuid;

use crate::{
    Desk,
    error::RpcError,
    lists::{ListArgs, ListPage},
    narrowing::{Combination, Narrowing, facets},
    privacy::shown,
};

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CustomerRow {
    pub id: CustomerId,
    pub number: String,
    pub kind: CustomerKind,
    /// Masked.
    pub name: String,
    /// Masked.
    pub mobile: String,
    pub stage: CustomerStage,
    pub grade: Option<Grade>,
    pub channel: Option<Channel>,
    pub owner: Option<PersonId>,
    pub owner_name: String,
    pub next_follow_up: Option<Timestamp>,
    pub added_at: Timestamp,
    pub erased: bool,
}

const FACETS: &[&str] = &["stage", "owner", "grade", "channel"];

/// Up to so many matches are sorted after they are found; more are walked in the order of the index.
const FEW: u32 = 20_000;

pub fn list(desk: &Desk, asked: ListArgs) -> Result<ListPage<CustomerRow>, RpcError> {
    let (store, _) = desk.with_right(Right::SeeCustomers)?;
    store.store.read(|connection| {
        let mut common = Narrowing::default();
        common.and("customer.merged_into is null", []);
        let text = asked.text.trim();
        if !text.is_empty() {
            common.and(
                "customer.id in (select id from customer where name >= ? and name < ?
                   union select id from customer where name_sound >= ? and name_sound < ?
                   union select id from customer where mobile >= ? and mobile < ?
                   union select id from customer where number = ?)",
                beginnings(text)
                    .into_iter()
                    .chain([Value::Text(text.to_uppercase())]),
            );
        }
        let combinations = combinations(connection, &common)?;
        let (total, facets) = facets(FACETS, &combinations, &asked);
        let mut narrowed = common;
        let filtered = narrow(&mut narrowed, &asked) || !text.is_empty();
        let (column, descending) = match &asked.sort {
            Some(sort) => (sort.column.as_str(), sort.descending),
            None => ("addedAt", true),
        };
        let by = match column {
            "name" => "name_sound",
            "number" => "number",
            "grade" => "grade",
            // The sign keeps the walk off the index of dates, which would read every customer to
            // find a few.
            _ if filtered && total <= FEW => "+added_at",
            _ => "added_at",
        };
        let direction = if descending { "desc" } else { "asc" };
        let mut statement = connection.prepare_cached(&format!(
            "select {} from customer {} order by {by} {direction}, id limit {} offset {}",
            rows::columns(Customer::TABLE),
            narrowed.sql(),
            asked.limit,
            asked.offset
        ))?;
        let found = statement
            .query_map(params_from_iter(narrowed.bound()), |row| {
                rows::read_row(Customer::TABLE, row, 0)
            })?
            .collect::<Result<Vec<_>, _>>()?;
        let mut page = Vec::with_capacity(found.len());
        for row in found {
            let customer = Customer::from_row(&row).map_err(store::StoreError::from)?;
            page.push(customer_row(connection, customer)?);
        }
        Ok(ListPage {
            total,
            rows: page,
            totals: std::collections::BTreeMap::new(),
            facets,
        })
    })
}

/// Ranges of names, sounds and mobiles that begin with what was typed.
pub(crate) fn beginnings(text: &str) -> [Value; 6] {
    let range = |text: String| {
        // An empty beginning would be everybody: a name of signs only finds nothing by its sound.
        let until = if text.is_empty() {
            String::new()
        } else {
            format!("{text}\u{10ffff}")
        };
        [Value::Text(text), Value::Text(until)]
    };
    let text = text.trim();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let [name, name_end] = range(text.to_owned());
    let [sound, sound_end] = range(sound_of(text));
    let [mobile, mobile_end] = range(digits);
    [name, name_end, sound, sound_end, mobile, mobile_end]
}

fn combinations(connection: &Connection, common: &Narrowing) -> Result<Vec<Combination>, RpcError> {
    let mut statement = connection.prepare_cached(&format!(
        "select stage, owner, grade, channel, count(*) from customer {} group by stage, owner, grade, channel",
        common.sql()
    ))?;
    let found = statement.query_map(params_from_iter(common.bound()), |row| {
        let owner: Option<[u8; 16]> = row.get(1)?;
        let word = |word: Option<String>| word.unwrap_or_default();
        Ok(Combination {
            values: vec![
                row.get(0)?,
                owner
                    .map(|owner| Uuid::from_bytes(owner).to_string())
                    .unwrap_or_default(),
                word(row.get(2)?),
                word(row.get(3)?),
            ],
            count: row.get(4)?,
        })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Whether anything was narrowed.
fn narrow(narrowing: &mut Narrowing, asked: &ListArgs) -> bool {
    let chosen = |name: &str| asked.filters.get(name).filter(|words| !words.is_empty());
    if !FACETS.iter().any(|name| chosen(name).is_some()) {
        return false;
    }
    // Every stage named lets the index be entered by the columns after it.
    let every = || {
        CustomerStage::ALL
            .iter()
            .map(|stage| stage.word().to_owned())
            .collect()
    };
    let stages: Vec<String> = chosen("stage").cloned().unwrap_or_else(every);
    narrowing.one_of("stage", &stages, |word| Some(Value::Text(word.to_owned())));
    for name in ["owner", "grade", "channel"] {
        let Some(words) = chosen(name) else { continue };
        narrowing.one_of(name, words, |word| {
            if name == "owner" {
                word.parse().ok().map(|id| PersonId(id).to_value())
            } else {
                Some(Value::Text(word.to_owned()))
            }
        });
    }
    true
}

pub(super) fn customer_row(
    connection: &Connection,
    customer: Customer,
) -> Result<CustomerRow, RpcError> {
    let owner_name = match customer.owner {
        Some(owner) => rows::entity::<Person>(connection, owner)?
            .map_or_else(String::new, |person| person.name),
        None => String::new(),
    };
    let leads: Vec<Lead> = rows::select(
        connection,
        "where customer = ?1 and next_follow_up is not null",
        [customer.id.0.as_bytes()],
    )?;
    Ok(CustomerRow {
        name: shown::<Customer>("name", &customer.name),
        mobile: customer
            .mobile
            .map(|mobile| shown::<Customer>("mobile", mobile.as_str()))
            .unwrap_or_default(),
        id: customer.id,
        number: customer.number,
        kind: customer.kind,
        stage: customer.stage,
        grade: customer.grade,
        channel: customer.channel,
        owner: customer.owner,
        owner_name,
        next_follow_up: leads
            .into_iter()
            .filter_map(|lead| lead.next_follow_up)
            .min(),
        added_at: customer.added_at,
        erased: customer.erased_at.is_some(),
    })
}
