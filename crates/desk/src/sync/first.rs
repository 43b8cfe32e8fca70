//! The first sync: a dealership is fetched into a store that nobody works in yet. Each page is kept with the
//! position after it, so a line that is cut costs the page that was on its way and nothing else.

use std::time::Duration;

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

/// The wait after a failure; it doubles with every further one in a row.
const FIRST_WAIT: Duration = Duration::from_millis(500);
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// Fetches everything up to where the lane stands now, however often the line fails, for as long as it is
/// `wanted`; `progress` is told entries done and in all.
pub async fn fetch(
    store: &Store,
    address: &Address,
    tokens: &Tokens,
    desk: DeskId,
    progress: impl Fn(u64, u64),
    wanted: impl Fn() -> bool,
) -> Result<(), Trouble> {
    let lane = LaneId(tokens.lane);
    let line = Line::to(address)?;
    link::keep_refresh(store, &tokens.refresh_token)?;
    store.write(|writing| {
        writing.follow(lane, Position::start_of(tokens.epoch))?;
        set_fact(writing.connection(), "lane", &lane.to_string())?;
        link::keep(writing.connection(), address, tokens, desk)
    })?;
    let mut tokens = tokens.clone();
    let mut wait = FIRST_WAIT;
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
        let answer = match line.exchange(&tokens.access_token, &asked).await {
            Ok(answer) => answer,
            // A token lasts some minutes, and a slow line takes longer.
            Err(LineError::NeedsSignIn) if wanted() && wait < LONGEST_WAIT => {
                wait *= 2;
                tokens = line.refresh(&tokens.refresh_token).await?;
                link::keep_refresh(store, &tokens.refresh_token)?;
                continue;
            }
            Err(LineError::NoLine(_) | LineError::Unwell | LineError::Unreadable) if wanted() => {
                tokio::time::sleep(wait).await;
                wait = (wait * 2).min(LONGEST_WAIT);
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        wait = FIRST_WAIT;
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
