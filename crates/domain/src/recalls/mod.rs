//! Recalls and service campaigns 召回与服务活动: what a maker has put right on a list of VINs. A car whose VIN
//! is listed says so wherever it comes, and a recalled car is not sold before that is done.

mod announcing;
mod listing;
mod open_recalls;
mod refusals;
mod taking_up;

#[cfg(test)]
mod tests;

pub use announcing::{AnnounceRecall, EndRecall};
pub use listing::{ListRecallCars, MOST_LISTED, UnlistRecallCar};
pub use open_recalls::{open_recalls, stops_sale};
pub use refusals::RecallRefusal;
pub use taking_up::TakeUpRecall;
pub(crate) use taking_up::follow_job;

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    command::Stop,
    facts::{Ask, Facts},
    ids::{CommandId, JobId, PersonId, RecallCarId, RecallId, RepairOrderId, derived},
    refusal::GeneralRefusal,
    time::Timestamp,
    workshops::Skill,
};

crate::words! {
    pub enum RecallKind {
        /// 召回: by law the car is not sold before it is done (缺陷汽车产品召回管理条例).
        Recall => "recall",
        /// 服务活动: the maker's own wish.
        ServiceCampaign => "serviceCampaign",
    }
}

crate::words! {
    pub enum RecallState {
        Running => "running",
        Ended => "ended",
    }
}

crate::words! {
    pub enum RecallCarState {
        /// 未实施
        Open => "open",
        /// 已实施
        Done => "done",
        /// 不涉及: the maker took the car off the list.
        NotAffected => "notAffected",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "recall", index(number), index(state, runs_from))]
pub struct Recall {
    pub id: RecallId,
    /// The maker's or the authority's number.
    pub number: String,
    pub kind: RecallKind,
    /// Whose cars they are, as the maker is called.
    pub maker: String,
    pub title: String,
    /// What is done 措施.
    pub measure: String,
    pub skill: Skill,
    /// The flat time that the maker pays.
    pub minutes: u32,
    pub runs_from: NaiveDate,
    /// The last day of a service campaign; a recall is done whenever the car comes.
    pub runs_until: Option<NaiveDate>,
    pub state: RecallState,
    /// How many cars are listed, without those that are not affected.
    pub listed: u32,
    /// How many of them are done.
    pub done: u32,
    pub announced_at: Timestamp,
    pub announced_by: PersonId,
}

/// A car of the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(
    table = "recall_car",
    index(vin, state),
    index(recall, state),
    index(job)
)]
pub struct RecallCar {
    pub id: RecallCarId,
    pub recall: RecallId,
    #[column(personal = Vin)]
    pub vin: String,
    pub state: RecallCarState,
    /// Where it is being done, or was.
    pub repair_order: Option<RepairOrderId>,
    pub job: Option<JobId>,
    pub done_at: Option<Timestamp>,
    /// Why it is not affected.
    pub reason: String,
    pub listed_at: Timestamp,
}

impl Recall {
    /// Whether a listed car is to be told of it on this day.
    pub fn concerns_on(&self, day: NaiveDate) -> bool {
        let within = match self.kind {
            RecallKind::Recall => true,
            RecallKind::ServiceCampaign => self.runs_until.is_none_or(|last| day <= last),
        };
        self.state == RecallState::Running && self.runs_from <= day && within
    }
}

/// The id of a car on a list: the same at every desk, whoever lists it first.
pub fn recall_car_id(recall: RecallId, vin: &str) -> RecallCarId {
    derived(CommandId(recall.0), &format!("recall car {vin}")).into()
}

fn found(facts: &dyn Facts, recall: RecallId) -> Result<Recall, Stop> {
    facts.get::<Recall>(recall)?.ok_or_else(|| {
        GeneralRefusal::NotFound {
            kind: "recall".to_owned(),
            field: "recall".to_owned(),
        }
        .into()
    })
}

fn found_car(facts: &dyn Facts, car: RecallCarId) -> Result<RecallCar, Stop> {
    facts.get::<RecallCar>(car)?.ok_or_else(|| {
        GeneralRefusal::NotFound {
            kind: "recall_car".to_owned(),
            field: "recallCar".to_owned(),
        }
        .into()
    })
}
