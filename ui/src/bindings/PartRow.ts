import type { Fen } from "./Fen";
import type { PartId } from "./PartId";
import type { PartOrigin } from "./PartOrigin";
import type { PartStanding } from "./PartStanding";
import type { PartState } from "./PartState";

export type PartRow = { id: PartId, number: string, name: string, unit: string, maker: string, origin: PartOrigin, bin: string, price: Fen, state: PartState, standing: PartStanding, onHand: number, reserved: number, available: number, onOrder: number, waiting: number, pending: boolean, };
