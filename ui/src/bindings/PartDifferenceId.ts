
export type PartDifferenceId = string;
