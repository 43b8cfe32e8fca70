import type { PartId } from "./PartId";
import type { PartOrderId } from "./PartOrderId";
import type { PartOrderLineId } from "./PartOrderLineId";

export type PartOrderLine = { id: PartOrderLineId, partOrder: PartOrderId, part: PartId, ordered: number, received: number, };
