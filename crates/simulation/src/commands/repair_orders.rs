//! Repair orders: opened from a booking or for a car that came unasked, and taken on by whoever is there,
//! at whichever desk: so the same job is planned, finished, settled and paid by several at once.

use domain::{
    Command,
    parts::PartNeed,
    repair_orders::{
        CarWash, ClockEntry, Job, JobState, Payer, RepairOrder, RepairOrderState, SettlementSheet,
    },
    serviced_cars::ServicedCar,
    workshops::{Bay, Certificate, StandardOperation},
};
use serde_json::json;
use store::rows;

use super::{Drawing, literal};
use crate::desk::ZONE;

/// When jobs are planned for, in minutes after midnight.
const STARTS: [u32; 6] = [620, 660, 720, 780, 840, 900];

impl Drawing<'_> {
    /// What goes on around a repair order.
    pub(super) fn repair_order(&mut self) -> Option<Command> {
        match self.chance.below(100) {
            0..7 => self.open_from_booking(),
            7..13 => self.open_unasked(),
            13..16 => self.add_job(),
            16..19 => self.reverse(),
            19..24 => self.plan(),
            24..28 => {
                let job: Job = self.any("where state in ('planned', 'working', 'paused')")?;
                Self::parsed("UnplanJob", json!({"job": job.id}))
            }
            28..31 => {
                let job: Job = self.any("where state in ('proposed', 'authorised', 'planned')")?;
                Self::parsed("DeclineJob", json!({"job": job.id, "reason": "下次再做"}))
            }
            31..33 => {
                let job: Job = self.any("where state = 'declined'")?;
                let into: RepairOrder = self.any(&format!("where car = {}", literal(job.car)))?;
                Self::parsed(
                    "ReviveJob",
                    json!({"job": job.id, "into": into.id, "revived": self.chance.id()}),
                )
            }
            _ => self.go_on_with_order(),
        }
    }

    fn payer(&mut self) -> Payer {
        match self.chance.below(10) {
            0..6 => Payer::Customer,
            6..8 => Payer::Package,
            8 => Payer::Warranty,
            _ => Payer::Internal,
        }
    }

    fn open_from_booking(&mut self) -> Option<Command> {
        let booking = self.expected_booking()?;
        Self::parsed(
            "OpenRepairOrder",
            json!({
                "repairOrder": self.chance.id(), "kind": "repair", "car": booking.car,
                "booking": booking.id, "jobs": [],
            }),
        )
    }

    fn open_unasked(&mut self) -> Option<Command> {
        let car: ServicedCar = self.any("")?;
        let operation: StandardOperation = self.any("")?;
        let customer = self.customer()?;
        let payer = self.payer();
        Self::parsed(
            "OpenRepairOrder",
            json!({
                "repairOrder": self.chance.id(), "kind": "repair", "car": car.id,
                "customer": customer.id,
                "jobs": [{"job": self.chance.id(), "operation": operation.id, "payer": payer}],
                "wash": if self.chance.percent(40) { "wanted" } else { "notWanted" },
            }),
        )
    }

    fn add_job(&mut self) -> Option<Command> {
        let order: RepairOrder = self.any("where state in ('open', 'inWork', 'toSettle')")?;
        let operation: StandardOperation = self.any("")?;
        let payer = self.payer();
        Self::parsed(
            "AddJob",
            json!({
                "repairOrder": order.id,
                "new": {"job": self.chance.id(), "operation": operation.id, "payer": payer},
            }),
        )
    }

    fn reverse(&mut self) -> Option<Command> {
        let sheet: SettlementSheet = self.any("where state <> 'reversed'")?;
        Self::parsed(
            "ReverseSettlement",
            json!({"settlement": sheet.id, "reason": "录错", "refundMethod": "cash"}),
        )
    }

    /// Whatever the order calls for next.
    fn go_on_with_order(&mut self) -> Option<Command> {
        let order: RepairOrder = self.any("where state <> 'left'")?;
        let own = format!("where repair_order = {}", literal(order.id));
        let open: Option<Job> = self.any(&format!("{own} and state not in ('passed', 'declined')"));
        if let Some(job) = open {
            return self.go_on_with_job(&job);
        }
        match order.state {
            RepairOrderState::Open | RepairOrderState::InWork | RepairOrderState::ToSettle => {
                self.settle_order(&order)
            }
            RepairOrderState::Settled => self.let_out(&order),
            RepairOrderState::Left => None,
        }
    }

    fn go_on_with_job(&mut self, job: &Job) -> Option<Command> {
        match job.state {
            JobState::Proposed => Self::parsed(
                "AuthoriseJob",
                json!({"job": job.id, "by": "客户", "how": "inPerson"}),
            ),
            JobState::Authorised => {
                if self.chance.percent(65) {
                    self.plan_job(job)
                } else {
                    self.clock_on(job)
                }
            }
            JobState::Planned | JobState::Paused | JobState::Rework => self.clock_on(job),
            JobState::Working if self.chance.percent(25) => self.clock_off(job),
            JobState::Working => Self::parsed(
                "FinishJob",
                json!({"job": job.id, "cause": "磨损", "correction": "已更换"}),
            ),
            JobState::Finished => {
                let (verdict, remark) = if self.chance.percent(85) {
                    ("passed", "")
                } else {
                    ("failed", "仍有异响")
                };
                Self::parsed(
                    "InspectJob",
                    json!({"job": job.id, "verdict": verdict, "remark": remark}),
                )
            }
            JobState::Passed | JobState::Declined => None,
        }
    }

    fn plan(&mut self) -> Option<Command> {
        let job: Job = self.any("where state in ('authorised', 'planned', 'paused')")?;
        self.plan_job(&job)
    }

    /// Somebody who can do the work, a bay for it, and one of a few times of today.
    fn plan_job(&mut self, job: &Job) -> Option<Command> {
        let skill = job.skill.word();
        let able: Certificate = self.any(&format!("where skill = '{skill}'"))?;
        let bay: Bay = self.any(&format!("where skills like '%{skill}%'"))?;
        let minute = self.chance.one_of(&STARTS)?;
        let today = self.now.date_in(ZONE);
        Self::parsed(
            "PlanJob",
            json!({
                "job": job.id, "bay": bay.id, "technician": able.person,
                "startsAt": domain::workshops::instant(today, minute, ZONE),
            }),
        )
    }

    fn clock_on(&mut self, job: &Job) -> Option<Command> {
        let able: Certificate = self.any("")?;
        Self::parsed(
            "ClockOn",
            json!({"entry": self.chance.id(), "job": job.id, "person": able.person}),
        )
    }

    fn clock_off(&mut self, job: &Job) -> Option<Command> {
        let own = literal(job.id);
        let entry: ClockEntry = self.any(&format!("where job = {own} and off_at is null"))?;
        let reason = ["break", "parts", "customer"];
        Self::parsed(
            "ClockOff",
            json!({"job": job.id, "person": entry.person, "reason": self.chance.one_of(&reason)}),
        )
    }

    /// What the order charges is taken from the shelf before it is settled.
    fn settle_order(&mut self, order: &RepairOrder) -> Option<Command> {
        let need: Option<PartNeed> = self.any(&format!(
            "where holder = {} and state = 'open' and picked - returned < wanted",
            literal(order.id)
        ));
        match need {
            Some(need) => Self::parsed(
                "PickParts",
                json!({"lines": [{"need": need.id, "quantity": need.open()}]}),
            ),
            None => Self::parsed("SettleRepairOrder", json!({"repairOrder": order.id})),
        }
    }

    /// The sheets are paid, the car is washed, and it may go.
    fn let_out(&mut self, order: &RepairOrder) -> Option<Command> {
        let unpaid: Option<SettlementSheet> = self.any(&format!(
            "where repair_order = {} and state = 'open'",
            literal(order.id)
        ));
        if self.chance.percent(85)
            && let Some(sheet) = unpaid
        {
            return self.pay_sheet(&sheet);
        }
        let wash: Option<CarWash> = rows::entity(self.connection, order.id).ok()?;
        if wash.is_some_and(|wash| wash.is_due()) {
            return if self.chance.percent(80) {
                Self::parsed("RecordWash", json!({"repairOrder": order.id}))
            } else {
                Self::parsed(
                    "LeaveUnwashed",
                    json!({"repairOrder": order.id, "reason": "客户赶时间"}),
                )
            };
        }
        Self::parsed(
            "IssueGatePass",
            json!({"gatePass": self.chance.id(), "repairOrder": order.id}),
        )
    }

    fn pay_sheet(&mut self, sheet: &SettlementSheet) -> Option<Command> {
        if self.chance.percent(8) {
            let until = self.now.date_in(ZONE).succ_opt()?;
            return Self::parsed(
                "GrantCredit",
                json!({"settlement": sheet.id, "until": until.to_string(), "reason": "月结"}),
            );
        }
        let left = sheet.left().0;
        let amount = if self.chance.percent(75) {
            left
        } else {
            1 + left / 2
        };
        let method = ["cash", "card", "transfer", "weChat"];
        Self::parsed(
            "PaySettlement",
            json!({
                "payment": self.chance.id(), "settlement": sheet.id, "amount": amount,
                "method": self.chance.one_of(&method),
            }),
        )
    }
}
