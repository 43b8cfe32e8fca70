//! One box that finds everything (FND-1): the documents that rows are found by, kept current in the
//! same transaction as the rows, and the answers as the page shows them.

mod documents;
mod upkeep;

pub use upkeep::{after_loading, look_after};

pub use documents::{finds, gather, is_ours, model_names, state_is_ours};

use domain::{
    catalogue::Model,
    customers::Customer,
    entity::Entity,
    ids::{RepairOrderId, ServiceBookingId, ServicePointId, ServicedCarId, TestDriveId},
    orders::Order,
    parts::Part,
    privacy::{PersonalKind, mask},
    quotes::Quote,
    repair_orders::RepairOrder,
    rights::{Right, Rights},
    service_bookings::ServiceBooking,
    service_points::ServicePoint,
    serviced_cars::ServicedCar,
    test_drives::TestDrive,
    vehicles::Vehicle,
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use store::{
    StoreError, Touched, rows,
    search::{self, Grouping, Hit, SearchKind, SearchLimits},
};
use ts_rs::TS;

use crate::{Desk, catalogue::Tongue, error::RpcError};

pub(super) const VEHICLE: SearchKind = SearchKind(1);
pub(super) const CUSTOMER: SearchKind = SearchKind(2);
pub const MODEL: SearchKind = SearchKind(6);
pub(super) const ORDER: SearchKind = SearchKind(3);
pub(super) const QUOTE: SearchKind = SearchKind(4);
pub(super) const PART: SearchKind = SearchKind(7);
const REPAIR_ORDER: SearchKind = SearchKind(8);
const SERVICE_BOOKING: SearchKind = SearchKind(9);
const TEST_DRIVE: SearchKind = SearchKind(10);
const SERVICE_POINT: SearchKind = SearchKind(11);

#[derive(Debug, Deserialize, TS)]
pub struct SearchArgs {
    pub text: String,
    /// The most hits of each kind; kinds come one after another.
    pub limit: u32,
}

/// A found record, as a line of the palette; its kind is the name of its table.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SearchHit {
    /// The entity kind, `vehicle`.
    pub kind: String,
    pub id: String,
    pub title: String,
    pub detail: String,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct SearchAnswer {
    pub hits: Vec<SearchHit>,
}

/// Whatever was typed is a question; nothing typed is an error.
pub fn all(desk: &Desk, asked: SearchArgs) -> Result<SearchAnswer, RpcError> {
    let session = desk.session()?;
    let store = desk.store()?;
    let rights = session.rights(&store)?;
    let tongue = Tongue::of(&crate::stores::language(desk));
    let kinds: Vec<SearchKind> = [
        (VEHICLE, Right::SeeStock),
        (CUSTOMER, Right::SeeCustomers),
        (ORDER, Right::SeeCustomers),
        (QUOTE, Right::MakeQuotes),
        (SERVICE_BOOKING, Right::SeeService),
        (REPAIR_ORDER, Right::SeeService),
        (TEST_DRIVE, Right::BookTestDrives),
        (MODEL, Right::SeeStock),
        (PART, Right::SeeParts),
        (SERVICE_POINT, Right::SeeService),
    ]
    .into_iter()
    .filter(|(_, right)| rights.has(*right))
    .map(|(kind, _)| kind)
    .collect();
    if kinds.is_empty() {
        return Ok(SearchAnswer { hits: Vec::new() });
    }
    store.store.read(|connection| {
        let found = search::search(
            connection,
            &asked.text,
            &SearchLimits {
                kinds: &kinds,
                grouping: Grouping::ByKind,
                hits: asked.limit as usize,
            },
        )?;
        let mut hits = Vec::with_capacity(found.hits.len());
        for hit in &found.hits {
            hits.extend(shown(connection, hit, &rights, tongue)?);
        }
        Ok::<_, RpcError>(SearchAnswer { hits })
    })
}

/// The line for a hit. A row that is gone by now has none.
fn shown(
    connection: &Connection,
    hit: &Hit,
    rights: &Rights,
    tongue: Tongue,
) -> Result<Option<SearchHit>, StoreError> {
    let id = uuid::Uuid::from_bytes(hit.id);
    Ok(match hit.kind {
        VEHICLE => {
            rows::entity::<Vehicle>(connection, domain::ids::VehicleId(id))?.map(|vehicle| {
                let vin = if documents::is_ours(&vehicle) || rights.has(Right::UnmaskPersonalData) {
                    vehicle.vin.to_string()
                } else {
                    mask(PersonalKind::Vin, vehicle.vin.as_str())
                };
                SearchHit {
                    kind: Vehicle::TABLE.name.to_owned(),
                    id: id.to_string(),
                    title: vehicle.description,
                    detail: format!("{} · {vin}", vehicle.stock_number),
                }
            })
        }
        CUSTOMER => rows::entity::<Customer>(connection, domain::ids::CustomerId(id))?
            .filter(|customer| customer.merged_into.is_none())
            .map(|customer| SearchHit {
                kind: Customer::TABLE.name.to_owned(),
                id: id.to_string(),
                title: mask(PersonalKind::Name, &customer.name),
                detail: format!(
                    "{} · {}",
                    customer.number,
                    customer
                        .mobile
                        .map(|mobile| mask(PersonalKind::Mobile, mobile.as_str()))
                        .unwrap_or_default()
                ),
            }),
        MODEL => rows::entity::<Model>(connection, domain::ids::ModelId(id))?
            .map(|model| {
                let title = documents::model_name(connection, &model, tongue)?;
                Ok::<_, StoreError>(SearchHit {
                    kind: Model::TABLE.name.to_owned(),
                    id: id.to_string(),
                    title,
                    // Who published it stands beside the price: training data must say so.
                    detail: format!(
                        "{} · {}",
                        model.guide_price.to_string().replace(',', "\u{2009}"),
                        model.source
                    ),
                })
            })
            .transpose()?,
        ORDER => {
            let Some(order) = rows::entity::<Order>(connection, domain::ids::OrderId(id))? else {
                return Ok(None);
            };
            let customer = rows::entity::<Customer>(connection, order.customer)?;
            Some(SearchHit {
                kind: Order::TABLE.name.to_owned(),
                id: id.to_string(),
                title: order.number,
                detail: format!(
                    "{} · {}",
                    order.wanted,
                    customer
                        .map(|customer| mask(PersonalKind::Name, &customer.name))
                        .unwrap_or_default()
                ),
            })
        }
        QUOTE => {
            rows::entity::<Quote>(connection, domain::ids::QuoteId(id))?.map(|quote| SearchHit {
                kind: Quote::TABLE.name.to_owned(),
                id: id.to_string(),
                title: quote.number,
                detail: format!(
                    "{} · {}",
                    quote.description,
                    mask(PersonalKind::Name, &quote.customer_name)
                ),
            })
        }
        PART => rows::entity::<Part>(connection, domain::ids::PartId(id))?.map(|part| SearchHit {
            kind: Part::TABLE.name.to_owned(),
            id: id.to_string(),
            title: part.name,
            detail: format!("{} · {}", part.number, part.bin),
        }),
        REPAIR_ORDER => rows::entity::<RepairOrder>(connection, RepairOrderId(id))?
            .map(|order| {
                let detail = in_the_workshop(connection, order.car)?;
                Ok::<_, StoreError>(SearchHit {
                    kind: RepairOrder::TABLE.name.to_owned(),
                    id: id.to_string(),
                    title: order.number,
                    detail,
                })
            })
            .transpose()?,
        SERVICE_BOOKING => rows::entity::<ServiceBooking>(connection, ServiceBookingId(id))?
            .map(|booking| {
                let car = in_the_workshop(connection, booking.car)?;
                Ok::<_, StoreError>(SearchHit {
                    kind: ServiceBooking::TABLE.name.to_owned(),
                    id: id.to_string(),
                    title: booking.number,
                    detail: format!("{} · {car}", booking.day),
                })
            })
            .transpose()?,
        TEST_DRIVE => {
            let Some(drive) = rows::entity::<TestDrive>(connection, TestDriveId(id))? else {
                return Ok(None);
            };
            let car = rows::entity::<Vehicle>(connection, drive.vehicle)?;
            let customer = rows::entity::<Customer>(connection, drive.customer)?;
            Some(SearchHit {
                kind: TestDrive::TABLE.name.to_owned(),
                id: id.to_string(),
                title: drive.number,
                detail: format!(
                    "{} · {}",
                    car.map(|car| car.description).unwrap_or_default(),
                    customer
                        .map(|customer| mask(PersonalKind::Name, &customer.name))
                        .unwrap_or_default()
                ),
            })
        }
        SERVICE_POINT => {
            rows::entity::<ServicePoint>(connection, ServicePointId(id))?.map(|point| SearchHit {
                kind: ServicePoint::TABLE.name.to_owned(),
                id: id.to_string(),
                detail: format!("{} · {}", point.whole_address(), point.phone),
                title: point.name,
            })
        }
        SearchKind(_) => None,
    })
}

/// A car in the workshop as a line says it: what it is, and its plate, masked.
fn in_the_workshop(connection: &Connection, car: ServicedCarId) -> Result<String, StoreError> {
    let Some(car) = rows::entity::<ServicedCar>(connection, car)? else {
        return Ok(String::new());
    };
    let plate = mask(PersonalKind::Plate, &car.plate);
    Ok(format!("{} · {plate}", car.description))
}

/// Brings the index up to date with the rows that a transaction touched.
pub fn refresh(connection: &Connection, touched: &[Touched]) -> Result<(), StoreError> {
    upkeep::note_erasures(connection, touched)?;
    documents::refresh(connection, touched)
}
