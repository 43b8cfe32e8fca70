//! What each form is filled in with, from the record that it is about.

use documents::{Form, Language};
use domain::{
    customers::Customer,
    ids::{
        CarTransferId, OrderId, PaymentId, QuoteId, RecordId, RepairOrderId, ServiceBookingId,
        ServicePointId, TestDriveId,
    },
    orders::Order,
    papers::PaperForm,
    payments::Payment,
};
use rusqlite::Connection;
use serde_json::Value;
use store::rows;

use super::{PaperArgs, language};
use crate::{
    car_transfers, error::RpcError, orders, parts, quotes, repair_orders, service_points,
    stores::OpenStore, test_drives,
};

/// A form ready to be made.
pub struct Prepared {
    pub form: Form,
    pub language: Language,
    /// The number printed at its head.
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
        PaperForm::DriveAgreement => Form::DriveAgreement,
        PaperForm::DriveRegister => Form::DriveRegister,
        PaperForm::DriveFeedback => Form::DriveFeedback,
        PaperForm::ServiceAppointment => Form::ServiceAppointment,
        PaperForm::CheckInRecord => Form::CheckInRecord,
        PaperForm::RepairEstimate => Form::RepairEstimate,
        PaperForm::RepairAuthorisation => Form::RepairAuthorisation,
        PaperForm::SupplementaryWork => Form::SupplementaryWork,
        PaperForm::WorkOrder => Form::WorkOrder,
        PaperForm::FinalInspection => Form::FinalInspection,
        PaperForm::RepairSettlement => Form::RepairSettlement,
        PaperForm::GatePass => Form::GatePass,
        PaperForm::PickList => Form::PickList,
        PaperForm::PointDirections => Form::PointDirections,
        PaperForm::TransferNote | PaperForm::PricedTransferNote => Form::TransferNote,
    }
}

/// Fills a form in from the rows of one moment. Its figures are the stored ones, never reckoned anew.
pub fn of(
    connection: &Connection,
    store: &OpenStore,
    asked: &PaperArgs,
) -> Result<Prepared, RpcError> {
    let RecordId(id) = asked.subject;
    let (language, contents) = match asked.form {
        PaperForm::Quote => quotes::papers::quote_data(connection, QuoteId(id))?,
        PaperForm::FinancingCost => {
            quotes::papers::disclosure_data(connection, QuoteId(id), asked.plan.unwrap_or(0))?
        }
        PaperForm::SalesContract => {
            let language = language_of(connection, OrderId(id))?;
            let contents = orders::papers::contract_data(connection, store, OrderId(id), language)?;
            (language, contents)
        }
        PaperForm::Receipt => {
            let order = rows::entity::<Payment>(connection, PaymentId(id))?
                .ok_or_else(|| super::not_found("payment"))?
                .order_id;
            let language = language_of(connection, order)?;
            let contents =
                orders::papers::receipt_data(connection, store, PaymentId(id), language)?;
            (language, contents)
        }
        PaperForm::Handover => {
            let language = language_of(connection, OrderId(id))?;
            let contents = orders::papers::handover_data(connection, store, OrderId(id), language)?;
            (language, contents)
        }
        PaperForm::DriveAgreement | PaperForm::DriveRegister | PaperForm::DriveFeedback => {
            test_drives::papers::sheet(connection, store, asked.form, TestDriveId(id))?
        }
        PaperForm::ServiceAppointment => {
            repair_orders::papers::appointment(connection, store, ServiceBookingId(id))?
        }
        PaperForm::CheckInRecord
        | PaperForm::RepairEstimate
        | PaperForm::RepairAuthorisation
        | PaperForm::SupplementaryWork
        | PaperForm::WorkOrder
        | PaperForm::FinalInspection
        | PaperForm::RepairSettlement
        | PaperForm::GatePass => {
            repair_orders::papers::sheet(connection, store, asked.form, asked.subject)?
        }
        PaperForm::PickList => parts::papers::pick_list(connection, store, RepairOrderId(id))?,
        PaperForm::PointDirections => {
            // It is about no customer whose language is known: whoever hands it out says who reads it.
            let language = language(asked.language.as_deref().unwrap_or_default());
            let contents = service_points::papers::directions(
                connection,
                store,
                ServicePointId(id),
                language,
            )?;
            (language, contents)
        }
        PaperForm::TransferNote => {
            let language = language(asked.language.as_deref().unwrap_or_default());
            let contents =
                car_transfers::papers::note(connection, store, CarTransferId(id), language)?;
            (language, contents)
        }
        PaperForm::PricedTransferNote => {
            let language = language(asked.language.as_deref().unwrap_or_default());
            let contents =
                car_transfers::papers::priced_note(connection, store, CarTransferId(id), language)?;
            (language, contents)
        }
    };
    // A service point has no number; its name is what its sheet is kept by.
    let number = contents.get("number").unwrap_or(&contents["name"]);
    Ok(Prepared {
        form: form(asked.form),
        language,
        number: number.as_str().unwrap_or_default().to_owned(),
        contents,
    })
}

/// Papers speak the customer's language.
fn language_of(connection: &Connection, order: OrderId) -> Result<Language, RpcError> {
    let order: Order =
        rows::entity(connection, order)?.ok_or_else(|| super::not_found("sales_order"))?;
    let customer: Option<Customer> = rows::entity(connection, order.customer)?;
    Ok(customer.map_or(Language::Chinese, |customer| language(&customer.language)))
}
