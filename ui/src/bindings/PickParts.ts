import type { PersonId } from "./PersonId";
import type { PickedPart } from "./PickedPart";

export type PickParts = { number: string, lines: Array<PickedPart>, takenBy: PersonId | null, };
