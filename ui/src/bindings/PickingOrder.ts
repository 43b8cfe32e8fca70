import type { RepairOrderId } from "./RepairOrderId";
import type { Timestamp } from "./Timestamp";

export type PickingOrder = { repairOrder: RepairOrderId, number: string, plate: string, description: string, advisorName: string, promisedAt: Timestamp | null, toPick: number, ready: number, waits: number, };
