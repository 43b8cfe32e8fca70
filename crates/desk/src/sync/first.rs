//! The first sync: a dealership is fetched into a store that nobody works in yet.

use domain::{
    command::Stop,
    ids::{DeskId, LaneId},
};
use protocol::{
    ledger::Position,
    wire::{Cursor, Exchange},
};
use store::{SCHEMA_VERSION, Store, following};

use super::{
    line::{Address, Line, LineError, Tokens},
    link,
    trouble::Trouble,
};
use crate::stores::set_fact;

/// Fetches everything up to where the lane stands now; `progress` is told entries done and in all.
pub async fn fetch(
    store: &Store,
    address: &Address,
    tokens: &Tokens,
    desk: DeskId,
    progress: impl Fn(u64, u64),
) -> Result<(), Trouble> {
    let lane = LaneId(tokens.lane);
    let line = Line::to(address)?;
    link::keep_refresh(store, &tokens.refresh_token)?;
    store.write(|writing| {
        writing.follow(lane, Position::start_of(tokens.epoch))?;
        set_fact(writing.connection(), "lane", &lane.to_string())?;
        link::keep(writing.connection(), address, tokens, desk)
    })?;
    loop {
        let here = store
            .read(|connection| following::position(connection, lane))?
            .ok_or(LineError::Unreadable)?;
        let asked = Exchange {
            first: 1,
            envelopes: Vec::new(),
            cursor: Cursor::from([(lane, here)]),
            schema: SCHEMA_VERSION as u32,
        };
        let answer = line.exchange(&tokens.access_token, &asked).await?;
        let Some(page) = answer.pages.first() else {
            return Err(LineError::Unreadable.into());
        };
        let upto = page.after + page.entries.len() as u64;
        store
            .write(|writing| {
                // Nothing waits in a store that nobody has worked in.
                writing.take_in(&answer.pages, |_, _| Err(Stop::Missing))
            })
            .map_err(store::following::exchange::ExchangeError::from)?;
        progress(upto, page.head);
        if page.entries.is_empty() || upto >= page.head {
            break;
        }
    }
    Ok(())
}
