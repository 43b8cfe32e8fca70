
export type PartNeedId = string;
