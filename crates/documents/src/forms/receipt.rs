//! 收据, the receipt. Its kind decides the word that is printed and the rule of refund under it.

use super::{Contents, Dealership, Form};
use crate::DocumentError;
use domain::money::Fen;
use serde::{Deserialize, Serialize};

/// What was paid, by the law's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ReceiptKind {
    /// 定金, binding for both sides.
    BindingDeposit,
    /// 订金, a prepayment that is given back when the sale fails.
    Prepayment,
    /// 车款, payment of the price.
    CarPayment,
    /// 退款, money given back to the customer.
    Refund,
}

/// Everything a receipt states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    /// Number.
    pub number: String,
    /// What kind of money it was.
    pub kind: ReceiptKind,
    /// Who received it, or paid it back.
    pub dealership: Dealership,
    /// Who paid, or got it back.
    pub payer: String,
    /// Local time of the payment, `2026-11-22T14:30`.
    pub paid_at: String,
    /// Amount, always positive.
    pub amount: Fen,
    /// Cash, card, transfer.
    pub method: String,
    /// The payment system's own number.
    #[serde(default)]
    pub method_reference: Option<String>,
    /// The order or contract it belongs to.
    #[serde(default)]
    pub contract_number: Option<String>,
    /// The car, in words.
    #[serde(default)]
    pub vehicle: Option<String>,
    /// The receipt that is paid back, for a refund.
    #[serde(default)]
    pub refunds: Option<String>,
    /// What has been paid on the contract so far, this payment included.
    #[serde(default)]
    pub paid_so_far: Option<Fen>,
    /// What is still to be paid.
    #[serde(default)]
    pub still_due: Option<Fen>,
    /// The cashier.
    pub cashier: String,
    /// Further words.
    #[serde(default)]
    pub remark: Option<String>,
}

impl Contents for Receipt {
    const FORM: Form = Form::Receipt;

    fn number(&self) -> &str {
        &self.number
    }

    fn dealership(&self) -> &Dealership {
        &self.dealership
    }

    fn check(&self) -> Result<(), DocumentError> {
        Ok(())
    }
}
