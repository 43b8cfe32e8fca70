//! Papers the house has issued. The PDF itself is kept, named by its SHA-256; a reprint is those
//! bytes with 补打 n laid over.

mod forgetting;
mod issue_paper;
mod record_print;

pub(crate) use forgetting::forget_papers;
pub use forgetting::{PaperKeeping, kept_by_law, may_be_made};
pub use issue_paper::IssuePaper;
pub use record_print::RecordPrint;

use chrono::NaiveDate;
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
        /// 试乘试驾协议书
        DriveAgreement => "driveAgreement",
        /// 试乘试驾登记表
        DriveRegister => "driveRegister",
        /// 试乘试驾反馈表
        DriveFeedback => "driveFeedback",
        /// 服务预约单
        ServiceAppointment => "serviceAppointment",
        /// 接车检查单
        CheckInRecord => "checkInRecord",
        /// 维修估价单
        RepairEstimate => "repairEstimate",
        /// 维修委托书
        RepairAuthorisation => "repairAuthorisation",
        /// 维修增项单
        SupplementaryWork => "supplementaryWork",
        /// 派工单
        WorkOrder => "workOrder",
        /// 终检单
        FinalInspection => "finalInspection",
        /// 维修结算单
        RepairSettlement => "repairSettlement",
        /// 出门证
        GatePass => "gatePass",
        /// 领料单
        PickList => "pickList",
        /// 售后网点指引
        PointDirections => "pointDirections",
        /// 车辆调拨单
        TransferNote => "transferNote",
        /// The same with the price of the transfer 调拨价, for whoever may see cost.
        PricedTransferNote => "pricedTransferNote",
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
            Self::DriveAgreement | Self::DriveRegister | Self::DriveFeedback => {
                Right::BookTestDrives
            }
            Self::ServiceAppointment
            | Self::CheckInRecord
            | Self::RepairEstimate
            | Self::RepairAuthorisation
            | Self::SupplementaryWork
            | Self::WorkOrder
            | Self::FinalInspection
            | Self::RepairSettlement
            | Self::GatePass
            | Self::PointDirections => Right::SeeService,
            Self::PickList => Right::SeeParts,
            Self::TransferNote => Right::MoveStock,
            Self::PricedTransferNote => Right::SeeCost,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "paper", index(subject), index(number), index(forgotten_at))]
pub struct Paper {
    pub id: PaperId,
    pub form: PaperForm,
    /// The printed number of the record that it is about.
    pub number: String,
    /// The record that it is about: a quote, an order, a payment, a repair order.
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
    /// When the person whom it names asked to be forgotten. What was filled in is blank from then on.
    pub forgotten_at: Option<Timestamp>,
    /// The last day on which the law has a forgotten paper stored; its file goes afterwards. Absent
    /// where no law does.
    #[ts(type = "string | null")]
    pub kept_until: Option<NaiveDate>,
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
    /// The person whom the paper names asked to be forgotten, and it is gone.
    PaperErased { number: String },
    /// The same, and the law has it stored until then: it is not printed, and only the audit looks at it.
    PaperLockedAway { until: NaiveDate, source: String },
    /// The paper is in use like any other, and opens with its record.
    PaperNotLocked { number: String },
}

impl From<PaperRefusal> for Refusal {
    fn from(refusal: PaperRefusal) -> Self {
        Self::typed(&refusal, None)
    }
}
