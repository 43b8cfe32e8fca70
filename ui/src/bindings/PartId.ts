
export type PartId = string;
