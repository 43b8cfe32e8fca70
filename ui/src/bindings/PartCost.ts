import type { Fen } from "./Fen";
import type { PartId } from "./PartId";

export type PartCost = { id: PartId, value: Fen, unitCost: Fen, };
