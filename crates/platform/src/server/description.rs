//! The description of the public routes, as OpenAPI 3.1 has it.

use axum::{Json, Router, routing::get};
use utoipa::OpenApi;

use super::{Served, operation, public};
use crate::lanes::Engine;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Forecourt platform",
        description = "What shops, makers' sites and portals may ask of a dealership's platform.",
        license(name = "Proprietary")
    ),
    paths(
        public::dealerships::list,
        public::leads::take_in,
        public::orders::request,
        public::test_drives::cars,
        public::test_drives::free,
        public::test_drives::request,
        public::service::operations,
        public::service::free,
        public::service::request,
        operation::health,
        operation::metrics,
    ),
    components(schemas(
        public::problem::Problem,
        public::dealerships::DealershipOfPlatform,
        public::leads::OnlineLead,
        public::leads::TakenIn,
        public::orders::OrderRequest,
        public::orders::DepositOffered,
        public::test_drives::CarForDrives,
        public::test_drives::FreeDrive,
        public::test_drives::DriveRequest,
        public::test_drives::DriveOrRide,
        public::test_drives::BookedDrive,
        public::service::WorkOffered,
        public::service::FreeService,
        public::service::ServiceRequest,
        public::service::HowTheyGetAbout,
        public::service::BookedService,
        super::failure::ErrorBody,
    ))
)]
struct Description;

pub(super) fn routes<E: Engine + 'static>() -> Router<Served<E>> {
    Router::new().route(
        "/openapi.json",
        get(|| async { Json(Description::openapi()) }),
    )
}
