//! The cashier's day: what should be there, what was counted, and the payments behind it.

use chrono::NaiveDate;
use domain::{
    cash_days::{CashDay, CashDayState, cash_day_id},
    money::Fen,
    payments::PaymentMethod,
    rights::Right,
};
use insight::money::Moved;
use rusqlite::params;
use serde::{Deserialize, Serialize};
use store::rows;
use ts_rs::TS;

use super::{list::person_name, money::MoneyRow};
use crate::{Desk, clock, error::RpcError};

#[derive(Debug, Deserialize, TS)]
#[ts(optional_fields)]
pub struct CashDayArgs {
    /// Today when no day is named.
    #[serde(default)]
    pub day: Option<NaiveDate>,
}

/// What should be there by one method.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExpectedSum {
    pub method: PaymentMethod,
    pub expected: Fen,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CashDayView {
    pub day: NaiveDate,
    /// Nothing when nobody opened it and nobody paid.
    pub cash_day: Option<CashDay>,
    pub expected: Vec<ExpectedSum>,
    pub opened_by_name: String,
    pub closed_by_name: String,
    /// All money that counts in it.
    pub payments: Vec<MoneyRow>,
    /// Earlier days that nobody has closed, oldest first.
    pub open_before: Vec<NaiveDate>,
}

pub fn day(desk: &Desk, asked: CashDayArgs) -> Result<CashDayView, RpcError> {
    let (store, _) = desk.with_right(Right::TakePayments)?;
    let day = asked
        .day
        .unwrap_or_else(|| clock::now().date_in(store.zone));
    store.store.read(|connection| {
        let found: Option<CashDay> = rows::entity(connection, cash_day_id(store.lane, day))?;
        let payments = Moved::on_day(connection, day)?
            .into_iter()
            .map(|moved| MoneyRow::of(connection, moved))
            .collect::<Result<_, _>>()?;
        let open_before = rows::select::<CashDay>(
            connection,
            "where state = ?1 and day < ?2 order by day",
            params![CashDayState::Open.word(), day.to_string()],
        )?;
        Ok(CashDayView {
            day,
            expected: PaymentMethod::ALL
                .iter()
                .map(|method| ExpectedSum {
                    method: *method,
                    expected: found
                        .as_ref()
                        .and_then(|day| day.expected(*method))
                        .unwrap_or(Fen::ZERO),
                })
                .collect(),
            opened_by_name: person_name(connection, found.as_ref().and_then(|d| d.opened_by))?,
            closed_by_name: person_name(connection, found.as_ref().and_then(|d| d.closed_by))?,
            cash_day: found,
            payments,
            open_before: open_before.into_iter().map(|day| day.day).collect(),
        })
    })
}
