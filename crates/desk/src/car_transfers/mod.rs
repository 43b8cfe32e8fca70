//! Cars between the stores of a group, as a car's card asks for them: whether it is on its way to or from another store.

pub(crate) mod papers;
mod words;

use domain::{
    car_transfers::{CarTransfer, CarTransferPrice, TransferState},
    groups::GroupStore,
    ids::VehicleId,
    money::Fen,
    rights::{Right, Rights},
};
use rusqlite::Connection;
use serde::Serialize;
use store::{StoreError, rows};
use ts_rs::TS;

/// The transfer that a car is on, with the name of the other store.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OpenTransfer {
    pub transfer: CarTransfer,
    pub store_name: String,
    /// What the receiving store owes, VAT included: by right only.
    pub price: Option<Fen>,
}

pub(crate) fn open_of(
    connection: &Connection,
    vehicle: VehicleId,
    rights: &Rights,
) -> Result<Option<OpenTransfer>, StoreError> {
    let open: Vec<CarTransfer> = rows::select(
        connection,
        "where vehicle = ?1 and state = ?2",
        rusqlite::params![vehicle.0.as_bytes(), TransferState::OnTheWay.word()],
    )?;
    let Some(transfer) = open.into_iter().next() else {
        return Ok(None);
    };
    let store: Option<GroupStore> = rows::entity(connection, transfer.store)?;
    let owed: Option<CarTransferPrice> = if rights.has(Right::SeeCost) {
        rows::entity(connection, transfer.id)?
    } else {
        None
    };
    Ok(Some(OpenTransfer {
        price: owed.map(|owed| owed.price),
        store_name: store.map_or_else(String::new, |store| store.name),
        transfer,
    }))
}
