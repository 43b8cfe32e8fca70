import type { Fen } from "./Fen";
import type { RepairOrderId } from "./RepairOrderId";
import type { SettlementId } from "./SettlementId";

export type SettlementCost = { id: SettlementId, repairOrder: RepairOrderId, parts: Fen, };
