//! The first sync: a dealership is fetched into a store that nobody works in yet, from a snapshot where the platform
//! has one, and then page by page. Each piece and each page is kept with the note of where it ends, so a line that is
//! cut costs a part of a piece, and a program that is killed goes on when it is started again.

use std::{sync::Arc, time::Duration};

use domain::{
    command::Stop,
    ids::{DeskId, LaneId},
};
use protocol::{
    ledger::Position,
    wire::{Cursor, Exchange},
};
use rusqlite::Connection;
use store::{SCHEMA_VERSION, Store, StoreError, following};

use super::{
    from_snapshot,
    line::{Address, Line, LineError, Tokens},
    link,
    trouble::Trouble,
};
use crate::{error::RpcError, stores::set_fact};

/// The wait after a failure; it doubles with every further one in a row.
const FIRST_WAIT: Duration = Duration::from_millis(500);
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// Stands in a store for as long as its dealership is not wholly there.
const FETCHING: &str = "fetching";

/// Whether a store waits for the rest of its dealership.
pub fn is_unfinished(connection: &Connection) -> Result<bool, StoreError> {
    Ok(link::fact(connection, FETCHING)?.is_some())
}

/// Whoever watches a first sync: is told what is done and how much there is, and says whether to go on.
pub trait Watching {
    fn progress(&self, done: u64, total: u64);
    fn wanted(&self) -> bool;
}

/// What a first sync works with: the store that is being filled, and the line.
pub struct Fetching<W> {
    pub store: Arc<Store>,
    pub lane: LaneId,
    pub watching: W,
    line: Arc<Line>,
    /// Nothing until it is asked for, and after it has run out.
    access: Option<String>,
    refresh: String,
    wait: Duration,
}

impl<W: Watching> Fetching<W> {
    /// A desk that was let in with these tokens.
    pub fn begin(
        store: &Arc<Store>,
        address: &Address,
        tokens: &Tokens,
        desk: DeskId,
        watching: W,
    ) -> Result<Self, Trouble> {
        let lane = LaneId(tokens.lane);
        let line = Arc::new(Line::to(address)?);
        link::keep_refresh(store, &tokens.refresh_token)?;
        store.write(|writing| {
            let connection = writing.connection();
            writing.follow(lane, Position::start_of(tokens.epoch))?;
            set_fact(connection, "lane", &lane.to_string())?;
            set_fact(connection, FETCHING, "yes")?;
            link::keep(connection, address, tokens, desk)
        })?;
        Ok(Self {
            store: Arc::clone(store),
            lane,
            watching,
            line,
            access: Some(tokens.access_token.clone()),
            refresh: tokens.refresh_token.clone(),
            wait: FIRST_WAIT,
        })
    }

    /// A desk that was let in earlier and has not everything yet.
    pub fn go_on(store: &Arc<Store>, watching: W) -> Result<Self, Trouble> {
        let (address, cursor) = store.read(|connection| {
            Ok::<_, StoreError>((link::address(connection)?, following::cursor(connection)?))
        })?;
        let refresh = link::refresh(store)?;
        let (Some(address), Some((lane, _)), Some(refresh)) =
            (address, cursor.into_iter().next(), refresh)
        else {
            return Err(RpcError::failed("deskNotKnown").into());
        };
        Ok(Self {
            store: Arc::clone(store),
            lane,
            watching,
            line: Arc::new(Line::to(&address)?),
            access: None,
            refresh,
            wait: FIRST_WAIT,
        })
    }

    /// Fetches everything up to where the lane stands now, however often the line fails, for as long as it is
    /// wanted.
    pub async fn all(mut self) -> Result<(), Trouble> {
        from_snapshot::fetch(&mut self).await?;
        self.pages().await?;
        self.store.write(|writing| {
            writing
                .connection()
                .execute("delete from store_fact where key = ?1", [FETCHING])
                .map_err(StoreError::from)
        })?;
        Ok(())
    }

    async fn pages(&mut self) -> Result<(), Trouble> {
        loop {
            let here = self
                .store
                .read(|connection| following::position(connection, self.lane))?
                .ok_or(LineError::Unreadable)?;
            let asked = Exchange {
                first: 1,
                envelopes: Vec::new(),
                cursor: Cursor::from([(self.lane, here)]),
                schema: SCHEMA_VERSION as u32,
            };
            let answer = self
                .until_answered(async |line, token| line.exchange(token, &asked).await)
                .await?;
            let Some(page) = answer.pages.first() else {
                return Err(LineError::Unreadable.into());
            };
            let upto = page.after + page.entries.len() as u64;
            self.store
                .write(|writing| {
                    // Nothing waits in a store that nobody has worked in.
                    writing.take_in(&answer.pages, |_, _| Err(Stop::Missing))
                })
                .map_err(following::exchange::ExchangeError::from)?;
            self.watching.progress(upto, page.head);
            if page.entries.is_empty() || upto >= page.head {
                return Ok(());
            }
        }
    }

    /// Asks until there is an answer, or no use in asking again.
    pub async fn until_answered<T>(
        &mut self,
        mut ask: impl AsyncFnMut(&Line, &str) -> Result<T, LineError>,
    ) -> Result<T, Trouble> {
        loop {
            let answer = match self.access.clone() {
                Some(token) => ask(&self.line, &token).await,
                None => match self.line.refresh(&self.refresh).await {
                    Ok(tokens) => {
                        link::keep_refresh(&self.store, &tokens.refresh_token)?;
                        self.refresh = tokens.refresh_token;
                        self.access = Some(tokens.access_token);
                        continue;
                    }
                    // Nobody is known by it any more.
                    Err(LineError::NeedsSignIn) => return Err(LineError::NeedsSignIn.into()),
                    Err(error) => Err(error),
                },
            };
            match answer {
                Ok(answer) => {
                    self.wait = FIRST_WAIT;
                    return Ok(answer);
                }
                // A token lasts some minutes, and a slow line takes longer.
                Err(LineError::NeedsSignIn)
                    if self.watching.wanted() && self.wait < LONGEST_WAIT =>
                {
                    self.wait *= 2;
                    self.access = None;
                }
                Err(LineError::NoLine(_) | LineError::Unwell | LineError::Unreadable)
                    if self.watching.wanted() =>
                {
                    self.pause().await;
                }
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// The line and what lets in on it, for what is asked ahead; nothing before somebody was let in.
    pub fn ahead(&self) -> Option<(Arc<Line>, String)> {
        Some((Arc::clone(&self.line), self.access.clone()?))
    }

    /// Waits, after each failure in a row longer.
    pub async fn pause(&mut self) {
        tokio::time::sleep(self.wait).await;
        self.wait = (self.wait * 2).min(LONGEST_WAIT);
    }
}
