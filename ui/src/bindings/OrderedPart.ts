import type { PartId } from "./PartId";

export type OrderedPart = { part: PartId, quantity: number, };
