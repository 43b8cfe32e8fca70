//! Papers the house has issued. The PDF itself is kept, named by its SHA-256; a reprint is those
//! bytes with 补打 n laid over.

mod issue_paper;
mod record_print;

pub use issue_paper::IssuePaper;
pub use record_print::RecordPrint;

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    ids::{PaperId, PersonId, RecordId},
    refusal::Refusal,
    rights::Right,
    time::Timestamp,
};

crate::words! {
    /// The forms that the house prints.
    pub enum PaperForm {
        Quote => "quote",
        FinancingCost => "financingCost",
        SalesContract => "salesContract",
        Receipt => "receipt",
        Handover => "handover",
    }
}

impl PaperForm {
    /// Each form asks for the right of its own business, to be made, seen and printed.
    pub const fn right(self) -> Right {
        match self {
            Self::Quote | Self::FinancingCost => Right::MakeQuotes,
            Self::SalesContract => Right::MakeOrders,
            Self::Receipt => Right::TakePayments,
            Self::Handover => Right::DeliverVehicles,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "paper", index(subject), index(number))]
pub struct Paper {
    pub id: PaperId,
    pub form: PaperForm,
    /// The printed number of the record that it is about.
    pub number: String,
    /// The record that it is about: a quote, an order, a payment.
    pub subject: RecordId,
    pub language: String,
    pub template_version: String,
    /// SHA-256 of the PDF, lower-case hexadecimal; its name among the store's files.
    pub sha256: String,
    /// What was filled into the template, as JSON.
    pub data: String,
    pub pages: u32,
    pub issued_by: PersonId,
    pub issued_at: Timestamp,
    /// How often it was printed; from the second time on the sheet says 补打 n.
    pub prints: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum PaperRefusal {
    /// The file's name is not a SHA-256.
    PaperFileMalformed,
}

impl From<PaperRefusal> for Refusal {
    fn from(refusal: PaperRefusal) -> Self {
        Self::typed(&refusal, None)
    }
}
