//! Printed numbers, drawn from this desk's own rows of numbers, so that they are unique without
//! asking anybody: letters, the desk's short code, the year and month, and a running figure.

use std::cell::RefCell;

use domain::{
    command::{NumberSeries, Numbers},
    time::Timestamp,
};
use rusqlite::{Connection, params};

use crate::error::StoreError;

pub struct DeskNumbers<'a> {
    connection: &'a Connection,
    desk_code: String,
    /// `2611` for November 2026, in the dealership's zone.
    month: String,
    broken: RefCell<Option<StoreError>>,
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
            broken: RefCell::new(None),
        }
    }

    /// A number that could not be drawn.
    pub fn breakage(self) -> Option<StoreError> {
        self.broken.into_inner()
    }

    fn draw(&self, series: NumberSeries) -> Result<i64, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "insert into number_series (series, month, last) values (?1, ?2, 1)
                 on conflict (series, month) do update set last = last + 1 returning last",
            )?
            .query_row(params![series.word(), self.month], |row| row.get(0))?)
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
                self.broken.borrow_mut().get_or_insert(error);
                String::new()
            }
        }
    }
}
