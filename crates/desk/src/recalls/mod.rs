//! Recalls and service campaigns as the page asks for them: the list, one with its cars, what a VIN is listed
//! for, and the VINs of a maker's file.

mod card;
mod list;
mod reading;

pub use card::{CarsOfRecallArgs, RecallArgs, RecallCarRow, RecallCard, card, cars};
pub use list::{RecallRow, list};
pub use reading::{ReadVinList, VinList, read};

use chrono::NaiveDate;
use domain::{
    ids::{RecallCarId, RecallId, RepairOrderId},
    recalls::{Recall, RecallKind, open_recalls},
    repair_orders::RepairOrder,
};
use rusqlite::Connection;
use serde::Serialize;
use store::{StoreFacts, rows};
use ts_rs::TS;

use crate::error::RpcError;

/// A recall or campaign that is still to be done on a car.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OpenRecall {
    pub recall: RecallId,
    pub recall_car: RecallCarId,
    pub number: String,
    pub kind: RecallKind,
    pub title: String,
    pub measure: String,
    pub minutes: u32,
    /// The order that it was taken up in, if any.
    pub repair_order: Option<RepairOrderId>,
    pub repair_order_number: String,
}

/// What is open for a VIN as it is stored, for whoever sees the car.
pub(crate) fn open_of(
    connection: &Connection,
    vin: &str,
    today: NaiveDate,
) -> Result<Vec<OpenRecall>, RpcError> {
    let facts = StoreFacts::new(connection);
    let Ok(open) = open_recalls(&facts, vin, today) else {
        return Err(facts.breakage().into());
    };
    open.into_iter()
        .map(|(recall, car)| {
            let order = match car.repair_order {
                Some(order) => rows::entity::<RepairOrder>(connection, order)?,
                None => None,
            };
            Ok(told(recall, car.id, order))
        })
        .collect()
}

fn told(recall: Recall, recall_car: RecallCarId, order: Option<RepairOrder>) -> OpenRecall {
    OpenRecall {
        recall: recall.id,
        recall_car,
        number: recall.number,
        kind: recall.kind,
        title: recall.title,
        measure: recall.measure,
        minutes: recall.minutes,
        repair_order: order.as_ref().map(|order| order.id),
        repair_order_number: order.map_or_else(String::new, |order| order.number),
    }
}
