//! What each form is filled in with, from the record that it is about.

use documents::{Form, Language};
use domain::{ids::RecordId, papers::PaperForm};
use rusqlite::Connection;
use serde_json::Value;

use crate::{error::RpcError, stores::OpenStore};

/// A form ready to be made.
pub struct Prepared {
    pub form: Form,
    pub language: Language,
    pub number: String,
    pub contents: Value,
}

pub const fn form(form: PaperForm) -> Form {
    match form {
        PaperForm::Quote => Form::Quote,
        PaperForm::FinancingCost => Form::FinancingCostDisclosure,
        PaperForm::SalesContract => Form::SalesContract,
        PaperForm::Receipt => Form::Receipt,
        PaperForm::Handover => Form::HandoverChecklist,
    }
}
