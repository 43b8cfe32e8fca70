//! The exchange of a desk, and what a revoked desk leaves behind.

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use protocol::{
    Envelope,
    wire::{self, Exchange},
};

use super::{Served, failure::Failure};
use crate::{lanes::Engine, node::Denied};

pub(super) const CBOR: &str = "application/cbor";

pub(super) fn routes<E: Engine + 'static>() -> Router<Served<E>> {
    Router::new()
        .route("/sync/exchange", post(exchange::<E>))
        .route("/sync/left-behind", post(left_behind::<E>))
}

/// The token that a request brings.
pub(super) fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .strip_prefix("Bearer ")
}

async fn exchange<E: Engine + 'static>(
    State(served): State<Served<E>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Failure> {
    let access = served.node.admitted(bearer(&headers)).await?;
    let asked: Exchange = wire::read(&body).map_err(|_| Failure::Malformed)?;
    let answer = served
        .node
        .exchange(access.desk, access.lane, asked)
        .await?;
    Ok(([(header::CONTENT_TYPE, CBOR)], wire::write(&answer)).into_response())
}

/// A desk that was revoked hands in what it had not sent, sealed to the platform's key, before it
/// destroys its own. It goes into the attention list; what is sent again changes nothing.
async fn left_behind<E: Engine + 'static>(
    State(served): State<Served<E>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Failure> {
    let token = bearer(&headers);
    let access = match served.node.admitted(token).await {
        Ok(access) | Err(Denied::Revoked(access)) => access,
        // A desk that was away for long has nothing but its refresh token.
        Err(Denied::NeedsSignIn) => served
            .node
            .holder_of(token.unwrap_or_default())
            .await?
            .ok_or(Failure::NeedsSignIn)?,
        Err(denied) => return Err(denied.into()),
    };
    let opened = served.node.keys.open(&body).ok_or(Failure::Malformed)?;
    let envelopes: Vec<Envelope> = wire::read(&opened).map_err(|_| Failure::Malformed)?;
    served.node.take_left_behind(access, envelopes).await?;
    Ok(StatusCode::NO_CONTENT)
}
