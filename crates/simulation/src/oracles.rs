//! What has to hold when the network is well again: nothing lost, nothing doubled, everybody the same.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    attentions::Attention,
    cash_days::CashDay,
    entity::Table,
    ids::{CommandId, LaneId, OrderId, RecordId, VehicleId},
    money::Fen,
    orders::Order,
    payments::{OrderAccount, Payment, PaymentMethod},
    vehicles::Vehicle,
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
}

pub fn outcomes(connection: &Connection, lane: LaneId) -> Result<Outcomes, StoreError> {
    let mut outcomes = Outcomes::default();
    for seen in store::following::entries(connection, lane, 0, usize::MAX >> 1)? {
        let Seen::Entry(entry) = seen else { continue };
        let id = entry.envelope.header.id;
        *outcomes.entered.entry(id).or_default() += 1;
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
    let orders: Vec<Order> = rows::all(connection)?;
    let mut cars: BTreeMap<VehicleId, OrderId> = BTreeMap::new();
    for order in &orders {
        if let Some(vehicle) = order.vehicle
            && (order.state.is_live() || order.state.is_delivered())
            && let Some(other) = cars.insert(vehicle, order.id)
        {
            broken.push(format!(
                "car {vehicle:?} is in orders {other:?} and {:?}",
                order.id
            ));
        }
    }
    for vehicle in rows::all::<Vehicle>(connection)? {
        let holder = cars.get(&vehicle.id);
        if let Some(order) = vehicle.held_by
            && holder != Some(&order)
        {
            broken.push(format!(
                "car {:?} is held by {order:?}, which does not have it",
                vehicle.id
            ));
        }
    }
    let mut vins: BTreeSet<String> = BTreeSet::new();
    for vehicle in rows::all::<Vehicle>(connection)? {
        if !vins.insert(vehicle.vin.as_str().to_owned()) {
            broken.push(format!("car {:?} is in stock twice", vehicle.vin));
        }
    }
    money(connection, &mut broken)?;
    for refused in &outcomes.refused {
        let id = domain::ids::AttentionId::derived(*refused, "attention");
        if rows::entity::<Attention>(connection, id)?.is_none() {
            broken.push(format!("refused command {refused:?} is in nobody's list"));
        }
    }
    Ok(broken)
}

fn money(connection: &Connection, broken: &mut Vec<String>) -> Result<(), StoreError> {
    let payments: Vec<Payment> = rows::all(connection)?;
    let paid = |order: OrderId| {
        payments
            .iter()
            .filter(move |payment| payment.order_id == order)
    };
    for account in rows::all::<OrderAccount>(connection)? {
        let sum: i64 = paid(account.id).map(|payment| payment.amount.0).sum();
        let mut places: Vec<u32> = paid(account.id).map(|payment| payment.n).collect();
        places.sort_unstable();
        let expected: Vec<u32> = (1..=account.entries).collect();
        if Fen(sum) != account.balance || places != expected {
            broken.push(format!(
                "order {:?} has payments of {sum} under {places:?} and an account of {:?} over {}",
                account.id, account.balance, account.entries
            ));
        }
    }
    for day in rows::all::<CashDay>(connection)? {
        let of_day = || payments.iter().filter(|payment| payment.day == day.day);
        let sum: i64 = of_day().map(|payment| payment.amount.0).sum();
        let cash: i64 = of_day()
            .filter(|payment| payment.method == PaymentMethod::Cash)
            .map(|payment| payment.amount.0)
            .sum();
        if of_day().count() != day.entries as usize
            || sum != day.paid_in.0 - day.paid_out.0
            || cash != day.cash.0
        {
            broken.push(format!(
                "cash day {} does not have the sums of its payments",
                day.day
            ));
        }
    }
    Ok(())
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
