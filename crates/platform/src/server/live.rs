//! Server-sent events: only how far the desk's lane goes. The desk pulls the rest.

use std::{convert::Infallible, sync::atomic::Ordering, time::Duration};

use axum::{
    Router,
    extract::State,
    http::HeaderMap,
    response::{
        Sse,
        sse::{Event, KeepAlive},
    },
    routing::get,
};
use futures_util::stream::{self, Stream};

use super::{Served, failure::Failure, sync::bearer};
use crate::{
    lanes::Engine,
    node::{Access, Node},
};

/// Between two signs of life; a desk that hears none for three times as long connects anew.
const HEARTBEAT: Duration = Duration::from_secs(20);

pub(super) fn routes<E: Engine + 'static>() -> Router<Served<E>> {
    Router::new().route("/sync/live", get(live::<E>))
}

/// Counts a listener for as long as it listens.
struct Listening<E>(std::sync::Arc<Node<E>>);

impl<E> Drop for Listening<E> {
    fn drop(&mut self) {
        self.0.counts.listening.fetch_sub(1, Ordering::Relaxed);
    }
}

async fn live<E: Engine + 'static>(
    State(served): State<Served<E>>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>> + use<E>>, Failure> {
    let node = served.node;
    let access: Access = node.admitted(bearer(&headers)).await?;
    let mut heard = node.listen(access.lane).await?;
    heard.mark_changed();
    node.counts.listening.fetch_add(1, Ordering::Relaxed);
    let listening = Listening(node);
    let events = stream::unfold(
        (heard, listening),
        move |(mut heard, listening)| async move {
            heard.changed().await.ok()?;
            let seq = *heard.borrow_and_update();
            // Whoever was revoked meanwhile hears nothing more.
            let desk = listening.0.enrolled(access).await.ok()?;
            if desk.is_some_and(|desk| desk.state == domain::desks::DeskState::Revoked) {
                return None;
            }
            let event = Event::default().data(seq.to_string());
            Some((Ok(event), (heard, listening)))
        },
    );
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(HEARTBEAT)))
}
