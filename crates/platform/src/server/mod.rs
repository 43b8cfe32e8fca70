//! The platform over HTTPS. Each file owns its routes; a node behind them does the work.

mod description;
mod failure;
mod groups;
mod limits;
mod live;
mod oauth;
mod operation;
mod public;
mod serve;
mod snapshots;
mod sync;

pub use limits::{Before, Limits, Measures};
pub use serve::{Serving, serve, serve_within};

use std::sync::Arc;

use axum::{Router, extract::DefaultBodyLimit, middleware::from_fn_with_state};

use crate::{lanes::Engine, node::Node};

/// What every route knows.
pub struct Served<E> {
    pub node: Arc<Node<E>>,
    /// The address under which people reach this platform, without a slash at its end.
    pub address: Arc<str>,
    /// DER of the platform's own certificate authority, if it has one.
    pub authority: Option<Arc<[u8]>>,
}

impl<E> Served<E> {
    /// A node that people reach under this address.
    pub fn new(node: Arc<Node<E>>, address: &str, authority: Option<Arc<[u8]>>) -> Self {
        Self {
            node,
            address: Arc::from(address.trim_end_matches('/')),
            authority,
        }
    }
}

impl<E> Clone for Served<E> {
    fn clone(&self) -> Self {
        Self {
            node: Arc::clone(&self.node),
            address: Arc::clone(&self.address),
            authority: self.authority.clone(),
        }
    }
}

/// Every route of a node, with how often each may be asked.
pub fn router<E: Engine + 'static>(served: Served<E>, limits: &Arc<Limits>) -> Router {
    let signing_in = oauth::routes()
        .merge(groups::routes())
        .layer(DefaultBodyLimit::max(limits::LARGEST_BODY))
        .layer(from_fn_with_state(Arc::clone(limits), limits::signing_in));
    let public = public::routes()
        .layer(DefaultBodyLimit::max(limits::LARGEST_BODY))
        .layer(from_fn_with_state(Arc::clone(limits), limits::public));
    Router::new()
        .merge(operation::routes())
        .merge(sync::routes())
        .merge(snapshots::routes())
        .merge(live::routes())
        .merge(description::routes())
        .layer(DefaultBodyLimit::max(protocol::wire::LARGEST))
        .merge(signing_in)
        .merge(public)
        .with_state(served)
}
