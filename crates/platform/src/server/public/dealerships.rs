//! The dealerships of this platform, and the one that a request names.

use axum::{Json, extract::State, http::HeaderMap};
use domain::{
    dealerships::Dealership,
    facts::Ask,
    ids::{DealershipId, LaneId},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::problem::{Language, Problem, Reason, Refused};
use crate::{
    lanes::{Engine, EngineError},
    node::Node,
    server::Served,
};

/// A dealership of this platform.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DealershipOfPlatform {
    pub code: String,
    pub name: String,
    pub address: String,
    pub phone: String,
}

#[utoipa::path(
    get,
    path = "/public/v1/dealerships",
    operation_id = "dealerships",
    responses(
        (status = 200, description = "Every dealership of this platform", body = [DealershipOfPlatform]),
        (status = 429, description = "Asked too often; `Retry-After` says when again", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The platform cannot answer now", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list<E: Engine + 'static>(
    State(served): State<Served<E>>,
    headers: HeaderMap,
) -> Result<Json<Vec<DealershipOfPlatform>>, Refused> {
    let language = Language::asked(&headers);
    let mut all = Vec::new();
    let lanes = served.node.engine.lanes().await;
    for (lane, _) in lanes.map_err(|error| Refused::broken(language, &error))? {
        let house = house(&served.node, lane).await;
        if let Some(house) = house.map_err(|error| Refused::broken(language, &error))? {
            all.push(DealershipOfPlatform {
                code: house.code,
                name: house.name,
                address: house.address,
                phone: house.phone,
            });
        }
    }
    all.sort_by(|one, other| one.code.cmp(&other.code));
    Ok(Json(all))
}

async fn house<E: Engine + 'static>(
    node: &Node<E>,
    lane: LaneId,
) -> Result<Option<Dealership>, EngineError> {
    let found = node
        .answer(lane, |facts| {
            Ok(facts.get::<Dealership>(DealershipId(lane.0))?)
        })
        .await?;
    Ok(found.ok().flatten())
}

/// The dealership that a request names.
pub(super) struct House {
    pub lane: LaneId,
    pub zone: chrono_tz::Tz,
    /// The number to call where the answer is for people to give.
    pub phone: String,
}

pub(super) async fn house_of<E: Engine + 'static>(
    served: &Served<E>,
    code: &str,
    language: Language,
) -> Result<House, Refused> {
    let broken = |error: EngineError| Refused::broken(language, &error);
    for (lane, _) in served.node.engine.lanes().await.map_err(broken)? {
        let found = house(&served.node, lane).await.map_err(broken)?;
        if let Some(house) = found.filter(|house| house.code == code) {
            return Ok(House {
                lane,
                zone: house.zone.parse().unwrap_or(chrono_tz::Tz::UTC),
                phone: house.phone,
            });
        }
    }
    Err(Refused::new(language, Reason::NoSuchHouse))
}
