//! The cashier's day 日结: what should be there by method, what was counted, and why they differ.

mod close_cash_day;
mod open_cash_day;
mod posting;

#[cfg(test)]
mod tests;

pub use close_cash_day::{CloseCashDay, Denomination, MethodCount};
pub use open_cash_day::OpenCashDay;
pub use posting::cash_day_id;
pub(crate) use posting::{Posting, posting_day};

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    command::Stop,
    entity::Json,
    ids::{CashDayId, PersonId},
    money::Fen,
    payments::PaymentMethod,
    refusal::{GeneralRefusal, Refusal},
    time::Timestamp,
};

crate::words! {
    pub enum CashDayState {
        Open => "open",
        Closed => "closed",
    }
}

/// One cash day of the dealership. Its sums by method run along with every payment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "cash_day", index(state, day))]
pub struct CashDay {
    pub id: CashDayId,
    pub day: NaiveDate,
    pub state: CashDayState,
    /// Who counted the till in the morning; nobody when the first payment opened the day.
    pub opened_by: Option<PersonId>,
    pub opened_at: Option<Timestamp>,
    /// Change in the till at the beginning 备用金.
    pub opening_float: Fen,
    /// Number of payments.
    pub entries: u32,
    pub paid_in: Fen,
    /// Refunds and compensation, as a positive sum.
    pub paid_out: Fen,
    /// In less out, by method.
    pub cash: Fen,
    pub transfer: Fen,
    pub card: Fen,
    pub we_chat: Fen,
    pub alipay: Fen,
    pub lender: Fen,
    /// What was counted, by method.
    pub counted: Json<Vec<MethodCount>>,
    pub denominations: Json<Vec<Denomination>>,
    /// Counted less expected, over all methods.
    pub difference: Fen,
    pub explanation: String,
    /// Whose signature under the closing command signs the count.
    pub closed_by: Option<PersonId>,
    pub closed_at: Option<Timestamp>,
}

impl CashDay {
    pub(crate) fn new(id: CashDayId, day: NaiveDate) -> Self {
        Self {
            id,
            day,
            state: CashDayState::Open,
            opened_by: None,
            opened_at: None,
            opening_float: Fen::ZERO,
            entries: 0,
            paid_in: Fen::ZERO,
            paid_out: Fen::ZERO,
            cash: Fen::ZERO,
            transfer: Fen::ZERO,
            card: Fen::ZERO,
            we_chat: Fen::ZERO,
            alipay: Fen::ZERO,
            lender: Fen::ZERO,
            counted: Json(Vec::new()),
            denominations: Json(Vec::new()),
            difference: Fen::ZERO,
            explanation: String::new(),
            closed_by: None,
            closed_at: None,
        }
    }

    /// In less out by this method.
    pub const fn net(&self, method: PaymentMethod) -> Fen {
        match method {
            PaymentMethod::Cash => self.cash,
            PaymentMethod::Transfer => self.transfer,
            PaymentMethod::Card => self.card,
            PaymentMethod::WeChat => self.we_chat,
            PaymentMethod::Alipay => self.alipay,
            PaymentMethod::Lender => self.lender,
        }
    }

    /// What should be there: the till holds its float too.
    pub fn expected(&self, method: PaymentMethod) -> Option<Fen> {
        match method {
            PaymentMethod::Cash => self.cash.checked_add(self.opening_float),
            PaymentMethod::Transfer
            | PaymentMethod::Card
            | PaymentMethod::WeChat
            | PaymentMethod::Alipay
            | PaymentMethod::Lender => Some(self.net(method)),
        }
    }

    /// Counts one payment in.
    pub(crate) fn count(&mut self, method: PaymentMethod, amount: Fen) -> Result<(), Stop> {
        let too_large = || GeneralRefusal::MoneyOutOfRange {
            field: "amount".to_owned(),
        };
        let sum = match method {
            PaymentMethod::Cash => &mut self.cash,
            PaymentMethod::Transfer => &mut self.transfer,
            PaymentMethod::Card => &mut self.card,
            PaymentMethod::WeChat => &mut self.we_chat,
            PaymentMethod::Alipay => &mut self.alipay,
            PaymentMethod::Lender => &mut self.lender,
        };
        *sum = sum.checked_add(amount).ok_or_else(too_large)?;
        if amount.is_negative() {
            self.paid_out = self.paid_out.checked_sub(amount).ok_or_else(too_large)?;
        } else {
            self.paid_in = self.paid_in.checked_add(amount).ok_or_else(too_large)?;
        }
        self.entries = self.entries.saturating_add(1);
        Ok(())
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum CashDayRefusal {
    /// The day is open already.
    CashDayOpen { person: String, since: Timestamp },
    /// The day is closed.
    CashDayClosed { person: String, at: Timestamp },
    /// Nothing happened on this day and nobody opened it.
    CashDayUnknown { day: NaiveDate },
    /// A day that has not come cannot be closed.
    CashDayAhead { day: NaiveDate },
    /// What was counted differs from what should be there, and nobody said why.
    DifferenceUnexplained {
        method: PaymentMethod,
        expected: Fen,
        counted: Fen,
        difference: Fen,
    },
    /// No such note or coin.
    DenominationUnknown { face: Fen },
    /// A method was counted twice, or cash by a sum instead of its pieces.
    CountedTwice { method: PaymentMethod },
}

impl From<CashDayRefusal> for Refusal {
    fn from(refusal: CashDayRefusal) -> Self {
        let field = match &refusal {
            CashDayRefusal::DifferenceUnexplained { .. } => Some("explanation"),
            CashDayRefusal::DenominationUnknown { .. } => Some("pieces"),
            CashDayRefusal::CountedTwice { .. } => Some("counted"),
            CashDayRefusal::CashDayOpen { .. }
            | CashDayRefusal::CashDayClosed { .. }
            | CashDayRefusal::CashDayUnknown { .. }
            | CashDayRefusal::CashDayAhead { .. } => Some("day"),
        };
        Self::typed(&refusal, field)
    }
}
