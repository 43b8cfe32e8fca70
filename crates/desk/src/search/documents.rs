//! What each kind of record is found by, and how high it stands among equals.

use domain::{
    catalogue::{Brand, Model, Series},
    customers::Customer,
    entity::Entity,
    vehicles::{Vehicle, VehicleState},
};
use rusqlite::Connection;
use store::{
    StoreError, Touched, rows,
    search::{self, FieldKind, SearchDocument, SearchKind},
};

use super::{CUSTOMER, MODEL, VEHICLE};
use crate::catalogue::Tongue;

/// A document that owns its texts.
struct Owned {
    kind: SearchKind,
    id: [u8; 16],
    rank: i64,
    fields: Vec<(FieldKind, String)>,
}

/// Whether the car is the dealership's own still, so that its VIN says nothing about a customer.
pub fn is_ours(vehicle: &Vehicle) -> bool {
    match vehicle.state {
        VehicleState::Delivered | VehicleState::Gone => false,
        VehicleState::InTransit
        | VehicleState::InStock
        | VehicleState::Transferring
        | VehicleState::Allocated
        | VehicleState::InInspection
        | VehicleState::Ready => true,
    }
}

fn vehicle(vehicle: &Vehicle) -> Owned {
    // A car that can be sold comes before one that was; the newer before the older.
    let ahead = if is_ours(vehicle) { 1 << 50 } else { 0 };
    Owned {
        kind: VEHICLE,
        id: vehicle.key().bytes(),
        rank: ahead + vehicle.taken_in_at.0,
        fields: vec![
            (FieldKind::Name, vehicle.description.clone()),
            (FieldKind::Vin, vehicle.vin.to_string()),
            (FieldKind::Number, vehicle.stock_number.clone()),
            (FieldKind::Text, vehicle.exterior_colour.clone()),
            (FieldKind::Text, vehicle.location.clone()),
        ],
    }
}

fn customer(customer: &Customer) -> Option<Owned> {
    if customer.merged_into.is_some() {
        return None;
    }
    let mut fields = vec![
        (FieldKind::Name, customer.name.clone()),
        (FieldKind::Number, customer.number.clone()),
    ];
    if let Some(mobile) = &customer.mobile {
        fields.push((FieldKind::Phone, mobile.to_string()));
    }
    if !customer.other_phone.is_empty() {
        fields.push((FieldKind::Phone, customer.other_phone.clone()));
    }
    Some(Owned {
        kind: CUSTOMER,
        id: customer.key().bytes(),
        rank: customer.added_at.0,
        fields,
    })
}

/// Brand, series and version as a person would say them.
pub fn model_name(
    connection: &Connection,
    model: &Model,
    tongue: Tongue,
) -> Result<String, StoreError> {
    let mut words = Vec::new();
    if let Some(series) = rows::entity::<Series>(connection, model.series)? {
        if let Some(brand) = rows::entity::<Brand>(connection, series.brand)? {
            words.push(tongue.pick(&brand.name_zh, &brand.name_en).to_owned());
        }
        words.push(tongue.pick(&series.name_zh, &series.name_en).to_owned());
    }
    words.push(tongue.pick(&model.name_zh, &model.name_en).to_owned());
    Ok(words.join(" "))
}

/// A version has a rank below every record of the house's own, the newer before the older.
fn model(connection: &Connection, model: &Model) -> Result<Owned, StoreError> {
    Ok(Owned {
        kind: MODEL,
        id: model.key().bytes(),
        rank: i64::from(chrono::Datelike::num_days_from_ce(&model.launch_date)),
        fields: vec![
            (
                FieldKind::Name,
                model_name(connection, model, Tongue::Chinese)?,
            ),
            (
                FieldKind::Text,
                model_name(connection, model, Tongue::English)?,
            ),
        ],
    })
}

/// The search kind of a table whose rows are found.
fn kind_of(table: &str) -> Option<SearchKind> {
    if table == Vehicle::TABLE.name {
        Some(VEHICLE)
    } else if table == Customer::TABLE.name {
        Some(CUSTOMER)
    } else if table == Model::TABLE.name {
        Some(MODEL)
    } else {
        None
    }
}

fn document(connection: &Connection, row: &Touched) -> Result<Option<Owned>, StoreError> {
    let Some(after) = &row.after else {
        return Ok(None);
    };
    Ok(if row.table == Vehicle::TABLE {
        Some(vehicle(&Vehicle::from_row(after)?))
    } else if row.table == Customer::TABLE {
        customer(&Customer::from_row(after)?)
    } else if row.table == Model::TABLE {
        Some(model(connection, &Model::from_row(after)?)?)
    } else {
        None
    })
}

pub fn refresh(connection: &Connection, touched: &[Touched]) -> Result<(), StoreError> {
    let mut put = Vec::new();
    for row in touched {
        let Some(kind) = kind_of(row.table.name) else {
            continue;
        };
        match document(connection, row)? {
            Some(document) => put.push(document),
            None => search::remove(connection, kind, row.id.bytes())?,
        }
    }
    if put.is_empty() {
        return Ok(());
    }
    let fields: Vec<Vec<(FieldKind, &str)>> = put
        .iter()
        .map(|document| {
            document
                .fields
                .iter()
                .filter(|(_, text)| !text.is_empty())
                .map(|(kind, text)| (*kind, text.as_str()))
                .collect()
        })
        .collect();
    let documents: Vec<SearchDocument> = put
        .iter()
        .zip(&fields)
        .map(|(document, fields)| SearchDocument {
            kind: document.kind,
            id: document.id,
            rank: document.rank,
            fields,
        })
        .collect();
    search::put_many(connection, &documents)?;
    Ok(())
}
