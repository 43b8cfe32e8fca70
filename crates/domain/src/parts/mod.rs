//! Parts 配件: what stands on the shelves, for whom it is kept, what it cost, and what is on its way.
//! Quantities are thousandths of a unit, so that oil is counted as exactly as bolts. Whatever touches a
//! part is an entry of its ledger, and the part's own row says what its entries add up to.

mod booked;
mod counting;
mod ledger;
mod needs;
mod ordering;
mod picking;
mod receiving;
mod refusals;
mod reorder;
mod reserving;
mod set_part;
mod shelf;
mod work;
mod writing_down;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use booked::{ForgoPart, WantPart};
pub(crate) use booked::{bring_over, give_up};
pub use counting::{
    CountParts, CountedPart, DifferenceKind, DifferenceState, PartDifference, SettleDifference,
};
pub use ledger::{MovementKind, PartMovement};
pub use needs::{NeedHolder, NeedState, PartNeed, PartNeedCost, SettlementCost};
pub(crate) use needs::{
    cost_of_lines, forgo_job, line_changed, line_removed, take_up, wanted_anew, wanted_on_line,
};
pub use ordering::{
    CancelPartOrder, OrderParts, OrderedPart, PartOrder, PartOrderLine, PartOrderState,
};
pub use picking::{PickParts, PickedPart, ReturnParts};
pub use receiving::{ReceiveParts, ReceivedPart};
pub use refusals::{PartConcern, PartRefusal};
pub use reorder::{Reorder, ReorderRules, Use, suggest};
pub use reserving::{BackOrderPart, ReleaseParts, ReserveParts};
pub use set_part::SetPart;
pub(crate) use work::Work;
pub use writing_down::WriteDownPart;

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ids::PartId, money::Fen, time::Timestamp};

/// Thousandths in a unit.
pub const UNIT: i64 = 1_000;
/// Ten thousand units: more than any one movement of a dealership.
pub(crate) const LARGEST_QUANTITY: u32 = 10_000_000;

crate::words! {
    /// Whose make a part is; the settlement list must say so.
    pub enum PartOrigin {
        /// 原厂
        Original => "original",
        /// 同质
        Equivalent => "equivalent",
        /// 再制造
        Remanufactured => "remanufactured",
        /// 回用
        Reused => "reused",
    }
}

crate::words! {
    pub enum PartState {
        /// 在用
        Carried => "carried",
        /// 停用: sold off and not ordered again.
        Discontinued => "discontinued",
    }
}

crate::words! {
    /// What a part calls for; the worst that holds.
    pub enum PartStanding {
        /// 负库存: more was taken than the books have.
        Negative => "negative",
        /// 缺料: somebody waits for it.
        Waiting => "waiting",
        /// 低于安全库存
        Short => "short",
        Enough => "enough",
    }
}

/// A part with what there is of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(
    table = "part",
    index(number),
    index(standing, state, maker, number),
    index(name),
    index(bin)
)]
pub struct Part {
    pub id: PartId,
    /// 零件号, in capitals.
    pub number: String,
    pub name: String,
    /// 计量单位: 件, 升, 套.
    pub unit: String,
    pub maker: String,
    pub origin: PartOrigin,
    /// 替换件: what took its place.
    pub replaced_by: Option<PartId>,
    /// What one unit is sold for; VAT included.
    pub price: Fen,
    /// 库位
    pub bin: String,
    pub supplier: String,
    /// 安全库存: below it the part is short.
    pub minimum: i64,
    /// 订货批量: it is ordered in multiples of this.
    pub order_quantity: i64,
    pub state: PartState,
    /// What the books say stands on the shelf; below nought while more was taken than they have.
    pub on_hand: i64,
    /// Kept for repair orders and bookings; never more than there is.
    pub reserved: i64,
    /// Ordered and not yet received 在途.
    pub on_order: i64,
    /// What repair orders and bookings wait for 待料.
    pub waiting: i64,
    /// How many entries its ledger has.
    pub movements: i64,
    pub standing: PartStanding,
    pub counted_at: Option<Timestamp>,
    pub added_at: Timestamp,
}

impl Part {
    /// What may be promised to somebody else.
    pub fn available(&self) -> i64 {
        (self.on_hand - self.reserved).max(0)
    }

    /// What the figures call for.
    pub(crate) fn stands(&self) -> PartStanding {
        if self.on_hand < 0 {
            PartStanding::Negative
        } else if self.waiting > 0 {
            PartStanding::Waiting
        } else if self.on_hand - self.reserved < self.minimum {
            PartStanding::Short
        } else {
            PartStanding::Enough
        }
    }
}

/// What a part's stock cost, kept by value and quantity so that no fen is ever lost to a rounded average
/// 移动加权平均.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "part_cost", right = SeePartCosts)]
pub struct PartCost {
    /// The part's own id.
    pub id: PartId,
    /// What the books' quantity cost; the sum of the ledger's values.
    pub value: Fen,
    /// What one unit last cost on average; what is taken beyond the books is valued by it.
    pub unit_cost: Fen,
}
