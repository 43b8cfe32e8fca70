
export type DifferenceState = "open" | "settled" | "superseded";
