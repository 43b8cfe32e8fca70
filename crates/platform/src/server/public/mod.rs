//! What anybody may ask of the platform for its dealerships: a shop, a maker's site, a car portal. What
//! comes in here is given by the platform's own actor, decided by the same rules against the same cars, people
//! and bays as what is given at a desk, and lives the same life there. A request that is sent again under the
//! same key is taken in once.
//!
//! No answer tells whether the house knew the person or the car before, who else is expected, or a price.

pub(super) mod asking;
pub(super) mod dealerships;
pub(super) mod leads;
pub(super) mod orders;
pub(super) mod problem;
pub(super) mod refused;
pub(super) mod service;
pub(super) mod test_drives;
mod words;

use axum::{
    Router,
    routing::{get, post},
};

use super::Served;
use crate::lanes::Engine;

pub(super) fn routes<E: Engine + 'static>() -> Router<Served<E>> {
    let house = "/public/v1/dealerships/{code}";
    let of_house = |path: &str| format!("{house}/{path}");
    Router::new()
        .route("/public/v1/dealerships", get(dealerships::list::<E>))
        .route(&of_house("leads"), post(leads::take_in::<E>))
        .route(&of_house("orders"), post(orders::request::<E>))
        .route(&of_house("test-drives"), post(test_drives::request::<E>))
        .route(&of_house("test-drives/cars"), get(test_drives::cars::<E>))
        .route(&of_house("test-drives/free"), get(test_drives::free::<E>))
        .route(&of_house("service"), post(service::request::<E>))
        .route(
            &of_house("service/operations"),
            get(service::operations::<E>),
        )
        .route(&of_house("service/free"), get(service::free::<E>))
}
