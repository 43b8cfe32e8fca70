import type { PartId } from "./PartId";

export type CountedPart = { part: PartId, counted: number, };
