//! Complaints and suggestions 投诉与建议: what a customer is not content with, who of the house answers for
//! it and by when, what was done, and what the customer said of it in the end.

mod answering;
mod closing;
mod deadlines;
mod escalating;
mod forgetting;
mod handing_over;
mod policies;
mod refusals;
mod steps;
mod take_in;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use answering::{AnswerComplaint, RecordComplaintAction};
pub use closing::{CloseComplaint, ReopenComplaint};
pub use escalating::{EscalateComplaint, complaints_to_escalate};
pub(crate) use forgetting::forget;
pub use handing_over::HandOverComplaint;
pub use policies::{
    ComplaintPolicy, ComplaintTerms, KindTerms, SetComplaintPolicy, complaint_terms_on,
};
pub use refusals::ComplaintRefusal;
pub use steps::{ComplaintDeed, ComplaintStep};
pub use take_in::TakeInComplaint;

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    command::Stop,
    context::Context,
    entity::Entity,
    facts::{Ask, Facts},
    ids::{ComplaintId, CustomerId, OrderId, PersonId, RepairOrderId, ServicedCarId},
    people::Person,
    refusal::GeneralRefusal,
    rights::Right,
    time::Timestamp,
};

crate::words! {
    /// What it is about; how soon each is answered and solved stands in the policy.
    pub enum ComplaintKind {
        /// 安全隐患
        Safety => "safety",
        /// 车辆质量
        VehicleQuality => "vehicleQuality",
        /// 维修质量
        RepairQuality => "repairQuality",
        /// 服务态度
        Attitude => "attitude",
        /// 收费价格
        Charges => "charges",
        /// 等待与延误
        Waiting => "waiting",
        /// 配件供应
        Parts => "parts",
        /// 交车与手续
        Delivery => "delivery",
        /// 承诺未兑现
        Promise => "promise",
        /// 个人信息
        PersonalData => "personalData",
        /// 建议: nobody is wronged.
        Suggestion => "suggestion",
        Other => "other",
    }
}

crate::words! {
    /// How it reached the house.
    pub enum ComplaintWay {
        InPerson => "inPerson",
        Phone => "phone",
        WeChat => "weChat",
        /// In a follow-up call 回访.
        FollowUpCall => "followUpCall",
        /// The maker's hotline 厂家转办.
        Maker => "maker",
        /// 12315 or another authority 监管转办.
        Authority => "authority",
        Online => "online",
        Other => "other",
    }
}

crate::words! {
    pub enum ComplaintState {
        /// 待答复: nobody has spoken with the customer yet.
        Open => "open",
        /// 处理中
        Answered => "answered",
        /// 已结案
        Closed => "closed",
    }
}

crate::words! {
    /// What the customer thinks of what was done.
    pub enum CustomerVerdict {
        /// 满意
        Content => "content",
        /// 接受
        Accepts => "accepts",
        /// 不满意
        NotContent => "notContent",
        /// 联系不上
        OutOfReach => "outOfReach",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(
    table = "complaint",
    index(number),
    index(state, owner, due),
    index(escalates_at),
    index(taken_in_at),
    index(customer, taken_in_at),
    index(car, taken_in_at)
)]
pub struct Complaint {
    pub id: ComplaintId,
    pub number: String,
    pub kind: ComplaintKind,
    pub way: ComplaintWay,
    pub state: ComplaintState,
    /// Nobody, where whoever spoke is not on record.
    pub customer: Option<CustomerId>,
    /// How they called themself.
    #[column(personal = Name)]
    pub called: String,
    #[column(personal = Mobile)]
    pub phone: String,
    /// The car as the workshop knows it.
    pub car: Option<ServicedCarId>,
    #[column(personal = Vin)]
    pub vin: String,
    /// The sale that it is about.
    pub sale: Option<OrderId>,
    pub repair_order: Option<RepairOrderId>,
    pub said: String,
    /// What the customer asks for.
    pub wants: String,
    /// Who answers for it.
    pub owner: PersonId,
    pub taken_in_at: Timestamp,
    pub taken_in_by: PersonId,
    /// By when somebody speaks with the customer.
    pub answer_due: Timestamp,
    /// By when it is solved.
    pub solution_due: Timestamp,
    /// The last day on which the customer may be told the result (汽车销售管理办法); none for a suggestion,
    /// and where the law of the year is not known.
    pub lawful_until: Option<NaiveDate>,
    pub answered_at: Option<Timestamp>,
    /// The last action since it was taken in or opened again; without one it is not closed.
    pub acted_at: Option<Timestamp>,
    /// The deadline that counts now; none once it is closed.
    pub due: Option<Timestamp>,
    /// The deadline at which it goes up, as long as it has not gone up for that one.
    pub escalates_at: Option<Timestamp>,
    pub escalated_at: Option<Timestamp>,
    /// How often it went up 升级.
    pub escalations: u32,
    /// How often it was opened again.
    pub reopened: u32,
    /// How many steps were ever written down; the next one's place.
    pub steps: u32,
    pub closed_at: Option<Timestamp>,
    pub verdict: Option<CustomerVerdict>,
    /// What the customer said of what was done.
    pub customer_said: String,
}

impl Complaint {
    /// The kind of record, as tasks and timelines name it.
    pub const KIND: &'static str = <Self as Entity>::TABLE.name;
}

fn found(facts: &dyn Facts, complaint: ComplaintId) -> Result<Complaint, Stop> {
    facts.get::<Complaint>(complaint)?.ok_or_else(|| {
        GeneralRefusal::NotFound {
            kind: Complaint::KIND.to_owned(),
            field: "complaint".to_owned(),
        }
        .into()
    })
}

/// Whoever speaks with customers hears complaints: at the counter of sales as well as of service.
fn hears(context: &Context) -> Result<(), GeneralRefusal> {
    if context.may(Right::SeeCustomers) || context.may(Right::SeeService) {
        return Ok(());
    }
    Err(GeneralRefusal::MissingRight {
        right: Right::SeeCustomers,
    })
}

/// Why it is not the giver's to decide, if it is not.
fn not_yours(
    facts: &dyn Facts,
    context: &Context,
    complaint: &Complaint,
) -> Result<Option<ComplaintRefusal>, Stop> {
    if complaint.owner == context.actor || context.may(Right::HandleComplaints) {
        return Ok(None);
    }
    let owner = facts.get::<Person>(complaint.owner)?;
    Ok(Some(ComplaintRefusal::ComplaintNotYours {
        owner: owner.map_or_else(String::new, |person| person.name),
    }))
}

/// The complaint, if it is open and the giver's to decide.
fn own_open(
    facts: &dyn Facts,
    context: &Context,
    complaint: ComplaintId,
) -> Result<Complaint, Stop> {
    hears(context)?;
    let complaint = found(facts, complaint)?;
    if complaint.state == ComplaintState::Closed {
        return Err(ComplaintRefusal::ComplaintClosed.into());
    }
    match not_yours(facts, context, &complaint)? {
        Some(refusal) => Err(refusal.into()),
        None => Ok(complaint),
    }
}
