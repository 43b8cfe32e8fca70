//! The stock list: the board says which cars and in which order, the store gives the rows of the page.

use chrono::NaiveDate;
use domain::{
    entity::Entity,
    ids::{ModelId, VehicleId},
    money::Fen,
    privacy::{PersonalKind, mask},
    rights::{Right, Rights},
    vehicles::{
        AgeBadge, CertificateState, StockRules, Vehicle, VehiclePurpose, VehicleState, age_days,
    },
};
use serde::Serialize;
use store::{StoreError, rows};
use ts_rs::TS;

use super::board::{Cost, Question};
use crate::{
    Desk, clock,
    error::RpcError,
    ledgers::unconfirmed,
    lists::{ListArgs, ListPage},
};

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct VehicleRow {
    pub id: VehicleId,
    pub stock_number: String,
    /// In full while the car is the dealership's own; see [`shown_vin`].
    pub vin: String,
    pub description: String,
    pub exterior_colour: String,
    pub state: VehicleState,
    pub purpose: VehiclePurpose,
    pub location: String,
    pub arrived_on: Option<NaiveDate>,
    pub expected_on: Option<NaiveDate>,
    /// Only while the car stands here.
    pub age_days: Option<u32>,
    pub age_badge: Option<AgeBadge>,
    pub guide_price: Option<Fen>,
    pub asking_price: Option<Fen>,
    /// By right only.
    pub cost: Option<Fen>,
    pub certificate: CertificateState,
    pub certificate_due: Option<NaiveDate>,
    pub keys_with: String,
    /// Why it must not be sold; empty when it may.
    pub stop_sale: String,
    /// Given at this desk and not yet confirmed by a platform.
    pub pending: bool,
    /// Its version in the catalogue, where it is known.
    pub model: Option<ModelId>,
    /// When that version came to market.
    pub launch_date: Option<NaiveDate>,
    /// Leads, quotes and orders of the last ninety days that name that version.
    pub popularity: Option<u32>,
}

pub fn list(desk: &Desk, asked: ListArgs) -> Result<ListPage<VehicleRow>, RpcError> {
    let (store, session) = desk.with_right(Right::SeeStock)?;
    let rights = session.rights(&store)?;
    let cost = if rights.has(Right::SeeCost) {
        Cost::Seen
    } else {
        Cost::Hidden
    };
    let today = clock::now().date_in(store.zone);
    let popular = store
        .store
        .read(|connection| store.derivations.popular.ask(connection, store.zone))?;
    let question = Question {
        popular: &popular,
        asked: &asked,
        today,
        rules: StockRules::shipped(),
        cost,
    };
    let found = store
        .derivations
        .stock
        .ask(&store.store, |board| question.answer(board))??;
    let mut page = Vec::with_capacity(found.page.len());
    store.store.read(|connection| {
        for (car, of_catalogue) in found.page.iter().zip(found.of_catalogue) {
            // A car that went between the two readings is one row fewer.
            if let Some(row) = rows::get(connection, Vehicle::TABLE, car.record())? {
                let seen = match cost {
                    Cost::Seen => car.cost(),
                    Cost::Hidden => None,
                };
                let vehicle = Vehicle::from_row(&row).map_err(StoreError::from)?;
                let pending = unconfirmed(connection, Vehicle::TABLE, vehicle.id)?;
                page.push(VehicleRow {
                    pending,
                    ..told(vehicle, seen, of_catalogue, today, &rights)
                });
            }
        }
        Ok::<_, RpcError>(())
    })?;
    Ok(ListPage {
        total: found.total,
        rows: page,
        totals: found.totals,
        facets: found.facets,
    })
}

/// A VIN tells nothing about a person while the car is the house's. Once it is a customer's it does,
/// and is masked for readers without the right.
pub fn shown_vin(vehicle: &Vehicle, rights: &Rights) -> String {
    match vehicle.state {
        VehicleState::Delivered if !rights.has(Right::UnmaskPersonalData) => {
            mask(PersonalKind::Vin, vehicle.vin.as_str())
        }
        VehicleState::Delivered
        | VehicleState::InTransit
        | VehicleState::InStock
        | VehicleState::Transferring
        | VehicleState::Allocated
        | VehicleState::InInspection
        | VehicleState::Ready
        | VehicleState::Gone => vehicle.vin.to_string(),
    }
}

fn told(
    vehicle: Vehicle,
    cost: Option<Fen>,
    (launch_date, popularity): (Option<NaiveDate>, Option<u32>),
    today: NaiveDate,
    rights: &Rights,
) -> VehicleRow {
    let age_days = age_days(&vehicle, today);
    VehicleRow {
        vin: shown_vin(&vehicle, rights),
        age_days,
        age_badge: age_days.map(|days| AgeBadge::of(days, StockRules::shipped())),
        id: vehicle.id,
        model: vehicle.model,
        launch_date,
        popularity,
        stock_number: vehicle.stock_number,
        description: vehicle.description,
        exterior_colour: vehicle.exterior_colour,
        state: vehicle.state,
        purpose: vehicle.purpose,
        location: vehicle.location,
        arrived_on: vehicle.arrived_on,
        expected_on: vehicle.expected_on,
        guide_price: vehicle.guide_price,
        asking_price: vehicle.asking_price,
        cost,
        certificate: vehicle.certificate,
        certificate_due: vehicle.certificate_due,
        keys_with: vehicle.keys_with,
        stop_sale: vehicle.stop_sale,
        pending: false,
    }
}
