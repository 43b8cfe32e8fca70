//! When the search index is tidied: a little after much was loaded, wholly while nobody works, and to
//! the last trace after somebody was erased.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use domain::{customers::Customer, entity::Entity};
use rusqlite::{Connection, OptionalExtension};
use store::{
    StoreError, Touched,
    search::{Goal, Progress},
};

use crate::stores::{OpenStore, set_fact};

/// How long one step may hold the writing connection: nobody who saves feels it.
const STEP: Duration = Duration::from_millis(4);

/// Set in the very transaction that erases somebody, so that a program that ends before the index is
/// purged purges it when it next looks after the store.
const PURGE_DUE: &str = "search_purge_due";

/// Notes that erased words lie in the index still.
pub fn note_erasures(connection: &Connection, touched: &[Touched]) -> Result<(), StoreError> {
    for row in touched.iter().filter(|row| row.table == Customer::TABLE) {
        let Some(after) = &row.after else {
            continue;
        };
        if Customer::from_row(after)?.erased_at.is_some() {
            set_fact(connection, PURGE_DUE, "yes")?;
        }
    }
    Ok(())
}

/// As much as keeps searches quick between two loads.
pub fn after_loading(open: &OpenStore, ending: &AtomicBool) -> Result<(), StoreError> {
    until_idle(open, Goal::Loading, ending).map(|_| ())
}

/// Everything, when nothing else is to do.
pub fn look_after(open: &OpenStore, ending: &AtomicBool) -> Result<(), StoreError> {
    let purge: Option<String> = open.store.read(|connection| {
        Ok::<_, StoreError>(
            connection
                .prepare_cached("select value from store_fact where key = ?1")?
                .query_row([PURGE_DUE], |row| row.get(0))
                .optional()?,
        )
    })?;
    // A purge that was under way when the program ended is due as well.
    if purge.is_none_or(|word| word == "no") {
        return until_idle(open, Goal::Rest, ending).map(|_| ());
    }
    // Whoever is erased while this purges is noted again after the word is taken back here.
    open.store
        .write(|writing| set_fact(writing.connection(), PURGE_DUE, "underWay"))?;
    let purged = until_idle(open, Goal::Purged, ending);
    if matches!(purged, Ok(Progress::Idle)) {
        open.store.write(|writing| {
            writing.connection().execute(
                "update store_fact set value = 'no' where key = ?1 and value = 'underWay'",
                [PURGE_DUE],
            )?;
            Ok::<_, StoreError>(())
        })?;
    }
    purged.map(|_| ())
}

fn until_idle(open: &OpenStore, goal: Goal, ending: &AtomicBool) -> Result<Progress, StoreError> {
    while !ending.load(Ordering::Relaxed) {
        if open.store.tidy_search(goal, STEP)? == Progress::Idle {
            return Ok(Progress::Idle);
        }
    }
    Ok(Progress::More)
}
