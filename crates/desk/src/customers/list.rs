//! The list of customers: by owner, grade, channel and stage, without a walk over their rows.

use domain::{
    customers::{Customer, CustomerKind, CustomerStage, sound_of},
    entity::{Entity, Value},
    ids::{CustomerId, PersonId},
    leads::{Channel, Grade, Lead},
    people::Person,
    rights::Right,
    time::Timestamp,
};
use rusqlite::Connection;
use serde::Serialize;
use store::rows;
use ts_rs::TS;

use crate::{
    Desk,
    error::RpcError,
    ledgers::unconfirmed,
    lists::{ListArgs, ListPage},
    narrowing::{Narrowing, facets},
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
    /// Given at this desk and not yet confirmed by a platform.
    pub pending: bool,
}

const FACETS: &[&str] = &["stage", "owner", "grade", "channel"];

/// Up to so many matches are sorted after they are found; more are walked in the order of the index.
const FEW: u32 = 20_000;

pub fn list(desk: &Desk, asked: ListArgs) -> Result<ListPage<CustomerRow>, RpcError> {
    let (store, _) = desk.with_right(Right::SeeCustomers)?;
    store.store.read(|connection| {
        let mut common = Narrowing::default();
        common.and("customer.merged_into is null", []);
        let searched = called(
            &mut common,
            &asked.text,
            "customer.id",
            "select id from customer",
        );
        let combinations = common.count(connection, Customer::TABLE.name, FACETS, &[])?;
        let (total, facets) = facets(FACETS, &combinations, &asked);
        let mut narrowed = common;
        let filtered = narrow(&mut narrowed, &asked) || searched;
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
        let page = narrowed
            .window::<Customer>(connection, &format!("{by} {direction}, id"), &asked)?
            .into_iter()
            .map(|customer| customer_row(connection, customer))
            .collect::<Result<_, _>>()?;
        Ok(ListPage {
            total,
            rows: page,
            totals: std::collections::BTreeMap::new(),
            facets,
        })
    })
}

/// Narrows to records of customers whose name, its sound or their mobile begins with what was typed, or
/// whose own number it is; says whether anything was typed. `column` names the customer in the record,
/// `numbered` selects customers whose record has a `number`.
pub(crate) fn called(narrowing: &mut Narrowing, text: &str, column: &str, numbered: &str) -> bool {
    let text = text.trim();
    if text.is_empty() {
        return false;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let beginnings = [text.to_owned(), sound_of(text), digits];
    narrowing.and(
        &format!(
            "{column} in (select id from customer where name >= ? and name < ?
               union select id from customer where name_sound >= ? and name_sound < ?
               union select id from customer where mobile >= ? and mobile < ?
               union {numbered} where number = ?)"
        ),
        beginnings
            .into_iter()
            .flat_map(range)
            .chain([Value::Text(text.to_uppercase())]),
    );
    true
}

/// All that begins so. An empty beginning would be everybody: a name of signs only finds nothing by its
/// sound.
fn range(beginning: String) -> [Value; 2] {
    let until = if beginning.is_empty() {
        String::new()
    } else {
        format!("{beginning}\u{10ffff}")
    };
    [Value::Text(beginning), Value::Text(until)]
}

/// Whether anything was narrowed.
fn narrow(narrowing: &mut Narrowing, asked: &ListArgs) -> bool {
    let chosen = |name: &str| {
        asked
            .filters
            .get(name)
            .is_some_and(|words| !words.is_empty())
    };
    if !FACETS.iter().any(|name| chosen(name)) {
        return false;
    }
    if !chosen("stage") {
        // Every stage named lets the index be entered by the columns after it.
        let every: Vec<String> = CustomerStage::ALL
            .iter()
            .map(|stage| stage.word().to_owned())
            .collect();
        narrowing.one_of("stage", &every, |word| Some(Value::Text(word.to_owned())));
    }
    narrowing.chosen(Customer::TABLE, FACETS, asked);
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
        pending: unconfirmed(connection, Customer::TABLE, customer.id)?,
    })
}
