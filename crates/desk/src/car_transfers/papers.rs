//! 车辆调拨单: what the paper that goes with a car from one store to another is filled in with. Either store prints the
//! same one, each from its own side of the transfer.

use documents::{Language, forms};
use domain::{
    car_transfers::{CarTransfer, CarTransferPrice, TransferWay},
    catalogue::{EnergyType, Model, ModelFigures},
    dealerships::Dealership,
    entity::Entity,
    groups::GroupStore,
    ids::{CarTransferId, VehicleId},
    money::Fen,
    orders::HandoverItem,
    vehicles::{CertificateState, Vehicle},
};
use rusqlite::Connection;
use serde_json::Value;
use store::rows;

use super::words;
use crate::{
    error::RpcError,
    orders::{
        papers::{json, local, on_paper, some, the_dealership},
        words::item as item_words,
    },
    papers::not_found,
    stores::OpenStore,
};

/// The paper without what the other store owes.
pub(crate) fn note(
    connection: &Connection,
    store: &OpenStore,
    id: CarTransferId,
    language: Language,
) -> Result<Value, RpcError> {
    filled_in(connection, store, id, None, language)
}

/// The same with the price of the transfer, where one was agreed.
pub(crate) fn priced_note(
    connection: &Connection,
    store: &OpenStore,
    id: CarTransferId,
    language: Language,
) -> Result<Value, RpcError> {
    let owed: CarTransferPrice =
        rows::entity(connection, id)?.ok_or_else(|| not_found(CarTransferPrice::TABLE.name))?;
    filled_in(connection, store, id, Some(owed.price), language)
}

fn filled_in(
    connection: &Connection,
    store: &OpenStore,
    id: CarTransferId,
    price: Option<Fen>,
    language: Language,
) -> Result<Value, RpcError> {
    let transfer: CarTransfer =
        rows::entity(connection, id)?.ok_or_else(|| not_found(CarTransfer::TABLE.name))?;
    let car = the_car(connection, transfer.vehicle)?;
    let house = the_dealership(connection, store)?;
    let own = forms::TransferStore {
        name: house.name.clone(),
        address: some(&house.address),
        phone: some(&house.phone),
    };
    let other = other_store(connection, &transfer)?;
    let (from, to) = match transfer.way {
        TransferWay::Out => (own, other),
        TransferWay::In => (other, own),
    };
    let model: Option<Model> = match car.model {
        Some(model) => rows::entity(connection, model)?,
        None => None,
    };
    let figures = model.map(|model| model.figures.0);
    json(&forms::TransferNote {
        number: number(&transfer, &house),
        dealership: on_paper(&house),
        from,
        to,
        sent_at: local(transfer.sent_at, store.zone),
        expected_on: transfer.expected_on.map(|day| day.to_string()),
        items: items(&car, figures.as_ref(), language),
        vehicle: forms::TransferredCar {
            description: car.description,
            vin: car.vin.to_string(),
            engine_number: some(&car.engine_number),
            colour: some(&car.exterior_colour),
            interior: some(&car.interior_colour),
            produced_on: car.produced_on.map(|day| day.to_string()),
            odometer_km: Some(i64::from(car.odometer_km)).filter(|km| *km > 0),
            equipment: figures.map(|figures| words::in_short(&figures, language)),
        },
        price,
        note: some(&transfer.note),
        sent_by: transfer.sent_by_name,
    })
}

/// The sender's number stands behind its code in the other store; on paper it does so in both.
fn number(transfer: &CarTransfer, house: &Dealership) -> String {
    match transfer.way {
        TransferWay::Out => format!("{}-{}", house.code, transfer.number),
        TransferWay::In => transfer.number.clone(),
    }
}

fn the_car(connection: &Connection, id: VehicleId) -> Result<Vehicle, RpcError> {
    rows::entity(connection, id)?.ok_or_else(|| not_found(Vehicle::TABLE.name))
}

/// A store that has left the group meanwhile is known by nothing any more.
fn other_store(
    connection: &Connection,
    transfer: &CarTransfer,
) -> Result<forms::TransferStore, RpcError> {
    let known: Option<GroupStore> = rows::entity(connection, transfer.store)?;
    Ok(known.map_or_else(
        || forms::TransferStore {
            name: String::new(),
            address: None,
            phone: None,
        },
        |known| forms::TransferStore {
            address: some(&known.address),
            phone: some(&known.phone),
            name: known.name,
        },
    ))
}

/// What belongs to a new car. Each is ticked by hand by whoever gives it away and by whoever has it then; only what
/// stays behind is known before.
fn items(
    car: &Vehicle,
    figures: Option<&ModelFigures>,
    language: Language,
) -> Vec<forms::CheckItem> {
    let charged = figures.is_none_or(|figures| match figures.energy {
        EnergyType::PluginHybrid | EnergyType::RangeExtended | EnergyType::Electric => true,
        EnergyType::Petrol | EnergyType::Diesel | EnergyType::Hybrid | EnergyType::FuelCell => {
            false
        }
    });
    [
        HandoverItem::Keys,
        HandoverItem::Certificate,
        HandoverItem::Conformity,
        HandoverItem::Manual,
        HandoverItem::ThreeGuarantees,
        HandoverItem::MaintenanceBook,
        HandoverItem::Tools,
        HandoverItem::ChargingGear,
    ]
    .into_iter()
    .filter(|item| charged || *item != HandoverItem::ChargingGear)
    .map(|item| {
        let stays = item == HandoverItem::Certificate && is_away(car.certificate);
        forms::CheckItem {
            name: item_words(item, language).to_owned(),
            quantity: None,
            state: if stays {
                forms::CheckState::NotApplicable
            } else {
                forms::CheckState::Open
            },
            note: if item == HandoverItem::Keys {
                some(&car.key_number)
            } else if item == HandoverItem::Certificate {
                some(&words::certificate(car, language))
            } else {
                None
            },
        }
    })
    .collect()
}

/// Whether the certificate is not in the house and so cannot go with the car.
const fn is_away(certificate: CertificateState) -> bool {
    match certificate {
        CertificateState::InHouse => false,
        CertificateState::InTransit
        | CertificateState::Pledged
        | CertificateState::Lent
        | CertificateState::HandedOver => true,
    }
}
