
export type PartState = "carried" | "discontinued";
