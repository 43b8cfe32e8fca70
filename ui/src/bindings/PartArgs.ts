import type { PartId } from "./PartId";

export type PartArgs = { id: PartId, };
