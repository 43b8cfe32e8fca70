//! Members and their points: enrolled, earned for what was paid, used, put right and taken back. A point is worth little
//! and little is put in, so that two desks without a line use the same points.

use domain::{
    Command,
    ids::RecordId,
    members::{Membership, Spending},
    orders::Order,
    plans::PrepaidPlan,
    repair_orders::SettlementSheet,
};
use serde_json::{Value, json};

use super::Drawing;

/// What the house gives for each kind of spending, from its first day on.
pub(super) fn terms() -> Value {
    json!({
        "rates": [
            {"spending": "car", "perHundredYuan": 1},
            {"spending": "service", "perHundredYuan": 20},
            {"spending": "plan", "perHundredYuan": 20},
        ],
        "fenPerPoint": 10, "months": 12,
        "levels": [{"name": "银卡", "fromPoints": 0, "earnsPercent": 100},
                   {"name": "金卡", "fromPoints": 300, "earnsPercent": 150}],
    })
}

impl Drawing<'_> {
    pub(super) fn member(&mut self) -> Option<Command> {
        match self.chance.below(100) {
            0..22 => {
                let customer = self.customer()?;
                Self::parsed(
                    "EnrolMember",
                    json!({"member": self.chance.id(), "customer": customer.id}),
                )
            }
            22..48 => self.points_of("EarnPoints", None),
            48..74 => {
                let member: Membership = self.any("where ended_at is null")?;
                let points = 1 + self.chance.below(120);
                Self::parsed(
                    "BurnPoints",
                    json!({"customer": member.id, "points": points, "reason": "换礼品"}),
                )
            }
            74..88 => {
                let member: Membership = self.any("where ended_at is null")?;
                let points = self.chance.below(201) as i64 - 40;
                Self::parsed(
                    "AdjustPoints",
                    json!({"customer": member.id, "points": points, "reason": "活动补记"}),
                )
            }
            88..99 => self.points_of("ReversePoints", Some("退款")),
            _ => {
                let member: Membership = self.any("where ended_at is null")?;
                Self::parsed(
                    "EndMembership",
                    json!({"customer": member.id, "reason": "本人要求"}),
                )
            }
        }
    }

    /// A deed about what a member spent money on.
    fn points_of(&mut self, name: &str, reason: Option<&str>) -> Option<Command> {
        const OF_MEMBERS: &str =
            "where customer in (select id from membership where ended_at is null)";
        let (spending, source, customer): (_, RecordId, _) = match self.chance.below(4) {
            0 => {
                let order: Order = self.any(OF_MEMBERS)?;
                (Spending::Car, order.id.into(), order.customer)
            }
            1 => {
                let sheet: SettlementSheet = self.any(OF_MEMBERS)?;
                (Spending::Service, sheet.id.into(), sheet.customer?)
            }
            _ => {
                let plan: PrepaidPlan = self.any(OF_MEMBERS)?;
                (Spending::Plan, plan.id.into(), plan.customer)
            }
        };
        let mut content = json!({"customer": customer, "spending": spending, "source": source});
        if let Some(reason) = reason {
            content["reason"] = json!(reason);
        }
        Self::parsed(name, content)
    }
}
