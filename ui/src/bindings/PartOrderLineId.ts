
export type PartOrderLineId = string;
