//! How often each version of the catalogue is asked for in this house.
//!
//! It is counted when somebody wants to know, and kept until a lead, a quote or an order changes or
//! the day does. What a transaction notes counts only once a question sees that transaction, as with
//! the stock board.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chrono::{Days, NaiveDate};
use domain::{
    entity::Entity,
    ids::ModelId,
    leads::{Lead, WantedModel},
    orders::Order,
    quotes::Quote,
};
use rusqlite::Connection;
use store::{StoreError, Touched};

use crate::{clock, derived::last_change};

/// So many days back count.
const POPULAR_DAYS: u64 = 90;
const DAY: i64 = 86_400_000;

pub type Popularity = HashMap<ModelId, u32>;

/// Cheap to clone; all clones are the same.
#[derive(Clone, Default)]
pub struct PopularModels(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    counted_on: Option<NaiveDate>,
    counts: Arc<Popularity>,
    /// The first and the last transaction that changed what is counted.
    noted: Option<(i64, i64)>,
}

impl PopularModels {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn forget(&self) {
        *self.kept() = Kept::default();
    }

    /// Called inside the writing transaction.
    pub fn note(&self, connection: &Connection, touched: &[Touched]) -> Result<(), StoreError> {
        let counted = [Lead::TABLE, Quote::TABLE, Order::TABLE];
        if touched.iter().any(|row| counted.contains(&row.table)) {
            let n = last_change(connection)?;
            let mut kept = self.kept();
            let first = kept.noted.map_or(n, |(first, _)| first);
            kept.noted = Some((first, n));
        }
        Ok(())
    }

    /// The counts as of all that this connection sees.
    pub fn ask(
        &self,
        connection: &Connection,
        zone: chrono_tz::Tz,
    ) -> Result<Arc<Popularity>, StoreError> {
        let now = clock::now();
        let today = now.date_in(zone);
        let seen = last_change(connection)?;
        let mut kept = self.kept();
        let stale = kept.noted.is_some_and(|(first, _)| first <= seen);
        if stale || kept.counted_on != Some(today) {
            let since = today
                .checked_sub_days(Days::new(POPULAR_DAYS))
                .unwrap_or(today);
            let since_instant = now.0 - i64::try_from(POPULAR_DAYS).unwrap_or(i64::MAX / DAY) * DAY;
            kept.counts = Arc::new(counted(connection, since, since_instant)?);
            kept.counted_on = Some(today);
            kept.noted = kept
                .noted
                .filter(|(_, last)| *last > seen)
                .map(|(_, last)| (seen + 1, last));
        }
        Ok(Arc::clone(&kept.counts))
    }
}

fn counted(
    connection: &Connection,
    since: NaiveDate,
    since_instant: i64,
) -> Result<Popularity, StoreError> {
    let mut counts = Popularity::new();
    let mut add = |sql: &str, parameter: &dyn rusqlite::ToSql| -> Result<(), StoreError> {
        let mut statement = connection.prepare_cached(sql)?;
        let models = statement.query_map([parameter], |row| row.get::<_, [u8; 16]>(0))?;
        for model in models {
            *counts
                .entry(ModelId(uuid::Uuid::from_bytes(model?)))
                .or_default() += 1;
        }
        Ok(())
    };
    add(
        "select model from quote where made_on >= ?1 and model is not null",
        &since.to_string(),
    )?;
    add(
        "select model from sales_order where made_at >= ?1 and model is not null",
        &since_instant,
    )?;
    let mut statement =
        connection.prepare_cached("select wanted from lead where taken_in_at >= ?1")?;
    let wanted = statement.query_map([since_instant], |row| row.get::<_, String>(0))?;
    for text in wanted {
        let wanted: Vec<WantedModel> = serde_json::from_str(&text?)
            .map_err(|_| StoreError::Damaged("the cars a lead wants".to_owned()))?;
        for model in wanted.into_iter().filter_map(|wanted| wanted.model) {
            *counts.entry(model).or_default() += 1;
        }
    }
    Ok(counts)
}
