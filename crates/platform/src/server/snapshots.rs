//! Snapshots for desks that join: what one holds, and its pieces, each from wherever a desk has come.

use axum::{
    Router,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use protocol::wire;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    Served,
    failure::Failure,
    sync::{CBOR, bearer},
};
use crate::{lanes::Engine, node::Snapshot};

pub(super) fn routes<E: Engine + 'static>() -> Router<Served<E>> {
    Router::new()
        .route("/sync/snapshot", get(manifest::<E>))
        .route("/sync/snapshot/{id}/{place}", get(piece::<E>))
}

#[derive(Deserialize)]
struct Asked {
    /// The columns that the desk's rows have.
    schema: u32,
}

async fn manifest<E: Engine + 'static>(
    State(served): State<Served<E>>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let access = served.node.admitted(bearer(&headers)).await?;
    let snapshot = served.node.snapshot(access.lane, asked.schema).await?;
    match snapshot {
        Snapshot::There(manifest) => {
            Ok(([(header::CONTENT_TYPE, CBOR)], wire::write(&*manifest)).into_response())
        }
        Snapshot::BeingMade => Ok(StatusCode::ACCEPTED.into_response()),
        Snapshot::None => Err(Failure::NoSnapshot),
    }
}

async fn piece<E: Engine + 'static>(
    State(served): State<Served<E>>,
    Path((id, place)): Path<(Uuid, u64)>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let access = served.node.admitted(bearer(&headers)).await?;
    let piece = served
        .node
        .snapshot_piece(access.lane, *id.as_bytes(), place)
        .await?
        .ok_or(Failure::NoSnapshot)?;
    let kind = (header::CONTENT_TYPE, "application/octet-stream".to_owned());
    let Some(from) = from(&headers) else {
        return Ok(([kind], piece).into_response());
    };
    let whole = piece.len();
    if from >= whole {
        let range = [(header::CONTENT_RANGE, format!("bytes */{whole}"))];
        return Ok((StatusCode::RANGE_NOT_SATISFIABLE, range).into_response());
    }
    let range = format!("bytes {from}-{}/{whole}", whole - 1);
    let headers = [kind, (header::CONTENT_RANGE, range)];
    Ok((
        StatusCode::PARTIAL_CONTENT,
        headers,
        piece[from..].to_owned(),
    )
        .into_response())
}

/// Where a desk goes on (RFC 9110 14.2). Any other range may be answered with the whole, and is.
fn from(headers: &HeaderMap) -> Option<usize> {
    headers
        .get(header::RANGE)?
        .to_str()
        .ok()?
        .strip_prefix("bytes=")?
        .strip_suffix('-')?
        .parse()
        .ok()
}
