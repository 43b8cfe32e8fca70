import type { Fen } from "./Fen";
import type { PartId } from "./PartId";

export type ReceivedPart = { part: PartId, quantity: number, unitCost: Fen, };
