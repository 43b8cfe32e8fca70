
export type NeedState = "open" | "closed";
