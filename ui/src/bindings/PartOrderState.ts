
export type PartOrderState = "open" | "received" | "cancelled";
