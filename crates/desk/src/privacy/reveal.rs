//! One value in clear, for one person, for a reason.

use domain::{
    customers::{Customer, CustomerVehicle, may_reveal},
    entity::{Entity, Table, Value},
    ids::{PersonId, RecordId},
    refusal::{GeneralRefusal, Refusal},
    visits::Visit,
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use store::rows;
use ts_rs::TS;

use super::{detail, kind_of, note, snake_case};
use crate::{Desk, error::RpcError};

#[derive(Debug, Deserialize, TS)]
pub struct Reveal {
    /// Name of the entity kind, `customer`.
    pub kind: String,
    pub id: RecordId,
    /// The field as the page knows it, `identityNumber`.
    pub field: String,
    /// Why it is needed; written down.
    pub reason: String,
}

#[derive(Debug, Serialize, TS)]
pub struct Revealed {
    pub value: String,
}

/// Reveals a masked value and writes down that it did; without the entry there is no value.
pub fn reveal(desk: &Desk, asked: Reveal) -> Result<Revealed, RpcError> {
    let session = desk.session()?;
    let store = desk.store()?;
    let rights = session.rights(&store)?;
    let reason = asked.reason.trim();
    domain::checks::filled("reason", reason, domain::checks::LINE).map_err(Refusal::from)?;
    let column = snake_case(&asked.field);
    let malformed = |field: &str| RpcError::invalid(field, "malformed");
    let table = domain::table(&asked.kind).ok_or_else(|| malformed("kind"))?;
    let kind = kind_of(table, &column).ok_or_else(|| malformed("field"))?;
    if let Some(right) = table.right
        && !rights.has(right)
    {
        return Err(Refusal::from(GeneralRefusal::MissingRight { right }).into());
    }
    store.store.write(|writing| {
        let connection = writing.connection();
        let row = rows::get(connection, table, asked.id)?.ok_or_else(|| {
            Refusal::from(GeneralRefusal::NotFound {
                kind: asked.kind.clone(),
                field: "id".to_owned(),
            })
        })?;
        let owner = owner_of(connection, table, asked.id)?;
        may_reveal(&rights, session.person, owner, kind).map_err(Refusal::from)?;
        let value = table
            .position(&column)
            .and_then(|position| row.get(position))
            .map_or_else(String::new, |value| match value {
                Value::Text(text) => text.clone(),
                Value::Integer(number) => number.to_string(),
                Value::Null | Value::Blob(_) => String::new(),
            });
        note(
            writing,
            session.person,
            "revealed",
            (table.name, asked.id),
            &detail(&asked.field, reason),
        )?;
        Ok(Revealed { value })
    })
}

/// Who looks after the person whom the record is about.
fn owner_of(
    connection: &Connection,
    table: &'static Table,
    id: RecordId,
) -> Result<Option<PersonId>, RpcError> {
    if table == Customer::TABLE {
        return Ok(rows::entity::<Customer>(connection, id)?.and_then(|customer| customer.owner));
    }
    if table == CustomerVehicle::TABLE {
        let link = rows::entity::<CustomerVehicle>(connection, id)?;
        return match link {
            Some(link) => owner_of(connection, Customer::TABLE, link.customer.into()),
            None => Ok(None),
        };
    }
    if table == Visit::TABLE {
        return Ok(rows::entity::<Visit>(connection, id)?.and_then(|visit| visit.received_by));
    }
    Ok(None)
}
