import type { Fen } from "./Fen";
import type { PartId } from "./PartId";
import type { PartOrigin } from "./PartOrigin";
import type { PartStanding } from "./PartStanding";
import type { PartState } from "./PartState";
import type { Timestamp } from "./Timestamp";

export type Part = { id: PartId, number: string, name: string, unit: string, maker: string, origin: PartOrigin, replacedBy: PartId | null, price: Fen, bin: string, supplier: string, minimum: number, orderQuantity: number, state: PartState, onHand: number, reserved: number, onOrder: number, waiting: number, movements: number, standing: PartStanding, countedAt: Timestamp | null, addedAt: Timestamp, };
