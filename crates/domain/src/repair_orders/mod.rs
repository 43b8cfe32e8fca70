//! Repair orders 维修工单: what is done to a car, who said so, who does it, who pays, and how it leaves.
//! Jobs carry the state; an order follows its jobs.

mod adding_parts;
mod adding_work;
mod authorising;
mod check_in;
mod clocking;
mod clocks;
mod counting;
mod faults;
mod finishing;
mod forgetting;
mod gate_pass;
mod internal;
mod job_states;
mod jobs;
mod lines;
mod open_order;
mod open_repair_order;
mod paying;
mod planning;
mod pricing;
mod refusals;
mod reversing;
mod settling;
mod washing;

#[cfg(test)]
mod clocks_tests;
#[cfg(test)]
mod properties;
#[cfg(test)]
pub(crate) mod tests;

pub use adding_parts::AddPart;
pub use adding_work::AddJob;
pub(crate) use adding_work::add_to_order;
pub use authorising::{AuthoriseJob, DeclineJob, ReviveJob};
pub use check_in::{CarView, CheckIn, CheckInCar, DamageKind, DamageMark};
pub use clocking::{ClockEntry, ClockOff, ClockOn};
pub use clocks::{
    AnsweredFor, CarClocks, ClockLevel, ClockNotice, EarlierJob, FaultRepairs, GuaranteeStage,
    GuaranteeStanding, NoticeKind, car_clocks,
};
pub use faults::{CarSystem, FaultCause, FaultSeverity, JobFault, NameFault, Replaced, WorkGrade};
pub use finishing::{FinishJob, InspectJob, JobVerdict};
pub(crate) use forgetting::{forget, last_repair};
pub use gate_pass::{GatePass, IssueGatePass};
pub(crate) use internal::order_for_failed_inspection;
pub use job_states::{JobDeed, JobState, PauseReason};
pub use jobs::{AuthorisedHow, Job, JobOrigin, JobStep, NewJob};
pub use lines::{NewLine, Payer, RepairLine, RepairLineKind};
pub use open_repair_order::OpenRepairOrder;
pub use paying::{PaySettlement, SettlementPayment};
pub use planning::{PlanJob, UnplanJob};
pub use pricing::{AddLine, ChangeLine, RemoveLine};
pub use refusals::{RepairConcern, RepairRefusal};
pub use reversing::ReverseSettlement;
pub use settling::{GrantCredit, SettleRepairOrder, SettlementSheet, SettlementState};
pub use washing::{AskWash, CarWash, LeaveUnwashed, RecordWash, Wash};

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    ids::{
        CheckInId, CustomerId, OrderId, PersonId, RepairOrderId, ServiceBookingId, ServicedCarId,
    },
    money::Fen,
    time::Timestamp,
};

crate::words! {
    pub enum RepairKind {
        /// 首保
        FirstService => "firstService",
        /// 定保
        ScheduledService => "scheduledService",
        /// 维修
        Repair => "repair",
        /// 事故
        Accident => "accident",
        /// 索赔
        Warranty => "warranty",
        /// 召回
        Recall => "recall",
        /// 返修
        Comeback => "comeback",
        /// Preparing a new car for its delivery.
        Inspection => "inspection",
        /// 内部
        Internal => "internal",
    }
}

crate::words! {
    pub enum RepairOrderState {
        /// Nothing is being done yet 开单.
        Open => "open",
        /// 在修
        InWork => "inWork",
        /// 待结算
        ToSettle => "toSettle",
        /// 已结算
        Settled => "settled",
        /// 已出厂
        Left => "left",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(
    table = "repair_order",
    index(number),
    index(state, opened_at),
    index(opened_at),
    index(car, opened_at),
    index(customer)
)]
pub struct RepairOrder {
    pub id: RepairOrderId,
    pub number: String,
    pub kind: RepairKind,
    pub state: RepairOrderState,
    pub car: ServicedCarId,
    /// Nobody for a car of the house.
    pub customer: Option<CustomerId>,
    pub booking: Option<ServiceBookingId>,
    pub check_in: Option<CheckInId>,
    /// The sale for which a car is put right.
    pub sale: Option<OrderId>,
    pub advisor: PersonId,
    pub odometer_km: u32,
    pub promised_at: Option<Timestamp>,
    pub remark: String,
    /// The sum of the lines of all jobs that were not declined.
    pub total: Fen,
    /// How many jobs were ever added; the next one's place.
    pub jobs: u32,
    /// How many settlement sheets were ever made.
    pub sheets: u32,
    pub opened_at: Timestamp,
    pub settled_at: Option<Timestamp>,
    pub left_at: Option<Timestamp>,
}
