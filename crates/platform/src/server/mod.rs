//! The platform over HTTPS. Each file owns its routes; a node behind them does the work.

mod description;
mod failure;
mod live;
mod oauth;
mod operation;
mod public;
mod serve;
mod sync;

pub use serve::{Serving, serve};

use std::sync::Arc;

use axum::{Router, extract::DefaultBodyLimit};

use crate::{lanes::Engine, node::Node};

/// What every route knows.
pub struct Served<E> {
    pub node: Arc<Node<E>>,
    /// The address under which people reach this platform, without a slash at its end.
    pub address: Arc<str>,
    /// DER of the platform's own certificate authority, if it has one.
    pub authority: Option<Arc<[u8]>>,
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

/// Every route of a node.
pub fn router<E: Engine + 'static>(served: Served<E>) -> Router {
    Router::new()
        .merge(operation::routes())
        .merge(oauth::routes())
        .merge(sync::routes())
        .merge(live::routes())
        .merge(public::routes())
        .merge(description::routes())
        .layer(DefaultBodyLimit::max(protocol::wire::LARGEST))
        .with_state(served)
}
