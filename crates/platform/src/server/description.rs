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
        public::dealerships,
        public::lead,
        operation::health,
        operation::metrics,
    ),
    components(schemas(
        public::DealershipOfPlatform,
        public::OnlineLead,
        public::TakenIn,
        public::WrongField,
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
