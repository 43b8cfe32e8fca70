
export type PartStanding = "negative" | "waiting" | "short" | "enough";
