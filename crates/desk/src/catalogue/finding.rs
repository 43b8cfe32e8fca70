//! Versions by what somebody types: Chinese, pinyin, initials, English.

use std::collections::HashMap;

use domain::ids::ModelId;
use rusqlite::Connection;
use store::search::{self, Grouping, SearchLimits};

use crate::{error::RpcError, search::MODEL};

/// More versions than any catalogue holds.
const ALL: usize = 10_000;

/// The place of each version that a text finds, best first; none when there is no text to look for.
pub fn found(
    connection: &Connection,
    text: &str,
) -> Result<Option<HashMap<ModelId, usize>>, RpcError> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let found = search::search(
        connection,
        text,
        &SearchLimits {
            kinds: &[MODEL],
            grouping: Grouping::Together,
            hits: ALL,
        },
    )?;
    Ok(Some(
        found
            .hits
            .iter()
            .enumerate()
            .map(|(place, hit)| (ModelId(uuid::Uuid::from_bytes(hit.id)), place))
            .collect(),
    ))
}
