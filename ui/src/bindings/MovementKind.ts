
export type MovementKind = "received" | "reserved" | "released" | "picked" | "returned" | "countedMore" | "countedLess" | "writtenDown" | "revalued";
