import type { CountedPart } from "./CountedPart";

export type CountParts = { lines: Array<CountedPart>, };
