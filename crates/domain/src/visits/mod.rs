//! The reception log 来店登记: who came, in how many heads, when they left, who received them; and
//! whose turn it is.

mod log_visit;
mod receive_visit;
mod rotation;

pub use log_visit::LogVisit;
pub use receive_visit::{EndVisit, LinkVisit, ReceiveVisit};
pub use rotation::{JoinRotation, LeaveRotation, ReceptionTurn, TurnState};

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    ids::{CustomerId, LeadId, PersonId, VisitId},
    refusal::Refusal,
    time::Timestamp,
};

crate::words! {
    /// What they came for.
    pub enum VisitPurpose {
        Look => "look",
        TestDrive => "testDrive",
        Negotiate => "negotiate",
        Order => "order",
        Delivery => "delivery",
        Service => "service",
        Other => "other",
    }
}

crate::words! {
    /// 首次 or 再次; both are counted apart.
    pub enum VisitCount {
        First => "first",
        Repeat => "repeat",
    }
}

crate::words! {
    /// How the consultant was chosen.
    pub enum ReceivedHow {
        /// It was their turn, which is used up by it.
        InTurn => "inTurn",
        /// The customer asked for them, or had an appointment; their turn stays.
        AskedFor => "askedFor",
    }
}

/// One group of people who came together; 到店量 counts groups.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "visit", index(arrived_at), index(left_at), index(customer))]
pub struct Visit {
    pub id: VisitId,
    /// Who it is, once they are on record 留档.
    pub customer: Option<CustomerId>,
    pub lead: Option<LeadId>,
    /// How they called themselves, before they are on record.
    #[column(personal = Name)]
    pub called: String,
    /// People in the group.
    pub people: u32,
    pub purpose: VisitPurpose,
    pub count: VisitCount,
    pub arrived_at: Timestamp,
    pub left_at: Option<Timestamp>,
    pub received_by: Option<PersonId>,
    pub received_how: Option<ReceivedHow>,
    pub received_at: Option<Timestamp>,
    pub remark: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum VisitRefusal {
    /// A group has one to a hundred people.
    GroupImplausible { field: String },
    /// An arrival lies within the last two days, and before a departure.
    ArrivalImplausible { field: String },
    /// The visitors have left already.
    VisitEnded,
}

impl From<VisitRefusal> for Refusal {
    fn from(refusal: VisitRefusal) -> Self {
        Self::typed(&refusal, None)
    }
}
