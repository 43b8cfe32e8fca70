import type { Fen } from "./Fen";
import type { PartId } from "./PartId";
import type { PartOrigin } from "./PartOrigin";
import type { PartState } from "./PartState";

export type SetPart = { part: PartId, number: string, name: string, unit: string, maker: string, origin: PartOrigin, replacedBy: PartId | null, price: Fen, bin: string, supplier: string, minimum: number, orderQuantity: number, state: PartState, };
