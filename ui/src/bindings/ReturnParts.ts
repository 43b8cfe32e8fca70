import type { PickedPart } from "./PickedPart";

export type ReturnParts = { number: string, lines: Array<PickedPart>, reason: string, };
