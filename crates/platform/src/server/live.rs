//! Server-sent events: only how far the desk's lane goes, and behind its id how far its group's does. The desk pulls
//! the rest.

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
use domain::{
    desks::DeskState,
    ids::{GroupId, LaneId},
};
use futures_util::stream::{self, Stream};
use tokio::sync::watch;

use super::{Served, failure::Failure, sync::bearer};
use crate::{
    lanes::{Engine, EngineError},
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
    let heard = Heard::begin(&node, access).await?;
    node.counts.listening.fetch_add(1, Ordering::Relaxed);
    let listening = Listening(node);
    let events = stream::unfold(
        (heard, listening),
        move |(mut heard, listening)| async move {
            let news = heard.next().await?;
            let (desk, group) = listening.0.enrolled_with_group(access).await.ok()?;
            // Whoever was revoked meanwhile hears nothing more.
            if desk.is_some_and(|desk| desk.state == DeskState::Revoked) {
                return None;
            }
            heard.hear_group(&listening.0, group).await.ok()?;
            Some((Ok(Event::default().data(news)), (heard, listening)))
        },
    );
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(HEARTBEAT)))
}

/// What a desk hears of: its own lane, and its group's once its store belongs to one.
struct Heard {
    own: watch::Receiver<u64>,
    group: Option<(LaneId, watch::Receiver<u64>)>,
}

impl Heard {
    async fn begin<E: Engine + 'static>(
        node: &Node<E>,
        access: Access,
    ) -> Result<Self, EngineError> {
        let mut own = node.listen(access.lane).await?;
        own.mark_changed();
        Ok(Self { own, group: None })
    }

    /// Hears of the group's lane as long as the store is of that group: by the last news of its own it may have joined or
    /// left one.
    async fn hear_group<E: Engine + 'static>(
        &mut self,
        node: &Node<E>,
        group: Option<GroupId>,
    ) -> Result<(), EngineError> {
        let lane = group.map(GroupId::lane);
        if self.group.as_ref().map(|(heard, _)| *heard) == lane {
            return Ok(());
        }
        self.group = match lane {
            Some(lane) => {
                let mut heard = node.listen(lane).await?;
                heard.mark_changed();
                Some((lane, heard))
            }
            None => None,
        };
        Ok(())
    }

    /// What is told next; nothing when the node ends.
    async fn next(&mut self) -> Option<String> {
        let Some((lane, group)) = &mut self.group else {
            self.own.changed().await.ok()?;
            return Some(self.own.borrow_and_update().to_string());
        };
        tokio::select! {
            changed = self.own.changed() => {
                changed.ok()?;
                Some(self.own.borrow_and_update().to_string())
            }
            changed = group.changed() => {
                changed.ok()?;
                Some(format!("{lane} {}", *group.borrow_and_update()))
            }
        }
    }
}
