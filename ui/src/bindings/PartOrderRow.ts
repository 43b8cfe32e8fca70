import type { PartOrderId } from "./PartOrderId";
import type { PartOrderState } from "./PartOrderState";
import type { PartOrderedRow } from "./PartOrderedRow";
import type { Timestamp } from "./Timestamp";

export type PartOrderRow = { id: PartOrderId, number: string, supplier: string, state: PartOrderState, expectedOn: string | null, madeBy: string, madeAt: Timestamp, lines: Array<PartOrderedRow>, };
