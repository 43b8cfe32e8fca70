import type { PartRow } from "./PartRow";
import type { Reorder } from "./Reorder";

export type ReorderRow = { row: PartRow, supplier: string, minimum: number, used: number, reorder: Reorder, };
