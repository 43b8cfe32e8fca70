
export type DifferenceKind = "belowZero" | "counted";
