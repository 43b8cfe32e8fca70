//! The parts store: two parts of which there are few, wanted by many jobs at several desks.

use domain::{
    Command,
    parts::{Part, PartDifference, PartNeed, PartOrder},
    repair_orders::Job,
};
use serde_json::json;

use super::Drawing;

/// One piece.
const PIECE: u32 = 1_000;

impl Drawing<'_> {
    pub(super) fn of_the_shelves(&mut self) -> Option<Command> {
        match self.chance.below(100) {
            0..30 => {
                let job: Job = self.any("where state not in ('passed', 'declined')")?;
                let part: Part = self.any("")?;
                Self::parsed(
                    "AddPart",
                    json!({
                        "line": self.chance.id(), "job": job.id, "part": part.id,
                        "quantity": PIECE * (1 + self.chance.below(3) as u32), "unitPrice": 30_000,
                        "payer": "customer",
                    }),
                )
            }
            30..52 => self.with_need(
                "ReserveParts",
                |need| json!({"need": need.id, "quantity": PIECE}),
            ),
            52..58 => self.with_need("ReleaseParts", |need| json!({"need": need.id})),
            58..64 => self.with_need("BackOrderPart", |need| json!({"need": need.id})),
            64..78 => self.with_need(
                "PickParts",
                |need| json!({"lines": [{"need": need.id, "quantity": PIECE}]}),
            ),
            78..82 => self.with_need(
                "ReturnParts",
                |need| json!({"lines": [{"need": need.id, "quantity": PIECE}], "reason": "未用"}),
            ),
            82..90 => {
                let part: Part = self.any("")?;
                let order: Option<PartOrder> = self.any("where state = 'open'");
                let order = order.filter(|_| self.chance.percent(40));
                Self::parsed(
                    "ReceiveParts",
                    json!({
                        "order": order.map(|order| order.id),
                        "lines": [{
                            "part": part.id, "quantity": PIECE * (1 + self.chance.below(3) as u32),
                            "unitCost": 10_000 + self.chance.below(5_000),
                        }],
                    }),
                )
            }
            90..94 => {
                let part: Part = self.any("")?;
                Self::parsed(
                    "OrderParts",
                    json!({
                        "order": self.chance.id(), "lines": [{"part": part.id, "quantity": 2 * PIECE}],
                    }),
                )
            }
            94..97 => {
                let part: Part = self.any("")?;
                let counted = PIECE * self.chance.below(6) as u32;
                Self::parsed(
                    "CountParts",
                    json!({"lines": [{"part": part.id, "counted": counted}]}),
                )
            }
            _ => {
                let difference: PartDifference = self.any("where state = 'open'")?;
                Self::parsed(
                    "SettleDifference",
                    json!({"difference": difference.id, "reason": "盘点差异"}),
                )
            }
        }
    }

    fn with_need(
        &mut self,
        name: &str,
        content: impl FnOnce(&PartNeed) -> serde_json::Value,
    ) -> Option<Command> {
        let need: PartNeed = self.any("")?;
        Self::parsed(name, content(&need))
    }
}
