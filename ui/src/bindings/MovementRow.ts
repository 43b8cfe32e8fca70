import type { Fen } from "./Fen";
import type { MovementKind } from "./MovementKind";
import type { RepairOrderId } from "./RepairOrderId";
import type { Timestamp } from "./Timestamp";

export type MovementRow = { n: number, kind: MovementKind, quantity: number, reserved: number, value: Fen, onHandAfter: number, valueAfter: Fen, number: string, remark: string, repairOrder: RepairOrderId | null, orderNumber: string, handedTo: string, by: string, at: Timestamp, };
