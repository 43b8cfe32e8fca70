//! The workshop 车间: its bays, the people who work in it with their skills and shifts, what it does and
//! how long that takes, and how much of each day is taken.
//!
//! Opening hours are the house's own calendar; statutory days are another, which only says when the
//! house keeps its doors shut on them.

mod bays;
mod capacity;
mod certificates;
mod days;
mod earliest;
mod hours;
mod labour_rates;
mod operations;
mod refusals;
mod shifts;
mod slots;
mod staff;

#[cfg(test)]
mod capacity_tests;
#[cfg(test)]
pub(crate) mod house;
#[cfg(test)]
mod tests;

pub use bays::{Bay, BayState, SetBay};
pub use capacity::{
    CapacityShare, Shortage, SkillMinutes, free_minutes, main_skill, shortage, total_minutes,
};
pub use certificates::{Certificate, RecordCertificate, WithdrawCertificate};
pub use days::{WorkshopDay, day_id, days_ahead, days_from};
pub(crate) use days::{counted_day, refresh_days};
pub(crate) use earliest::taken_on;
pub use earliest::{EarliestAsk, EarliestSlot, TakenStretch, earliest_slot, first_slots};
pub use hours::{
    HolidayOpening, Hours, OpeningException, SetOpeningException, SetUpWorkshop, WeekdayHours,
    Workshop, WorkshopTerms, instant, minute_of_day, work_until,
};
pub(crate) use hours::{open_on, week_plausible, workshop};
pub(crate) use labour_rates::rate_on;
pub use labour_rates::{LabourRate, SetLabourRate};
pub use operations::{OperationState, SetStandardOperation, StandardOperation};
pub use refusals::WorkshopRefusal;
pub use shifts::{Absence, CancelAbsence, RecordAbsence, SetShift, Shift};
pub(crate) use slots::{Claim, claim, free_from, release, take};
pub use slots::{SlotHolder, SlotResource, WorkshopSlot};
pub(crate) use staff::working;
pub use staff::{Staff, StaffMember};

crate::words! {
    /// What somebody must be able to do for a job, proved by a certificate.
    pub enum Skill {
        /// 保养
        Maintenance => "maintenance",
        /// 机电
        Mechanical => "mechanical",
        /// 新能源高压
        HighVoltage => "highVoltage",
        /// 钣金
        Body => "body",
        /// 喷漆
        Paint => "paint",
        /// 精品加装与美容
        Fitting => "fitting",
    }
}

crate::words! {
    /// Where somebody of the service department stands on a shift.
    pub enum Post {
        /// 服务顾问
        Advisor => "advisor",
        /// 技师
        Technician => "technician",
    }
}

crate::words! {
    /// The department that a job belongs to.
    pub enum Department {
        /// 机电维修
        Mechanical => "mechanical",
        /// 钣喷
        BodyAndPaint => "bodyAndPaint",
        /// 精品加装
        Accessories => "accessories",
        /// 美容
        Beauty => "beauty",
        /// 道路救援
        Rescue => "rescue",
    }
}
