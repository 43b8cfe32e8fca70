import type { PartOrderId } from "./PartOrderId";
import type { ReceivedPart } from "./ReceivedPart";

export type ReceiveParts = { number: string, order: PartOrderId | null, deliveryNote: string, lines: Array<ReceivedPart>, };
