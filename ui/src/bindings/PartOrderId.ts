
export type PartOrderId = string;
