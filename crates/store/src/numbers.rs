//! Printed numbers, drawn from this desk's own rows of numbers, so that they are unique without
//! asking anybody: letters, the desk's short code, the year and month, and a running figure.

use std::collections::BTreeMap;

use domain::{
    command::{NumberSeries, Numbers},
    time::Timestamp,
};
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::StoreError;

pub struct DeskNumbers<'a> {
    connection: &'a Connection,
    desk_code: String,
    /// `2611` for November 2026, in the dealership's zone.
    month: String,
    /// The last figure of each series that was drawn from, written once at the end.
    last: BTreeMap<&'static str, i64>,
    broken: Option<StoreError>,
}

impl<'a> DeskNumbers<'a> {
    pub fn new(
        connection: &'a Connection,
        desk_code: &str,
        now: Timestamp,
        zone: chrono_tz::Tz,
    ) -> Self {
        Self {
            connection,
            desk_code: desk_code.to_owned(),
            month: now.date_in(zone).format("%y%m").to_string(),
            last: BTreeMap::new(),
            broken: None,
        }
    }

    /// Keeps what was drawn, so that nobody draws it again.
    pub fn keep(self) -> Result<(), StoreError> {
        if let Some(error) = self.broken {
            return Err(error);
        }
        for (series, last) in self.last {
            self.connection
                .prepare_cached(
                    "insert into number_series (series, month, last) values (?1, ?2, ?3)
                     on conflict (series, month) do update set last = excluded.last",
                )?
                .execute(params![series, self.month, last])?;
        }
        Ok(())
    }

    fn draw(&mut self, series: NumberSeries) -> Result<i64, StoreError> {
        let word = series.word();
        let last = match self.last.get(word) {
            Some(last) => *last,
            None => self
                .connection
                .prepare_cached("select last from number_series where series = ?1 and month = ?2")?
                .query_row(params![word, self.month], |row| row.get(0))
                .optional()?
                .unwrap_or(0),
        };
        self.last.insert(word, last + 1);
        Ok(last + 1)
    }
}

impl Numbers for DeskNumbers<'_> {
    fn next(&mut self, series: NumberSeries) -> String {
        match self.draw(series) {
            Ok(figure) => format!(
                "{}{}-{}-{figure:04}",
                series.letters(),
                self.desk_code,
                self.month
            ),
            Err(error) => {
                self.broken.get_or_insert(error);
                String::new()
            }
        }
    }
}
