//! Taking pieces of a snapshot in on a thread of their own, one after the other, while the next is fetched and opened.

use std::{panic::resume_unwind, sync::Arc};

use protocol::snapshot::Manifest;
use store::{
    Store,
    following::{Gathering, Opened, TakingError, UnderWay, exchange::ExchangeError},
};
use tokio::task::{JoinHandle, spawn_blocking};

use super::trouble::Trouble;

/// Does something that keeps a thread busy beside the line. What was begun is done to its end, also when nobody waits.
pub async fn beside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match spawn_blocking(work).await {
        Ok(done) => done,
        // It is never called off while somebody waits for it.
        Err(error) => resume_unwind(error.into_panic()),
    }
}

type Taken = (UnderWay, Result<u64, TakingError>);

pub struct Taking {
    store: Arc<Store>,
    /// The pieces before this one are in, or are being taken in.
    pub next: usize,
    /// At hand while nothing is being taken in.
    under_way: Option<UnderWay>,
    running: Option<JoinHandle<Taken>>,
    gathering: Gathering,
}

impl Taking {
    pub fn of(store: &Arc<Store>, under_way: UnderWay) -> Self {
        Self {
            store: Arc::clone(store),
            next: under_way.next,
            under_way: Some(under_way),
            running: None,
            gathering: Gathering::default(),
        }
    }

    /// Opens the next piece, while the one before it may still be on its way in.
    pub async fn open(
        &mut self,
        manifest: &Arc<Manifest>,
        sent: Vec<u8>,
    ) -> Result<Opened, TakingError> {
        let mut gathering = std::mem::take(&mut self.gathering);
        let (store, manifest, next) = (Arc::clone(&self.store), Arc::clone(manifest), self.next);
        let (gathering, opened) = beside(move || {
            let opened = store.open_piece(&manifest, next, &sent, &mut gathering);
            (gathering, opened)
        })
        .await;
        self.gathering = gathering;
        opened
    }

    /// Begins to take a piece in once the one before it is in; says how many rows that one had.
    pub async fn take(&mut self, opened: Opened) -> Result<u64, Trouble> {
        let rows = self.taken().await?;
        if let Some(mut under_way) = self.under_way.take() {
            let store = Arc::clone(&self.store);
            self.running = Some(spawn_blocking(move || {
                let taken = store.write(|writing| writing.take_opened(&mut under_way, opened));
                (under_way, taken)
            }));
            self.next += 1;
        }
        Ok(rows)
    }

    pub fn is_busy(&self) -> bool {
        self.running.is_some()
    }

    /// Waits until what is being taken in is in; says how many rows it had.
    pub async fn taken(&mut self) -> Result<u64, Trouble> {
        let Some(running) = &mut self.running else {
            return Ok(0);
        };
        // Whoever stops waiting here has lost nothing.
        let ended = running.await;
        self.running = None;
        let (under_way, taken) = match ended {
            Ok(taken) => taken,
            Err(error) => resume_unwind(error.into_panic()),
        };
        self.under_way = Some(under_way);
        Ok(taken.map_err(ExchangeError::from)?)
    }

    /// What was gathered of the pieces, once all that were begun are in.
    pub async fn rest(mut self) -> Result<Gathering, Trouble> {
        self.taken().await?;
        Ok(self.gathering)
    }
}
