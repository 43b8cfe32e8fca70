//! The forms of the house: what each needs to be filled in, as typed structs.
//!
//! In JSON the fields are in camelCase, money is a number of fen, dates are `YYYY-MM-DD`, times of
//! day are local, `YYYY-MM-DDTHH:MM`, rates are exact decimals as text (`"0.0499"`). Every form
//! checks its own sums before it is printed.

mod financing_cost;
mod handover;
mod parts;
mod pick_list;
mod point_directions;
mod quote;
mod receipt;
mod sales_contract;
mod service;
mod test_drive;
mod transfer_note;

pub use financing_cost::*;
pub use handover::*;
pub use parts::*;
pub use pick_list::*;
pub use point_directions::*;
pub use quote::*;
pub use receipt::*;
pub use sales_contract::*;
pub use service::*;
pub use test_drive::*;
pub use transfer_note::*;

use crate::{DocumentError, Language};
use domain::money::Fen;
use serde::{Serialize, de::DeserializeOwned};

/// The papers that are made from templates.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// 汽车买卖合同
    SalesContract,
    /// 报价单
    Quote,
    /// 综合融资成本明示表
    FinancingCostDisclosure,
    /// 收据
    Receipt,
    /// 交车确认单
    HandoverChecklist,
    /// 试乘试驾协议书
    DriveAgreement,
    /// 试乘试驾登记表
    DriveRegister,
    /// 试乘试驾反馈表
    DriveFeedback,
    /// 服务预约单
    ServiceAppointment,
    /// 接车检查单
    CheckInRecord,
    /// 维修估价单
    RepairEstimate,
    /// 维修委托书
    RepairAuthorisation,
    /// 维修增项单
    SupplementaryWork,
    /// 派工单
    WorkOrder,
    /// 终检单
    FinalInspection,
    /// 维修结算单
    RepairSettlement,
    /// 出门证
    GatePass,
    /// 领料单
    PickList,
    /// 售后网点指引
    PointDirections,
    /// 车辆调拨单
    TransferNote,
}

impl Form {
    /// Every form.
    pub const ALL: [Form; 20] = [
        Form::SalesContract,
        Form::Quote,
        Form::FinancingCostDisclosure,
        Form::Receipt,
        Form::HandoverChecklist,
        Form::DriveAgreement,
        Form::DriveRegister,
        Form::DriveFeedback,
        Form::ServiceAppointment,
        Form::CheckInRecord,
        Form::RepairEstimate,
        Form::RepairAuthorisation,
        Form::SupplementaryWork,
        Form::WorkOrder,
        Form::FinalInspection,
        Form::RepairSettlement,
        Form::GatePass,
        Form::PickList,
        Form::PointDirections,
        Form::TransferNote,
    ];

    /// The form's name in file names, settings and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Form::SalesContract => "sales-contract",
            Form::Quote => "quote",
            Form::FinancingCostDisclosure => "financing-cost-disclosure",
            Form::Receipt => "receipt",
            Form::HandoverChecklist => "handover-checklist",
            Form::DriveAgreement => "drive-agreement",
            Form::DriveRegister => "drive-register",
            Form::DriveFeedback => "drive-feedback",
            Form::ServiceAppointment => "service-appointment",
            Form::CheckInRecord => "check-in-record",
            Form::RepairEstimate => "repair-estimate",
            Form::RepairAuthorisation => "repair-authorisation",
            Form::SupplementaryWork => "supplementary-work",
            Form::WorkOrder => "work-order",
            Form::FinalInspection => "final-inspection",
            Form::RepairSettlement => "repair-settlement",
            Form::GatePass => "gate-pass",
            Form::PickList => "pick-list",
            Form::PointDirections => "point-directions",
            Form::TransferNote => "transfer-note",
        }
    }

    /// The form's title as people know it.
    pub const fn title(self, language: Language) -> &'static str {
        match (self, language) {
            (Form::SalesContract, Language::Chinese) => "汽车买卖合同",
            (Form::SalesContract, Language::English) => "Vehicle Sales Contract",
            (Form::Quote, Language::Chinese) => "报价单",
            (Form::Quote, Language::English) => "Quotation",
            (Form::FinancingCostDisclosure, Language::Chinese) => "综合融资成本明示表",
            (Form::FinancingCostDisclosure, Language::English) => {
                "Statement of Total Financing Cost"
            }
            (Form::Receipt, Language::Chinese) => "收据",
            (Form::Receipt, Language::English) => "Receipt",
            (Form::HandoverChecklist, Language::Chinese) => "交车确认单",
            (Form::HandoverChecklist, Language::English) => "Vehicle Handover Record",
            (Form::DriveAgreement, Language::Chinese) => "试乘试驾协议书",
            (Form::DriveAgreement, Language::English) => "Test Drive Agreement",
            (Form::DriveRegister, Language::Chinese) => "试乘试驾登记表",
            (Form::DriveRegister, Language::English) => "Test Drive Record",
            (Form::DriveFeedback, Language::Chinese) => "试乘试驾反馈表",
            (Form::DriveFeedback, Language::English) => "Test Drive Feedback",
            (Form::ServiceAppointment, Language::Chinese) => "服务预约单",
            (Form::ServiceAppointment, Language::English) => "Service Appointment",
            (Form::CheckInRecord, Language::Chinese) => "接车检查单",
            (Form::CheckInRecord, Language::English) => "Vehicle Check-in Record",
            (Form::RepairEstimate, Language::Chinese) => "维修估价单",
            (Form::RepairEstimate, Language::English) => "Repair Estimate",
            (Form::RepairAuthorisation, Language::Chinese) => "维修委托书",
            (Form::RepairAuthorisation, Language::English) => "Repair Authorisation",
            (Form::SupplementaryWork, Language::Chinese) => "维修增项单",
            (Form::SupplementaryWork, Language::English) => "Additional Work",
            (Form::WorkOrder, Language::Chinese) => "派工单",
            (Form::WorkOrder, Language::English) => "Work Order",
            (Form::FinalInspection, Language::Chinese) => "终检单",
            (Form::FinalInspection, Language::English) => "Final Inspection",
            (Form::RepairSettlement, Language::Chinese) => "维修结算单",
            (Form::RepairSettlement, Language::English) => "Repair Settlement",
            (Form::GatePass, Language::Chinese) => "出门证",
            (Form::GatePass, Language::English) => "Gate Pass",
            (Form::PickList, Language::Chinese) => "领料单",
            (Form::PickList, Language::English) => "Pick List",
            (Form::PointDirections, Language::Chinese) => "售后网点指引",
            (Form::PointDirections, Language::English) => "Way to the Service Point",
            (Form::TransferNote, Language::Chinese) => "车辆调拨单",
            (Form::TransferNote, Language::English) => "Vehicle Transfer Note",
        }
    }
}

/// What a form is filled in with.
pub trait Contents: Serialize + DeserializeOwned {
    /// The form these contents belong to.
    const FORM: Form;

    /// The printed number.
    fn number(&self) -> &str;

    /// Whose paper it is.
    fn dealership(&self) -> &Dealership;

    /// Sums must be the sums of their lines; a paper that contradicts itself is not printed.
    fn check(&self) -> Result<(), DocumentError>;
}

/// Adds up and compares; the error names the sum.
fn sums_to(
    what: &'static str,
    lines: impl IntoIterator<Item = Fen>,
    stated: Fen,
) -> Result<(), DocumentError> {
    let lines = Fen::sum(lines).ok_or(DocumentError::TooLarge { what })?;
    if lines == stated {
        return Ok(());
    }
    Err(DocumentError::SumsDiffer {
        what,
        lines: lines.fen(),
        stated: stated.fen(),
    })
}

/// The same amount with the other sign, for sums with deductions.
fn less(what: &'static str, amount: Fen) -> Result<Fen, DocumentError> {
    amount.checked_neg().ok_or(DocumentError::TooLarge { what })
}
