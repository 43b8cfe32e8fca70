//! The workshop: bookings by capacity, orders with one job each that go from hand to hand, and their way out over
//! sheets, money and the gate.

use domain::{
    Command,
    repair_orders::{ClockEntry, Job, JobState, RepairOrder, SettlementSheet},
    service_bookings::ServiceBooking,
    serviced_cars::ServicedCar,
    time::Timestamp,
    workshops::{Bay, StandardOperation},
};
use serde_json::json;

use super::{Drawing, booked_time};

impl Drawing<'_> {
    pub(super) fn of_the_workshop(&mut self) -> Option<Command> {
        match self.chance.below(100) {
            0..24 => self.book_service(),
            24..30 => self.rebook_service(),
            30..33 => {
                let booking: ServiceBooking = self.any("where state = 'new'")?;
                Self::parsed(
                    "CancelBooking",
                    json!({"booking": booking.id, "reason": "不来了"}),
                )
            }
            33..45 => self.open_order(),
            45..70 => self.take_job_on(),
            70..78 => self.plan_job(),
            78..85 => {
                let order: RepairOrder = self.any("where state = 'toSettle'")?;
                Self::parsed("SettleRepairOrder", json!({"repairOrder": order.id}))
            }
            85..91 => self.pay_sheet(),
            91..93 => {
                let sheet: SettlementSheet = self.any("where state in ('open', 'paid')")?;
                Self::parsed(
                    "ReverseSettlement",
                    json!({"settlement": sheet.id, "reason": "录错", "refundMethod": "cash"}),
                )
            }
            _ => {
                let order: RepairOrder =
                    self.any("where state in ('open', 'inWork', 'toSettle', 'settled')")?;
                Self::parsed(
                    "IssueGatePass",
                    json!({"gatePass": self.chance.id(), "repairOrder": order.id}),
                )
            }
        }
    }

    fn book_service(&mut self) -> Option<Command> {
        let car: ServicedCar = self.any("")?;
        let operation: StandardOperation = self.any("")?;
        let starts_at = self.service_time();
        Self::parsed(
            "BookService",
            json!({
                "booking": self.chance.id(), "dealership": self.lane.0, "car": car.id,
                "called": "王先生", "phone": "13800138000", "startsAt": starts_at,
                "jobs": [{"operation": operation.id}], "transport": "waits", "overbooking": "refused",
            }),
        )
    }

    fn rebook_service(&mut self) -> Option<Command> {
        let booking: ServiceBooking = self.any("where state = 'new'")?;
        let starts_at = self.service_time();
        Self::parsed(
            "RebookService",
            json!({"booking": booking.id, "startsAt": starts_at, "overbooking": "refused"}),
        )
    }

    fn open_order(&mut self) -> Option<Command> {
        let car: ServicedCar = self.any("")?;
        let operation: StandardOperation = self.any("")?;
        let customer = car.customer;
        let payers: &[&str] = match customer {
            Some(_) => &["customer", "customer", "package"],
            None => &["customer", "internal"],
        };
        Self::parsed(
            "OpenRepairOrder",
            json!({
                "repairOrder": self.chance.id(), "kind": "repair", "car": car.id,
                "customer": customer,
                "jobs": [{
                    "job": self.chance.id(), "operation": operation.id,
                    "payer": self.chance.one_of(payers),
                }],
            }),
        )
    }

    /// Whatever comes next for a job; some are sent back by the inspection.
    fn take_job_on(&mut self) -> Option<Command> {
        let job: Job = self.any("where state not in ('passed', 'declined')")?;
        match job.state {
            JobState::Proposed => Self::parsed(
                "AuthoriseJob",
                json!({"job": job.id, "by": "车主", "how": "phone"}),
            ),
            JobState::Authorised | JobState::Planned | JobState::Paused | JobState::Rework
                if self.chance.percent(50) =>
            {
                let person = self.chance.one_of(self.clerks)?;
                Self::parsed(
                    "ClockOn",
                    json!({"entry": self.chance.id(), "job": job.id, "person": person}),
                )
            }
            JobState::Working if self.chance.percent(40) => {
                let entry: ClockEntry = self.any("where off_at is null")?;
                Self::parsed(
                    "ClockOff",
                    json!({"job": entry.job, "person": entry.person, "reason": "break"}),
                )
            }
            JobState::Authorised
            | JobState::Planned
            | JobState::Paused
            | JobState::Rework
            | JobState::Working => {
                Self::parsed("FinishJob", json!({"job": job.id, "correction": "完成"}))
            }
            JobState::Finished => {
                let verdict = if self.chance.percent(15) {
                    "failed"
                } else {
                    "passed"
                };
                Self::parsed("InspectJob", json!({"job": job.id, "verdict": verdict}))
            }
            JobState::Passed | JobState::Declined => None,
        }
    }

    fn plan_job(&mut self) -> Option<Command> {
        let job: Job = self.any("where state in ('authorised', 'planned')")?;
        let bay: Bay = self.any("")?;
        let technician = self.chance.one_of(self.clerks)?;
        let starts_at = self.service_time();
        Self::parsed(
            "PlanJob",
            json!({"job": job.id, "bay": bay.id, "technician": technician, "startsAt": starts_at}),
        )
    }

    fn pay_sheet(&mut self) -> Option<Command> {
        let sheet: SettlementSheet = self.any("where state = 'open' and paid < amount")?;
        let rest = sheet.amount.0 - sheet.paid.0;
        let amount = if self.chance.percent(70) {
            rest
        } else {
            (rest / 2).max(1)
        };
        Self::parsed(
            "PaySettlement",
            json!({
                "payment": self.chance.id(), "settlement": sheet.id, "amount": amount,
                "method": self.chance.one_of(&["cash", "card", "weChat"]),
            }),
        )
    }

    /// On the half hours of two days.
    fn service_time(&mut self) -> Timestamp {
        booked_time(self.chance.below(2), 9 * 60 + 30 * self.chance.below(14))
    }
}
