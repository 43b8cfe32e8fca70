//! Parts: two of them with a few pieces each, which several orders want, keep and take.

use domain::{
    Command,
    parts::{Part, PartDifference, PartNeed, PartOrder},
    repair_orders::Job,
};
use serde_json::json;

use super::Drawing;

/// The needs that still want something.
const WANTING: &str = "where state = 'open' and picked - returned + reserved < wanted";

impl Drawing<'_> {
    /// What goes on around the shelves.
    pub(super) fn part(&mut self) -> Option<Command> {
        match self.chance.below(100) {
            0..30 => self.add_part(),
            30..48 => self.reserve(),
            48..55 => {
                let need: PartNeed = self.any(WANTING)?;
                Self::parsed("BackOrderPart", json!({"need": need.id}))
            }
            55..58 => {
                let need: PartNeed =
                    self.any("where state = 'open' and (reserved > 0 or waiting > 0)")?;
                Self::parsed("ReleaseParts", json!({"need": need.id}))
            }
            58..72 => self.pick(),
            72..78 => self.bring_back_part(),
            78..86 => self.receive(),
            86..90 => self.order_parts(),
            90..92 => {
                let order: PartOrder = self.any("where state = 'open'")?;
                Self::parsed(
                    "CancelPartOrder",
                    json!({"order": order.id, "reason": "停产"}),
                )
            }
            92..97 => self.count(),
            _ => {
                let difference: PartDifference = self.any("where state = 'open'")?;
                Self::parsed(
                    "SettleDifference",
                    json!({"difference": difference.id, "reason": "盘点更正"}),
                )
            }
        }
    }

    fn some_quantity(&mut self) -> u64 {
        1_000 * (1 + self.chance.below(2))
    }

    fn add_part(&mut self) -> Option<Command> {
        let job: Job = self.any("where state in ('proposed', 'authorised', 'planned')")?;
        let part: Part = self.any("")?;
        Self::parsed(
            "AddPart",
            json!({
                "line": self.chance.id(), "job": job.id, "part": part.id,
                "quantity": self.some_quantity(), "unitPrice": 60_000,
                "payer": if self.chance.percent(80) { "customer" } else { "warranty" },
            }),
        )
    }

    fn reserve(&mut self) -> Option<Command> {
        let need: PartNeed = self.any(WANTING)?;
        let quantity = need.open() - need.reserved;
        Self::parsed(
            "ReserveParts",
            json!({"need": need.id, "quantity": quantity}),
        )
    }

    /// Mostly what is still wanted; what was taken beyond it was taken all the same.
    fn pick(&mut self) -> Option<Command> {
        let need: PartNeed = self.any("where holder_kind = 'repairOrder' and state = 'open'")?;
        let quantity = if need.open() > 0 && self.chance.percent(85) {
            need.open()
        } else {
            1_000
        };
        Self::parsed(
            "PickParts",
            json!({"lines": [{"need": need.id, "quantity": quantity}]}),
        )
    }

    fn bring_back_part(&mut self) -> Option<Command> {
        let need: PartNeed = self.any("where picked > returned")?;
        Self::parsed(
            "ReturnParts",
            json!({"lines": [{"need": need.id, "quantity": 1_000}], "reason": "多领"}),
        )
    }

    fn receive(&mut self) -> Option<Command> {
        let part: Part = self.any("")?;
        let order: Option<PartOrder> = self.any("where state = 'open'");
        Self::parsed(
            "ReceiveParts",
            json!({
                "order": order.map(|order| order.id),
                "lines": [{"part": part.id, "quantity": 1_000, "unitCost": 9_999}],
            }),
        )
    }

    fn order_parts(&mut self) -> Option<Command> {
        let part: Part = self.any("")?;
        Self::parsed(
            "OrderParts",
            json!({
                "order": self.chance.id(),
                "lines": [{"part": part.id, "quantity": self.some_quantity()}],
            }),
        )
    }

    fn count(&mut self) -> Option<Command> {
        let part: Part = self.any("")?;
        let counted = (part.on_hand + 1_000 * (self.chance.below(3) as i64 - 1)).max(0);
        Self::parsed(
            "CountParts",
            json!({"lines": [{"part": part.id, "counted": counted}]}),
        )
    }
}
