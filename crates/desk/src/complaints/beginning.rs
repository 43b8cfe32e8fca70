//! What the form for a complaint begins with when it is opened from a record, and the deadlines that hold.

use domain::{
    complaints::{ComplaintTerms, complaint_terms_on},
    customers::Customer,
    ids::{CustomerId, OrderId, RepairOrderId, ServicedCarId},
    orders::Order,
    repair_orders::RepairOrder,
    serviced_cars::ServicedCar,
    vehicles::Vehicle,
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use store::{StoreFacts, rows};
use ts_rs::TS;

use super::HEARS;
use crate::{Desk, clock, error::RpcError, list::Nothing, privacy::shown, stores::OpenStore};

#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BeginComplaintArgs {
    pub customer: Option<CustomerId>,
    pub car: Option<ServicedCarId>,
    pub sale: Option<OrderId>,
    pub repair_order: Option<RepairOrderId>,
}

/// Who it is and about what, as far as the record knows.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ComplaintBegun {
    pub customer: Option<CustomerId>,
    /// Masked.
    pub customer_name: String,
    pub car: Option<ServicedCarId>,
    /// The car as a person would say it, its plate masked.
    pub car_name: String,
    pub sale_number: String,
    pub repair_order_number: String,
}

pub fn begin(desk: &Desk, asked: BeginComplaintArgs) -> Result<ComplaintBegun, RpcError> {
    let (store, _) = desk.with_one_of(HEARS)?;
    store.store.read(|connection| {
        let mut begun = ComplaintBegun {
            customer: asked.customer,
            car: asked.car,
            ..ComplaintBegun::default()
        };
        if let Some(order) = asked.repair_order
            && let Some(order) = rows::entity::<RepairOrder>(connection, order)?
        {
            begun.car = begun.car.or(Some(order.car));
            begun.customer = begun.customer.or(order.customer);
            begun.repair_order_number = order.number;
        }
        if let Some(sale) = asked.sale
            && let Some(sale) = rows::entity::<Order>(connection, sale)?
        {
            begun.customer = begun.customer.or(Some(sale.customer));
            begun.sale_number = sale.number;
            if let Some(vehicle) = sale.vehicle
                && let Some(vehicle) = rows::entity::<Vehicle>(connection, vehicle)?
            {
                begun.car_name = vehicle.description;
            }
        }
        if let Some(car) = begun.car
            && let Some(car) = rows::entity::<ServicedCar>(connection, car)?
        {
            begun.customer = begun.customer.or(car.customer);
            let plate = shown::<ServicedCar>("plate", &car.plate);
            format!("{plate} {}", car.description)
                .trim()
                .clone_into(&mut begun.car_name);
        }
        if let Some(customer) = begun.customer
            && let Some(customer) = rows::entity::<Customer>(connection, customer)?
        {
            begun.customer_name = shown::<Customer>("name", &customer.name);
        }
        Ok(begun)
    })
}

/// How soon each kind is answered and solved by the rules of today.
pub fn policy(desk: &Desk, _: Nothing) -> Result<ComplaintTerms, RpcError> {
    let (store, _) = desk.with_one_of(HEARS)?;
    store
        .store
        .read(|connection| terms_today(connection, &store))
}

pub(super) fn terms_today(
    connection: &Connection,
    store: &OpenStore,
) -> Result<ComplaintTerms, RpcError> {
    let today = clock::now().date_in(store.zone);
    let facts = StoreFacts::new(connection);
    complaint_terms_on(&facts, today).map_err(|stop| match stop {
        domain::command::Stop::Refused(refusal) => refusal.into(),
        domain::command::Stop::Missing => facts.breakage().into(),
    })
}
