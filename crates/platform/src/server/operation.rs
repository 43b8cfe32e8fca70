//! What whoever operates the platform looks at: health, figures, and the certificate authority that
//! desks are told to trust.

use std::{fmt::Write, sync::atomic::Ordering};

use axum::{
    Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};

use super::{Served, failure::Failure};
use crate::lanes::Engine;

pub(super) fn routes<E: Engine + 'static>() -> Router<Served<E>> {
    Router::new()
        .route("/health", get(health::<E>))
        .route("/metrics", get(metrics::<E>))
        .route("/authority", get(authority::<E>))
}

/// Well when the database answers.
#[utoipa::path(
    get,
    path = "/health",
    responses(
        (status = 200, description = "Well", content_type = "text/plain", body = String),
        (status = 503, description = "The database does not answer", body = super::failure::ErrorBody),
    )
)]
pub(super) async fn health<E: Engine + 'static>(
    State(served): State<Served<E>>,
) -> Result<&'static str, Failure> {
    served.node.engine.lanes().await?;
    Ok("well\n")
}

/// In the text format that Prometheus reads.
#[utoipa::path(
    get,
    path = "/metrics",
    responses(
        (status = 200, description = "Figures", content_type = "text/plain", body = String),
        (status = 503, description = "The database does not answer", body = super::failure::ErrorBody),
    )
)]
pub(super) async fn metrics<E: Engine + 'static>(
    State(served): State<Served<E>>,
) -> Result<Response, Failure> {
    let counts = &served.node.counts;
    let lanes = served.node.engine.lanes().await?;
    let entries: u64 = lanes.iter().map(|(_, position)| position.seq).sum();
    let mut text = String::new();
    for (name, kind, value) in [
        (
            "commands_total",
            "counter",
            counts.commands.load(Ordering::Relaxed),
        ),
        (
            "refused_total",
            "counter",
            counts.refused.load(Ordering::Relaxed),
        ),
        ("held_total", "counter", counts.held.load(Ordering::Relaxed)),
        (
            "exchanges_total",
            "counter",
            counts.exchanges.load(Ordering::Relaxed),
        ),
        (
            "listening_desks",
            "gauge",
            u64::try_from(counts.listening.load(Ordering::Relaxed)).unwrap_or(0),
        ),
        ("lanes", "gauge", lanes.len() as u64),
        ("ledger_entries", "gauge", entries),
    ] {
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "# TYPE forecourt_{name} {kind}\nforecourt_{name} {value}"
        );
    }
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response())
}

/// DER of the platform's own authority. A desk asks for it before it trusts anybody, and a person
/// compares its fingerprint.
async fn authority<E: Engine + 'static>(State(served): State<Served<E>>) -> Response {
    match served.authority {
        Some(authority) => (
            [(header::CONTENT_TYPE, "application/pkix-cert")],
            authority.to_vec(),
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
