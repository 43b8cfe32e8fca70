
export type NeedHolder = "repairOrder" | "booking";
