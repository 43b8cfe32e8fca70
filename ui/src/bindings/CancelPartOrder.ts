import type { PartOrderId } from "./PartOrderId";

export type CancelPartOrder = { order: PartOrderId, reason: string, };
