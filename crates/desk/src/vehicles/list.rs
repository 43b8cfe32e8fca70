//! The stock list: a window of rows with facets and sums.

use chrono::NaiveDate;
use domain::{
    ids::VehicleId,
    money::Fen,
    rights::Right,
    vehicles::{CertificateState, Vehicle, VehicleCost, VehiclePurpose, VehicleState},
};
use serde::Serialize;
use store::rows;
use ts_rs::TS;

use crate::{
    Desk, clock,
    error::RpcError,
    lists::{Facet, FacetCount, ListArgs, ListPage},
};

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct VehicleRow {
    pub id: VehicleId,
    pub stock_number: String,
    pub vin: String,
    pub description: String,
    pub exterior_colour: String,
    pub state: VehicleState,
    pub purpose: VehiclePurpose,
    pub location: String,
    pub arrived_on: Option<NaiveDate>,
    pub expected_on: Option<NaiveDate>,
    pub age_days: Option<u32>,
    pub guide_price: Option<Fen>,
    pub asking_price: Option<Fen>,
    /// By right only.
    pub cost: Option<Fen>,
    pub certificate: CertificateState,
    pub keys_with: String,
    /// Given at this desk and not yet confirmed by a platform.
    pub pending: bool,
}

pub fn list(desk: &Desk, asked: ListArgs) -> Result<ListPage<VehicleRow>, RpcError> {
    let (store, session) = desk.with_right(Right::SeeStock)?;
    let sees_cost = session.rights(&store)?.has(Right::SeeCost);
    let today = clock::now().date_in(store.zone);
    store.store.read(|connection| {
        let mut vehicles: Vec<Vehicle> = rows::all(connection)?;
        let wanted = |facet: &str| asked.filters.get(facet).filter(|values| !values.is_empty());
        let states = count(vehicles.iter().map(|v| v.state.word().to_owned()));
        let locations = count(vehicles.iter().map(|v| v.location.clone()));
        vehicles.retain(|vehicle| {
            wanted("state").is_none_or(|w| w.iter().any(|s| s == vehicle.state.word()))
                && wanted("location").is_none_or(|w| w.contains(&vehicle.location))
                && (asked.text.is_empty()
                    || vehicle.description.contains(&asked.text)
                    || vehicle.vin.as_str().contains(&asked.text.to_uppercase()))
        });
        let total = vehicles.len();
        let mut page = Vec::new();
        for vehicle in vehicles
            .into_iter()
            .skip(asked.offset as usize)
            .take(asked.limit as usize)
        {
            let cost = if sees_cost {
                rows::entity::<VehicleCost>(connection, vehicle.id)?.map(|c| c.purchase_price)
            } else {
                None
            };
            page.push(row(vehicle, cost, today));
        }
        Ok(ListPage {
            total: u32::try_from(total).unwrap_or(u32::MAX),
            rows: page,
            totals: std::collections::BTreeMap::new(),
            facets: vec![
                Facet {
                    facet: "state".to_owned(),
                    counts: states,
                },
                Facet {
                    facet: "location".to_owned(),
                    counts: locations,
                },
            ],
        })
    })
}

fn count(values: impl Iterator<Item = String>) -> Vec<FacetCount> {
    let mut counts = std::collections::BTreeMap::<String, u32>::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts
        .into_iter()
        .map(|(value, count)| FacetCount {
            label: value.clone(),
            value,
            count,
        })
        .collect()
}

pub(super) fn row(vehicle: Vehicle, cost: Option<Fen>, today: NaiveDate) -> VehicleRow {
    VehicleRow {
        id: vehicle.id,
        stock_number: vehicle.stock_number,
        vin: vehicle.vin.to_string(),
        description: vehicle.description,
        exterior_colour: vehicle.exterior_colour,
        state: vehicle.state,
        purpose: vehicle.purpose,
        location: vehicle.location,
        arrived_on: vehicle.arrived_on,
        expected_on: vehicle.expected_on,
        age_days: vehicle
            .arrived_on
            .and_then(|day| u32::try_from((today - day).num_days()).ok()),
        guide_price: vehicle.guide_price,
        asking_price: vehicle.asking_price,
        cost,
        certificate: vehicle.certificate,
        keys_with: vehicle.keys_with,
        pending: false,
    }
}
