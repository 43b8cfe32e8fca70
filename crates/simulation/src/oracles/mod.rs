//! What has to hold when the network is well again: nothing lost, nothing doubled, everybody the same.

mod complaints;
mod drives;
mod members;
mod money;
mod parts;
mod plans;
mod promotions;
mod repair_orders;
mod sales;
mod workshop;

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    attentions::Attention,
    entity::Table,
    ids::{CommandId, LaneId, RecordId},
};
use protocol::{bytes::row_image, ledger::Verdict, wire::Seen};
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use store::{StoreError, rows};

type Images = BTreeMap<(&'static str, RecordId), Vec<u8>>;

/// Every row of every table as bytes, as the platform confirmed it.
pub fn confirmed(connection: &Connection) -> Result<Images, StoreError> {
    let mut images = Images::new();
    for table in domain::TABLES {
        read_table(connection, table, &mut images)?;
    }
    let mut statement = connection.prepare("select table_name, id, image from shadow")?;
    let mut shadows = statement.query([])?;
    while let Some(shadow) = shadows.next()? {
        let name: String = shadow.get(0)?;
        let Some(table) = domain::table(&name) else {
            continue;
        };
        let id = RecordId(uuid::Uuid::from_bytes(shadow.get(1)?));
        match shadow.get::<_, Option<Vec<u8>>>(2)? {
            Some(image) => images.insert((table.name, id), image),
            None => images.remove(&(table.name, id)),
        };
    }
    Ok(images)
}

fn read_table(
    connection: &Connection,
    table: &'static Table,
    images: &mut Images,
) -> Result<(), StoreError> {
    let mut statement = connection.prepare(&format!(
        "select {} from {}",
        rows::columns(table),
        table.name
    ))?;
    let mut found = statement.query([])?;
    while let Some(row) = found.next()? {
        let row = rows::read_row(table, row, 0)?;
        if let Some(id) = rows::id_of(&row) {
            images.insert((table.name, id), row_image(&row));
        }
    }
    Ok(())
}

pub fn digest(images: &Images) -> [u8; 32] {
    let mut hash = Sha256::new();
    for ((table, id), image) in images {
        hash.update(table.as_bytes());
        hash.update(id.bytes());
        hash.update(image);
    }
    hash.finalize().into()
}

/// The first rows in which two differ.
pub fn difference(left: &Images, right: &Images) -> Option<String> {
    if left == right {
        return None;
    }
    let keys: BTreeSet<_> = left.keys().chain(right.keys()).collect();
    let differing: Vec<String> = keys
        .into_iter()
        .filter(|key| left.get(*key) != right.get(*key))
        .map(|(table, id)| format!("{table} {id}"))
        .collect();
    Some(format!(
        "{} rows differ: {:?}",
        differing.len(),
        &differing[..differing.len().min(4)]
    ))
}

/// What became of each command.
#[derive(Debug, Default)]
pub struct Outcomes {
    pub entered: BTreeMap<CommandId, u64>,
    pub refused: BTreeSet<CommandId>,
    pub held: BTreeSet<CommandId>,
    /// How many of each name were entered.
    pub by_name: BTreeMap<String, u64>,
}

pub fn outcomes(connection: &Connection, lane: LaneId) -> Result<Outcomes, StoreError> {
    let mut outcomes = Outcomes::default();
    for seen in store::following::entries(connection, lane, 0, usize::MAX >> 1)? {
        let Seen::Entry(entry) = seen else { continue };
        let header = entry.envelope.header;
        let id = header.id;
        *outcomes.entered.entry(id).or_default() += 1;
        *outcomes.by_name.entry(header.name).or_default() += 1;
        match Verdict::read(&entry.verdict) {
            Ok(Verdict::Refused(_)) => {
                outcomes.refused.insert(id);
            }
            Ok(Verdict::Accepted(_)) => {}
            Err(error) => return Err(StoreError::Damaged(error.to_string())),
        }
    }
    let mut statement = connection.prepare("select command from held_command")?;
    let held = statement.query_map([], |row| row.get::<_, [u8; 16]>(0))?;
    for id in held {
        outcomes.held.insert(CommandId(uuid::Uuid::from_bytes(id?)));
    }
    Ok(outcomes)
}

/// Rules that hold in every house, whatever was given in which order.
pub fn house_rules(
    connection: &Connection,
    outcomes: &Outcomes,
) -> Result<Vec<String>, StoreError> {
    let mut broken = Vec::new();
    sales::rules(connection, &mut broken)?;
    money::rules(connection, &mut broken)?;
    drives::rules(connection, &mut broken)?;
    workshop::rules(connection, &mut broken)?;
    repair_orders::rules(connection, &mut broken)?;
    parts::rules(connection, &mut broken)?;
    plans::rules(connection, &mut broken)?;
    complaints::rules(connection, &mut broken)?;
    members::rules(connection, &mut broken)?;
    promotions::rules(connection, &mut broken)?;
    for refused in &outcomes.refused {
        let id = domain::ids::AttentionId::derived(*refused, "attention");
        if rows::entity::<Attention>(connection, id)?.is_none() {
            broken.push(format!("refused command {refused:?} is in nobody's list"));
        }
    }
    Ok(broken)
}

/// An entry of a desk's journal, for somebody who looks for what is wrong with it.
pub fn entry(connection: &Connection, n: u64) -> Result<String, StoreError> {
    let command: String = connection.query_row(
        "select name || ' ' || hex(id) || iif(payload is null, ' erased', '') from outbox where n = ?1",
        [n as i64],
        |row| row.get(0),
    )?;
    let mut statement = connection.prepare(
        "select c.table_name || ' ' || hex(c.id) || ' hash ' || (c.after_hash is not null)
                || ' image ' || (c.after is not null) || ' own erasures '
                || (select count(*) from journal_change e
                    where e.table_name = c.table_name and e.id = c.id and e.erases = 1)
                || ' erasures '
                || (select count(*) from ledger_change l
                    where l.table_name = c.table_name and l.id = c.id and l.erases = 1)
                || ' entries '
                || (select count(*) from ledger_change l
                    where l.table_name = c.table_name and l.id = c.id)
         from journal_change c where n = ?1",
    )?;
    let rows = statement.query_map([n as i64], |row| row.get::<_, String>(0))?;
    let rows: Vec<String> = rows.collect::<Result<_, _>>()?;
    Ok(format!("{command}: {rows:?}"))
}
