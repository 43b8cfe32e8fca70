
export type PartOrigin = "original" | "equivalent" | "remanufactured" | "reused";
