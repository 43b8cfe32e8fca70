//! All that the house knows of one person, for that person (个人信息保护法 45). In clear: that is what
//! they may ask for; who handed it out, and why, is written down.

use domain::{
    customers::{Consent, Customer, CustomerMerge, CustomerVehicle, family},
    entity::{Entity, Table, Value},
    ids::{CustomerId, RecordId},
    leads::{Contact, Lead},
    members::{Member, Membership, PointsEntry},
    orders::Order,
    payments::Payment,
    quotes::Quote,
    refusal::{GeneralRefusal, Refusal},
    rights::Right,
    tasks::Task,
    visits::Visit,
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::{Map, json};
use store::{StoreFacts, rows};
use ts_rs::TS;
use uuid::Uuid;

use super::{detail, note};
use crate::{Desk, clock, error::RpcError};

#[derive(Debug, Deserialize, TS)]
pub struct ExportPerson {
    pub customer: CustomerId,
    /// How the person asked, and how it was seen that it was them; written down.
    pub reason: String,
}

#[derive(Debug, Serialize, TS)]
pub struct PersonExport {
    /// Where the file lies now.
    pub path: String,
}

/// The kinds that hang on a customer, with the column that names the customer.
const KINDS: &[(&Table, &str)] = &[
    (Customer::TABLE, "id"),
    (CustomerVehicle::TABLE, "customer"),
    (Consent::TABLE, "customer"),
    (Lead::TABLE, "customer"),
    (Contact::TABLE, "customer"),
    (Task::TABLE, "customer"),
    (Visit::TABLE, "customer"),
    (CustomerMerge::TABLE, "kept"),
    (Quote::TABLE, "customer"),
    (Order::TABLE, "customer"),
    (Membership::TABLE, "id"),
];

/// The kinds that hang on the member whom a customer is.
const OF_MEMBER: &[(&Table, &str)] = &[(Member::TABLE, "id"), (PointsEntry::TABLE, "member")];

/// Writes the document among the downloads of whoever asked for it.
pub fn export(desk: &Desk, asked: ExportPerson) -> Result<PersonExport, RpcError> {
    let (store, session) = desk.with_right(Right::ExportData)?;
    if !session.rights(&store)?.has(Right::UnmaskPersonalData) {
        return Err(Refusal::from(GeneralRefusal::MissingRight {
            right: Right::UnmaskPersonalData,
        })
        .into());
    }
    domain::checks::filled("reason", &asked.reason, domain::checks::LINE).map_err(Refusal::from)?;
    let folder = dirs::download_dir()
        .or_else(dirs::home_dir)
        .ok_or_else(|| RpcError::failed("noDownloads"))?;
    let not_written = |error: std::io::Error| RpcError::broken("fileNotWritten", &error);
    std::fs::create_dir_all(&folder).map_err(not_written)?;
    let today = clock::now().date_in(store.zone);
    store.store.write(|writing| {
        let connection = writing.connection();
        let customer: Customer = rows::entity(connection, asked.customer)?.ok_or_else(|| {
            Refusal::from(GeneralRefusal::NotFound {
                kind: "customer".to_owned(),
                field: "customer".to_owned(),
            })
        })?;
        let facts = StoreFacts::new(connection);
        let Ok(members) = family(&facts, customer.id) else {
            return Err(facts.breakage().into());
        };
        let mut document = Map::new();
        document.insert(
            "dealership".to_owned(),
            json!(crate::dealerships::house(connection, &store)?.name),
        );
        document.insert("exportedOn".to_owned(), json!(today.to_string()));
        for (table, column) in KINDS.iter().copied() {
            let mut found = Vec::new();
            for member in &members {
                found.extend(readable(connection, table, column, *member)?);
            }
            document.insert(table.name.to_owned(), json!(found));
        }
        document.insert(
            Payment::TABLE.name.to_owned(),
            json!(payments(connection, &members)?),
        );
        for (table, column) in OF_MEMBER.iter().copied() {
            let mut found = Vec::new();
            for customer in &members {
                if let Some(membership) = rows::entity::<Membership>(connection, *customer)? {
                    found.extend(readable(connection, table, column, membership.member)?);
                }
            }
            document.insert(table.name.to_owned(), json!(found));
        }
        note(
            writing,
            session.person,
            "exported",
            (Customer::TABLE.name, customer.id.into()),
            &detail("", asked.reason.trim()),
        )?;
        let content = serde_json::to_string_pretty(&document)
            .map_err(|error| RpcError::broken("unserialisable", &error))?;
        // Within the transaction: a file that is not written takes its note with it, and no file leaves
        // the house without its note.
        let path = folder.join(format!("{}-{today}.json", customer.number));
        std::fs::write(&path, content).map_err(not_written)?;
        Ok(PersonExport {
            path: path.display().to_string(),
        })
    })
}

/// What these people paid and were paid back; a payment names its order.
fn payments(
    connection: &Connection,
    members: &[CustomerId],
) -> Result<Vec<Map<String, serde_json::Value>>, RpcError> {
    let mut found = Vec::new();
    for member in members {
        let orders: Vec<Order> =
            rows::select(connection, "where customer = ?1", [member.0.as_bytes()])?;
        for order in orders {
            found.extend(readable(connection, Payment::TABLE, "order_id", order.id)?);
        }
    }
    Ok(found)
}

/// The rows of a kind that belong to a customer or an order, by the names of their columns.
fn readable(
    connection: &Connection,
    table: &'static Table,
    column: &str,
    owner: impl Into<RecordId>,
) -> Result<Vec<Map<String, serde_json::Value>>, RpcError> {
    let mut statement = connection.prepare_cached(&format!(
        "select {} from {} where {column} = ?1 order by id",
        rows::columns(table),
        table.name
    ))?;
    let found = statement.query_map([owner.into().bytes()], |row| rows::read_row(table, row, 0))?;
    let mut readable = Vec::new();
    for row in found {
        let fields = table
            .columns
            .iter()
            .zip(row?)
            .filter_map(|(column, value)| {
                let value = match value {
                    Value::Null => return None,
                    Value::Integer(number) => json!(number),
                    Value::Text(text) => json!(text),
                    Value::Blob(bytes) => json!(Uuid::from_slice(&bytes).ok()?.to_string()),
                };
                Some((column.name.to_owned(), value))
            });
        readable.push(fields.collect());
    }
    Ok(readable)
}
