import type { OrderedPart } from "./OrderedPart";
import type { PartOrderId } from "./PartOrderId";

export type OrderParts = { order: PartOrderId, number: string, supplier: string, expectedOn: string | null, lines: Array<OrderedPart>, remark: string, };
