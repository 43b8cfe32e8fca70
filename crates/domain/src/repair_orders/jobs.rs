//! A job of a repair order, and the log of its states: how long it stood in each comes for free.

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{JobState, PauseReason, Payer, RepairLineKind};
use crate::{
    ids::{
        JobId, JobStepId, PersonId, RepairLineId, RepairOrderId, ServicedCarId, StandardOperationId,
    },
    money::Fen,
    time::Timestamp,
    workshops::{Department, Skill},
};

crate::words! {
    /// How the job came onto the order.
    pub enum JobOrigin {
        First => "first",
        /// 增项: found while the car was here.
        Supplementary => "supplementary",
        /// Declined at an earlier visit.
        Revived => "revived",
    }
}

crate::words! {
    /// How the customer said yes.
    pub enum AuthorisedHow {
        Signature => "signature",
        InPerson => "inPerson",
        Phone => "phone",
        WeChat => "weChat",
        Message => "message",
        /// By the house itself, or by the maker's or insurer's approval.
        Approval => "approval",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(
    table = "job",
    index(repair_order, ordinal),
    index(state, since),
    index(car, state)
)]
pub struct Job {
    pub id: JobId,
    pub repair_order: RepairOrderId,
    pub car: ServicedCarId,
    pub ordinal: u32,
    pub origin: JobOrigin,
    pub department: Department,
    pub skill: Skill,
    pub operation: Option<StandardOperationId>,
    pub title: String,
    /// What the customer says 故障描述.
    pub concern: String,
    /// What was found 故障原因.
    pub cause: String,
    /// What was done 处理结果.
    pub correction: String,
    /// Flat time 标准工时, in minutes.
    pub flat_minutes: u32,
    /// Time that technicians were clocked on to it, in milliseconds; kept apart from the flat time.
    pub worked: i64,
    pub state: JobState,
    /// Why it stands still, while it is paused.
    pub pause: Option<PauseReason>,
    pub since: Timestamp,
    /// The entry of the log that is still open.
    pub step: JobStepId,
    #[column(personal = Name)]
    pub authorised_by: String,
    pub authorised_how: Option<AuthorisedHow>,
    pub authorised_at: Option<Timestamp>,
    /// What the customer said yes to, for the customer's part.
    pub authorised_amount: Fen,
    pub declined_because: String,
    /// The job that it became at a later visit.
    pub revived_as: Option<JobId>,
    /// The day whose capacity it takes, when no booking has taken it.
    pub counted_on: Option<NaiveDate>,
    pub reworks: u32,
    pub inspected_by: Option<PersonId>,
    pub inspected_at: Option<Timestamp>,
    pub inspection_remark: String,
}

/// One stay of a job in a state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "job_step", index(job, entered_at), index(repair_order))]
pub struct JobStep {
    pub id: JobStepId,
    pub job: JobId,
    pub repair_order: RepairOrderId,
    pub state: JobState,
    pub pause: Option<PauseReason>,
    pub entered_at: Timestamp,
    pub left_at: Option<Timestamp>,
    pub by: PersonId,
}

/// A job as it is put onto an order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct NewJob {
    pub job: JobId,
    #[serde(default)]
    pub operation: Option<StandardOperationId>,
    /// What the customer says; needed without an operation.
    #[serde(default)]
    pub words: String,
    #[serde(default)]
    pub skill: Option<Skill>,
    #[serde(default)]
    pub minutes: Option<u32>,
    /// Who does it, without an operation; else the department that usually does such work.
    #[serde(default)]
    pub department: Option<Department>,
    /// The earlier job that was to mend the same fault 返修.
    #[serde(default)]
    pub again: Option<JobId>,
    pub payer: Payer,
}

impl NewJob {
    /// The id of the line for its labour.
    pub(super) fn labour_line(command: crate::ids::CommandId, job: JobId) -> RepairLineId {
        RepairLineId::derived(command, &format!("{} {job}", RepairLineKind::Labour.word()))
    }
}
