//! A car goes from one store of a group to another 调拨. The record of stock in the sending store closes and one in the
//! receiving store opens, each in its own lane, by commands that the platform enters in both at once. While it is on its
//! way the sender cannot sell it, and the receiver sees it coming and may promise it, so nobody sells it twice.
//!
//! A desk has its own store's side only. The other side is decided by the platform, which has both.

mod receiving;
mod refusals;
mod sending;
mod taking_back;
#[cfg(test)]
mod tests;

pub use receiving::ReceiveCarFromStore;
pub use refusals::TransferRefusal;
pub use sending::SendCarToStore;
pub use taking_back::TakeCarBack;

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    command::Stop,
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts, Missing},
    ids::{CarTransferId, DealershipId, PersonId, VehicleId},
    money::Fen,
    people::Person,
    refusal::GeneralRefusal,
    time::Timestamp,
};

crate::words! {
    /// Which side of a transfer a row tells.
    pub enum TransferWay {
        /// 调出
        Out => "out",
        /// 调入
        In => "in",
    }
}

crate::words! {
    pub enum TransferState {
        OnTheWay => "onTheWay",
        Arrived => "arrived",
        /// The sender has it again; it never arrived.
        TakenBack => "takenBack",
    }
}

/// One side of a transfer, in the lane of the store whose side it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(
    table = "car_transfer",
    index(vehicle, state),
    index(state, sent_at),
    index(number)
)]
pub struct CarTransfer {
    pub id: CarTransferId,
    /// Drawn by the sending desk; the same on both sides, there behind the sender's code.
    pub number: String,
    pub way: TransferWay,
    /// The car's record in this store.
    pub vehicle: VehicleId,
    /// The other store.
    pub store: DealershipId,
    /// Its side of the transfer, and the car's record there.
    pub there: CarTransferId,
    pub vehicle_there: VehicleId,
    pub state: TransferState,
    pub expected_on: Option<NaiveDate>,
    pub note: String,
    pub sent_at: Timestamp,
    pub sent_by: PersonId,
    /// The name stands here because the other store has no row of this person.
    pub sent_by_name: String,
    pub ended_at: Option<Timestamp>,
    pub ended_by_name: String,
}

/// What the receiving store owes for the car 调拨价, on both sides of the transfer. A row of its own, so that whoever may
/// not see cost never has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "car_transfer_price", right = SeeCost)]
pub struct CarTransferPrice {
    pub id: CarTransferId,
    /// VAT included.
    pub price: Fen,
}

impl CarTransfer {
    /// The transfer, ended now by whoever gives the command.
    fn ended(self, state: TransferState, context: &Context, by: &str) -> Self {
        Self {
            state,
            ended_at: Some(context.made_at),
            ended_by_name: by.to_owned(),
            ..self
        }
    }
}

/// The transfer of this side that a command names, while the car is on its way.
fn on_the_way(
    facts: &dyn Facts,
    id: CarTransferId,
    way: TransferWay,
    store: DealershipId,
) -> Result<CarTransfer, Stop> {
    let transfer = facts
        .get::<CarTransfer>(id)?
        .filter(|transfer| transfer.way == way && transfer.store == store)
        .ok_or_else(|| GeneralRefusal::NotFound {
            kind: "car_transfer".to_owned(),
            field: "transfer".to_owned(),
        })?;
    match transfer.state {
        TransferState::OnTheWay => Ok(transfer),
        TransferState::Arrived | TransferState::TakenBack => Err(TransferRefusal::TransferEnded {
            state: transfer.state,
        }
        .into()),
    }
}

/// The other store's side of a transfer of this one. Both are written together, so the one is never without the other.
fn other_side(
    there: &dyn Facts,
    transfer: &CarTransfer,
    context: &Context,
) -> Result<CarTransfer, Stop> {
    let way = match transfer.way {
        TransferWay::Out => TransferWay::In,
        TransferWay::In => TransferWay::Out,
    };
    on_the_way(
        there,
        transfer.there,
        way,
        DealershipId::of_lane(context.lane),
    )
}

/// Nothing but the transfer itself ends the way of a car that is between two stores: one side alone would leave the car
/// in both.
pub(crate) fn not_between_stores(facts: &dyn Facts, vehicle: VehicleId) -> Result<(), Stop> {
    let open = facts.by::<CarTransfer>(
        CarTransfer::BY_VEHICLE_STATE,
        [vehicle.to_value(), TransferState::OnTheWay.to_value()],
    )?;
    match open.into_iter().next() {
        Some(transfer) => Err(TransferRefusal::BetweenStores {
            number: transfer.number,
        }
        .into()),
        None => Ok(()),
    }
}

/// Under which numbers cars are on their way to or from this store, the first that set out first.
pub(crate) fn numbers_on_the_way(facts: &dyn Facts) -> Result<Vec<String>, Missing> {
    let open = facts.by::<CarTransfer>(
        CarTransfer::BY_STATE_SENT_AT,
        [TransferState::OnTheWay.to_value()],
    )?;
    Ok(open.into_iter().map(|transfer| transfer.number).collect())
}

/// The name of whoever gives the command, as the other store reads it.
fn name_of_giver(facts: &dyn Facts, context: &Context) -> Result<String, Missing> {
    let giver = facts.get::<Person>(context.actor)?;
    Ok(giver.map_or_else(String::new, |giver| giver.name))
}
