//! The list of quotes: a window of rows with facets and sums.

use chrono::NaiveDate;
use domain::{
    entity::Entity,
    ids::{CustomerId, QuoteId, VehicleId},
    money::Fen,
    quotes::{Quote, QuoteState},
    rights::Right,
    time::Timestamp,
};
use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::name_of;
use crate::{
    Desk, clock,
    error::RpcError,
    ledgers::{Ledger, name_people, unconfirmed},
    lists::{ListArgs, ListPage},
    privacy::shown,
    search::QUOTE,
};

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QuoteRow {
    pub id: QuoteId,
    pub number: String,
    pub state: QuoteState,
    pub customer: Option<CustomerId>,
    /// Masked.
    pub customer_name: String,
    pub vehicle: Option<VehicleId>,
    pub description: String,
    pub consultant: String,
    pub made_on: NaiveDate,
    pub valid_until: NaiveDate,
    pub guide_price: Fen,
    pub discount: Fen,
    pub car_price: Fen,
    pub total: Fen,
    pub changed_at: Timestamp,
    /// Given at this desk and not yet confirmed by a platform.
    pub pending: bool,
}

fn ledger(today: NaiveDate) -> Ledger {
    // As [`Quote::state_on`] tells it.
    let state = format!(
        "case when valid_until < '{today}' and state in ('draft', 'approvalWaiting', 'approved', 'issued')
              then 'expired' else state end"
    );
    Ledger {
        covering: Quote::BY_STATE_VALID_UNTIL_CONSULTANT_CAR_PRICE_DISCOUNT_TOTAL_CHANGED_AT,
        facets: vec![
            ("state", state),
            ("consultant", "lower(hex(consultant))".to_owned()),
        ],
        sums: &[
            ("carPrice", "car_price"),
            ("discount", "discount"),
            ("total", "total"),
        ],
        sorts: &[
            ("number", "number"),
            ("state", "state"),
            ("description", "description"),
            ("madeOn", "made_on"),
            ("validUntil", "valid_until"),
            ("guidePrice", "guide_price"),
            ("discount", "discount"),
            ("carPrice", "car_price"),
            ("total", "total"),
        ],
        newest: "changed_at",
        found_by: QUOTE,
    }
}

pub fn list(desk: &Desk, asked: ListArgs) -> Result<ListPage<QuoteRow>, RpcError> {
    let (store, _) = desk.with_one_of([Right::MakeQuotes, Right::ApproveDiscounts])?;
    let today = clock::now().date_in(store.zone);
    store.store.read(|connection| {
        let mut shown = ledger(today).show::<Quote>(connection, &asked)?;
        name_people(connection, &mut shown.facets)?;
        let mut page = Vec::with_capacity(shown.rows.len());
        for quote in shown.rows {
            page.push(quote_row(connection, quote, today)?);
        }
        Ok(ListPage {
            total: shown.total,
            rows: page,
            totals: shown.totals,
            facets: shown.facets,
        })
    })
}

fn quote_row(
    connection: &Connection,
    quote: Quote,
    today: NaiveDate,
) -> Result<QuoteRow, RpcError> {
    Ok(QuoteRow {
        state: quote.state_on(today),
        consultant: name_of(connection, quote.consultant)?,
        customer_name: shown::<Quote>("customer_name", &quote.customer_name),
        pending: unconfirmed(connection, Quote::TABLE, quote.id)?,
        id: quote.id,
        number: quote.number,
        customer: quote.customer,
        vehicle: quote.vehicle,
        description: quote.description,
        made_on: quote.made_on,
        valid_until: quote.valid_until,
        guide_price: quote.guide_price,
        discount: quote.discount,
        car_price: quote.car_price,
        total: quote.total,
        changed_at: quote.changed_at,
    })
}
