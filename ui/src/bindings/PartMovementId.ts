
export type PartMovementId = string;
