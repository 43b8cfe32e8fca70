import type { DifferenceKind } from "./DifferenceKind";
import type { PartDifferenceId } from "./PartDifferenceId";
import type { PartId } from "./PartId";
import type { Timestamp } from "./Timestamp";

export type DifferenceRow = { id: PartDifferenceId, part: PartId, number: string, name: string, unit: string, bin: string, kind: DifferenceKind, booked: number, counted: number | null, quantity: number, onHand: number, openedBy: string, openedAt: Timestamp, };
