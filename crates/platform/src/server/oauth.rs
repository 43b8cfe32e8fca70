//! OAuth 2.0 for desks: device authorization (RFC 8628), refresh (RFC 6749 6), and the founding code with
//! which a dealership comes to this platform.

use axum::{
    Form, Json, Router,
    extract::{Query, State},
    http::{HeaderMap, header},
    routing::{get, post},
};
use domain::ids::{DeskId, LaneId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Served, failure::Failure, sync::bearer};
use crate::{
    lanes::Engine,
    node::{Access, DeviceCodes, PendingDesk, Tokens},
};

const DEVICE_GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";
const FOUNDING_GRANT: &str = "urn:forecourt:grant-type:founding";
/// A longer name is nobody's.
const LONGEST_NAME: usize = 200;

pub(super) fn routes<E: Engine + 'static>() -> Router<Served<E>> {
    Router::new()
        .route("/oauth/device_authorization", post(ask::<E>))
        .route("/oauth/token", post(token::<E>))
        .route("/oauth/pending", get(pending::<E>))
}

#[derive(Deserialize)]
struct Asking {
    /// What people call the machine.
    desk_name: String,
}

async fn ask<E: Engine + 'static>(
    State(served): State<Served<E>>,
    Form(asking): Form<Asking>,
) -> Result<Json<DeviceCodes>, Failure> {
    if asking.desk_name.trim().is_empty() || asking.desk_name.chars().count() > LONGEST_NAME {
        return Err(Failure::Malformed);
    }
    let page = format!("{}/desks/approve", served.address);
    Ok(Json(served.node.ask(asking.desk_name.trim(), &page).await?))
}

#[derive(Deserialize)]
struct TokenRequest {
    grant_type: String,
    device_code: Option<String>,
    refresh_token: Option<String>,
    founding_code: Option<String>,
    desk: Option<Uuid>,
    lane: Option<Uuid>,
}

async fn token<E: Engine + 'static>(
    State(served): State<Served<E>>,
    Form(request): Form<TokenRequest>,
) -> Result<([(header::HeaderName, &'static str); 1], Json<Tokens>), Failure> {
    let node = &served.node;
    let tokens = match request.grant_type.as_str() {
        DEVICE_GRANT => {
            let code = request.device_code.ok_or(Failure::Malformed)?;
            node.ask_again(&code).await?
        }
        "refresh_token" => {
            let token = request.refresh_token.ok_or(Failure::Malformed)?;
            node.refresh(&token).await?
        }
        FOUNDING_GRANT => {
            let (Some(code), Some(desk), Some(lane)) =
                (request.founding_code, request.desk, request.lane)
            else {
                return Err(Failure::Malformed);
            };
            let access = Access {
                desk: DeskId(desk),
                lane: LaneId(lane),
            };
            node.found(&code, access).await?
        }
        _ => return Err(Failure::UnknownGrant),
    };
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(tokens)))
}

#[derive(Deserialize)]
struct Shown {
    user_code: String,
}

#[derive(Serialize)]
struct Pending {
    #[serde(flatten)]
    desk: PendingDesk,
}

/// Who shows this code; asked by a desk whose administrator was told it.
async fn pending<E: Engine + 'static>(
    State(served): State<Served<E>>,
    headers: HeaderMap,
    Query(shown): Query<Shown>,
) -> Result<Json<Pending>, Failure> {
    let access = served.node.admitted(bearer(&headers)).await?;
    let desk = served
        .node
        .pending(&shown.user_code)
        .await?
        .ok_or(Failure::Expired)?;
    // It joins in a moment.
    served.node.prepare_snapshot(access.lane);
    Ok(Json(Pending { desk }))
}
