import type { Fen } from "./Fen";
import type { PartId } from "./PartId";

export type WriteDownPart = { part: PartId, amount: Fen, reason: string, };
