//! What was done about a complaint, step by step. A step is never changed; a complaint that is opened again
//! keeps all it had.

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Complaint;
use crate::{
    changes::Changes,
    context::Context,
    ids::{ComplaintId, ComplaintStepId, PersonId},
    time::Timestamp,
};

crate::words! {
    pub enum ComplaintDeed {
        /// 受理
        TakenIn => "takenIn",
        /// 答复
        Answered => "answered",
        /// 处理措施
        Acted => "acted",
        /// 转交
        HandedOver => "handedOver",
        /// 升级
        Escalated => "escalated",
        /// 结案
        Closed => "closed",
        /// 重新受理
        Reopened => "reopened",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "complaint_step", index(complaint, ordinal))]
pub struct ComplaintStep {
    pub id: ComplaintStepId,
    pub complaint: ComplaintId,
    pub ordinal: u32,
    pub deed: ComplaintDeed,
    pub at: Timestamp,
    pub by: PersonId,
    pub note: String,
}

/// Puts the complaint with one step more.
pub(super) fn put_step(
    context: &Context,
    complaint: &mut Complaint,
    deed: ComplaintDeed,
    note: &str,
    changes: &mut Changes,
) {
    let ordinal = complaint.steps;
    complaint.steps += 1;
    changes.put(context.lane, complaint);
    changes.put(
        context.lane,
        &ComplaintStep {
            id: ComplaintStepId::derived(context.command, "step"),
            complaint: complaint.id,
            ordinal,
            deed,
            at: context.made_at,
            by: context.actor,
            note: note.trim().to_owned(),
        },
    );
}
