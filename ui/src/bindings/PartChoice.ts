import type { Fen } from "./Fen";
import type { PartId } from "./PartId";

export type PartChoice = { id: PartId, number: string, name: string, unit: string, bin: string, price: Fen, available: number, onHand: number, orderQuantity: number, };
