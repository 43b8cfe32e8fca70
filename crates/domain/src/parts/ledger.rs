//! The ledger of a part 台账: every movement with what it left behind. Nothing is ever changed in it.

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    ids::{PartId, PartMovementId, PartNeedId, PersonId},
    money::Fen,
    time::Timestamp,
};

crate::words! {
    pub enum MovementKind {
        /// 入库
        Received => "received",
        /// 预留
        Reserved => "reserved",
        /// 释放
        Released => "released",
        /// 领料
        Picked => "picked",
        /// 退料
        Returned => "returned",
        /// 盘盈
        CountedMore => "countedMore",
        /// 盘亏
        CountedLess => "countedLess",
        /// 减值: it is worth less than it cost.
        WrittenDown => "writtenDown",
        /// 成本调整: what was taken beyond the books is valued by what came in for it.
        Revalued => "revalued",
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(
    table = "part_movement",
    right = SeePartCosts,
    index(part, n),
    index(need),
    index(kind, at, part, quantity)
)]
pub struct PartMovement {
    pub id: PartMovementId,
    pub part: PartId,
    /// Its place in the part's ledger, from one on.
    pub n: i64,
    pub kind: MovementKind,
    /// What it did to the quantity, the reservations and the value.
    pub quantity: i64,
    pub reserved: i64,
    pub value: Fen,
    pub on_hand_after: i64,
    pub reserved_after: i64,
    pub value_after: Fen,
    /// Whose it was.
    pub need: Option<PartNeedId>,
    /// The paper's number, where one goes with it.
    pub number: String,
    /// Where it stood then.
    pub bin: String,
    pub remark: String,
    /// Who took it or brought it back, where that is another person.
    pub handed_to: Option<PersonId>,
    pub by: PersonId,
    pub at: Timestamp,
}
