import type { Fen } from "./Fen";
import type { MovementKind } from "./MovementKind";
import type { PartId } from "./PartId";
import type { PartMovementId } from "./PartMovementId";
import type { PartNeedId } from "./PartNeedId";
import type { PersonId } from "./PersonId";
import type { Timestamp } from "./Timestamp";

export type PartMovement = { id: PartMovementId, part: PartId, n: number, kind: MovementKind, quantity: number, reserved: number, value: Fen, onHandAfter: number, reservedAfter: number, valueAfter: Fen, need: PartNeedId | null, number: string, bin: string, remark: string, handedTo: PersonId | null, by: PersonId, at: Timestamp, };
