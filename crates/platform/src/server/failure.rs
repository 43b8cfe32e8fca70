//! What goes wrong, as HTTP says it: a status, and a body with a stable code. Causes stay in the log.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

use crate::{
    lanes::EngineError,
    node::{Denied, NotYet},
};

/// The body of every answer that is no success (RFC 6749 5.2 names the field).
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ErrorBody {
    #[schema(value_type = String)]
    pub error: &'static str,
}

#[derive(Debug)]
pub enum Failure {
    NeedsSignIn,
    Revoked,
    Pending,
    Expired,
    /// The request is not one.
    Malformed,
    /// The grant is none that is known here.
    UnknownGrant,
    /// There is no snapshot, or none any more: a desk follows the ledger from its beginning, or begins another.
    NoSnapshot,
    Broken(EngineError),
}

impl From<Denied> for Failure {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::NeedsSignIn => Self::NeedsSignIn,
            Denied::Revoked(_) => Self::Revoked,
            Denied::Engine(error) => Self::Broken(error),
        }
    }
}

impl From<NotYet> for Failure {
    fn from(not_yet: NotYet) -> Self {
        match not_yet {
            NotYet::Pending => Self::Pending,
            NotYet::Expired => Self::Expired,
            NotYet::Denied(denied) => denied.into(),
        }
    }
}

impl From<EngineError> for Failure {
    fn from(error: EngineError) -> Self {
        Self::Broken(error)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let (status, error) = match &self {
            Self::NeedsSignIn => (StatusCode::UNAUTHORIZED, "invalid_token"),
            Self::Revoked => (StatusCode::FORBIDDEN, "desk_revoked"),
            Self::Pending => (StatusCode::BAD_REQUEST, "authorization_pending"),
            Self::Expired => (StatusCode::BAD_REQUEST, "expired_token"),
            Self::Malformed => (StatusCode::BAD_REQUEST, "invalid_request"),
            Self::UnknownGrant => (StatusCode::BAD_REQUEST, "unsupported_grant_type"),
            Self::NoSnapshot => (StatusCode::NOT_FOUND, "no_snapshot"),
            Self::Broken(_) => (StatusCode::SERVICE_UNAVAILABLE, "temporarily_unavailable"),
        };
        if let Self::Broken(error) = &self {
            eprintln!("platform: {error}");
        }
        let mut response = (status, Json(ErrorBody { error })).into_response();
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static("Bearer error=\"invalid_token\""),
            );
        }
        response
    }
}
