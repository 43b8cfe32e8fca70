import type { PartOrderId } from "./PartOrderId";
import type { PartOrderState } from "./PartOrderState";
import type { PersonId } from "./PersonId";
import type { Timestamp } from "./Timestamp";

export type PartOrder = { id: PartOrderId, number: string, supplier: string, state: PartOrderState, expectedOn: string | null, remark: string, madeBy: PersonId, madeAt: Timestamp, closedAt: Timestamp | null, };
