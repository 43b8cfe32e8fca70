//! What is paid ahead for services to come, and what customers complain of.

use domain::{Command, complaints::Complaint, plans::PrepaidPlan, serviced_cars::ServicedCar};
use serde_json::json;

use super::{Drawing, ZONE};

impl Drawing<'_> {
    pub(super) fn of_plans_and_complaints(&mut self) -> Option<Command> {
        match self.chance.below(100) {
            0..30 => self.sell_plan(),
            30..40 => {
                let plan: PrepaidPlan = self.any("where state = 'running'")?;
                Self::parsed(
                    "RefundPlan",
                    json!({
                        "plan": plan.id, "amount": plan.value_left.0.min(plan.price.0),
                        "method": "cash", "reason": "不再需要",
                    }),
                )
            }
            40..62 => {
                let car: Option<ServicedCar> = self.any("");
                Self::parsed(
                    "TakeInComplaint",
                    json!({
                        "complaint": self.chance.id(), "kind": "attitude", "way": "phone",
                        "called": "王先生", "phone": "13800138000", "said": "等了半小时没人理",
                        "car": car.map(|car| car.id),
                    }),
                )
            }
            62..76 => self.with_complaint("AnswerComplaint", json!({"note": "已致电道歉"})),
            76..90 => self.with_complaint("RecordComplaintAction", json!({"note": "当面解释"})),
            _ => self.with_complaint(
                "CloseComplaint",
                json!({"verdict": "content", "customerSaid": "可以"}),
            ),
        }
    }

    fn sell_plan(&mut self) -> Option<Command> {
        let car: ServicedCar = self.any("where customer is not null")?;
        let today = self.now.date_in(ZONE);
        let package = self.chance.percent(60);
        Self::parsed(
            "SellPlan",
            json!({
                "plan": self.chance.id(), "kind": if package { "package" } else { "storedValue" },
                "title": if package { "保养两次" } else { "储值" }, "customer": car.customer,
                "car": package.then_some(car.id), "price": 60_000, "value": 80_000,
                "times": package.then_some(2), "validFrom": today.to_string(), "method": "cash",
            }),
        )
    }

    fn with_complaint(&mut self, name: &str, mut content: serde_json::Value) -> Option<Command> {
        let complaint: Complaint = self.any("where state <> 'closed'")?;
        content["complaint"] = json!(complaint.id);
        Self::parsed(name, content)
    }
}
