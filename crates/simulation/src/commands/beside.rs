//! What a house does beside its sales and its repairs: plans, complaints, courtesy cars, washes, cars that
//! come for the first time.

use domain::{
    Command,
    complaints::{Complaint, ComplaintState},
    loaners::CarLoan,
    plans::PrepaidPlan,
    repair_orders::RepairOrder,
    serviced_cars::ServicedCar,
    time::Timestamp,
    vehicles::Vehicle,
};
use serde_json::json;
use store::rows;

use super::Drawing;
use crate::desk::ZONE;

impl Drawing<'_> {
    pub(super) fn beside(&mut self) -> Option<Command> {
        match self.chance.below(100) {
            0..32 => self.sell_plan(),
            32..42 => self.refund_plan(),
            42..54 => self.complain(),
            54..68 => self.go_on_with_complaint(),
            68..78 => self.lend(),
            78..86 => self.take_back(),
            86..92 => {
                let order: RepairOrder = self.any("where state <> 'left'")?;
                Self::parsed(
                    "AskWash",
                    json!({"repairOrder": order.id, "wash": "wanted"}),
                )
            }
            _ => {
                // A few plates: several desks meet the same new car.
                let plate = format!("京A2000{}", self.chance.below(6));
                Self::parsed(
                    "RegisterCar",
                    json!({"car": self.chance.id(), "plate": plate, "description": "大众 途观"}),
                )
            }
        }
    }

    /// Small enough that a few jobs use it up.
    fn sell_plan(&mut self) -> Option<Command> {
        let customer = self.customer()?;
        let since = self.now.plus(-9 * Timestamp::DAY).date_in(ZONE);
        let mut plan = json!({
            "plan": self.chance.id(), "customer": customer.id, "price": 60_000,
            "validFrom": since.to_string(), "method": "card",
        });
        if self.chance.percent(60) {
            let car: ServicedCar = self.any("")?;
            plan["kind"] = json!("package");
            plan["title"] = json!("两次保养");
            plan["car"] = json!(car.id);
            plan["times"] = json!(2);
        } else {
            plan["kind"] = json!("storedValue");
            plan["title"] = json!("储值卡");
        }
        Self::parsed("SellPlan", plan)
    }

    fn refund_plan(&mut self) -> Option<Command> {
        let plan: PrepaidPlan = self.any("where state = 'running'")?;
        let amount = plan.price.0.min(plan.value_left.0);
        Self::parsed(
            "RefundPlan",
            json!({"plan": plan.id, "amount": amount, "method": "card", "reason": "客户换车"}),
        )
    }

    fn complain(&mut self) -> Option<Command> {
        let customer = self.customer()?;
        Self::parsed(
            "TakeInComplaint",
            json!({
                "complaint": self.chance.id(), "kind": "waiting", "way": "phone",
                "customer": customer.id, "said": "等了两个小时",
            }),
        )
    }

    fn go_on_with_complaint(&mut self) -> Option<Command> {
        let complaint: Complaint = self.any("where state <> 'closed'")?;
        let id = complaint.id;
        match complaint.state {
            ComplaintState::Open => Self::parsed(
                "AnswerComplaint",
                json!({"complaint": id, "note": "已致歉"}),
            ),
            ComplaintState::Answered if complaint.acted_at.is_none() => Self::parsed(
                "RecordComplaintAction",
                json!({"complaint": id, "note": "赠送保养"}),
            ),
            ComplaintState::Answered => Self::parsed(
                "CloseComplaint",
                json!({"complaint": id, "verdict": "accepts", "customerSaid": "可以"}),
            ),
            ComplaintState::Closed => None,
        }
    }

    fn lend(&mut self) -> Option<Command> {
        let order: RepairOrder = self.any("where state <> 'left'")?;
        let car: Vehicle = self.any("where purpose = 'demonstrator'")?;
        Self::parsed(
            "LendCar",
            json!({
                "loan": self.chance.id(), "repairOrder": order.id, "vehicle": car.id,
                "driver": "王小明", "licenceNumber": "110105199003077876", "classes": ["C1"],
                "seen": "original", "odometerKm": car.odometer_km, "percent": 80,
                "dueAt": self.now.plus(20 * 60_000),
            }),
        )
    }

    fn take_back(&mut self) -> Option<Command> {
        let loan: CarLoan = self.any("where returned_at is null")?;
        let car: Vehicle = rows::entity(self.connection, loan.vehicle).ok()??;
        let km = u64::from(car.odometer_km) + self.chance.below(9);
        Self::parsed(
            "TakeBackCar",
            json!({"loan": loan.id, "odometerKm": km, "percent": 60, "condition": "sound"}),
        )
    }
}
