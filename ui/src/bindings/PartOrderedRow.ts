import type { PartId } from "./PartId";
import type { PartOrderId } from "./PartOrderId";

export type PartOrderedRow = { order: PartOrderId, orderNumber: string, expectedOn: string | null, part: PartId, number: string, name: string, unit: string, ordered: number, received: number, coming: number, };
