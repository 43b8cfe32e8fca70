import type { DifferenceKind } from "./DifferenceKind";
import type { DifferenceState } from "./DifferenceState";
import type { PartDifferenceId } from "./PartDifferenceId";
import type { PartId } from "./PartId";
import type { PersonId } from "./PersonId";
import type { Timestamp } from "./Timestamp";

export type PartDifference = { id: PartDifferenceId, part: PartId, kind: DifferenceKind, booked: number, counted: number | null, quantity: number, state: DifferenceState, reason: string, openedBy: PersonId, openedAt: Timestamp, settledBy: PersonId | null, settledAt: Timestamp | null, };
