//! What a desk asks before its store founds a group or comes into one by a code. The commands themselves come like all
//! others, signed by whoever gives them.

use axum::{
    Json, Router,
    extract::{Query, State},
    http::HeaderMap,
    routing::{get, post},
};
use domain::refusal::Refusal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Served, failure::Failure, sync::bearer};
use crate::{lanes::Engine, node::Invited};

pub(super) fn routes<E: Engine + 'static>() -> Router<Served<E>> {
    Router::new()
        .route("/groups/draw", post(draw::<E>))
        .route("/groups/invited", get(invited::<E>))
}

#[derive(Serialize)]
struct Drawn {
    group: Uuid,
}

/// The group that the store of this desk may found.
async fn draw<E: Engine + 'static>(
    State(served): State<Served<E>>,
    headers: HeaderMap,
) -> Result<Json<Drawn>, Failure> {
    let access = served.node.admitted(bearer(&headers)).await?;
    let group = served.node.draw_group(access.lane).await?.0;
    Ok(Json(Drawn { group }))
}

#[derive(Deserialize)]
struct Typed {
    code: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum Standing {
    Open(Invited),
    Refused(Refusal),
}

/// Which group a code opens to the store of this desk, or the refusal that joining by it would meet.
async fn invited<E: Engine + 'static>(
    State(served): State<Served<E>>,
    headers: HeaderMap,
    Query(typed): Query<Typed>,
) -> Result<Json<Standing>, Failure> {
    let access = served.node.admitted(bearer(&headers)).await?;
    let found = served.node.invited(&typed.code, access.lane).await?;
    Ok(Json(match found {
        Ok(invited) => Standing::Open(invited),
        Err(refusal) => Standing::Refused(refusal),
    }))
}
