import type { DifferenceRow } from "./DifferenceRow";
import type { Fen } from "./Fen";
import type { MovementRow } from "./MovementRow";
import type { NeedRow } from "./NeedRow";
import type { Part } from "./Part";
import type { PartOrderedRow } from "./PartOrderedRow";
import type { PartRow } from "./PartRow";
import type { Reorder } from "./Reorder";

export type PartCard = { row: PartRow, part: Part, replacedBy: PartRow | null, replaces: Array<PartRow>, needs: Array<NeedRow>, coming: Array<PartOrderedRow>, differences: Array<DifferenceRow>, used: number, usedOverDays: number, reorder: Reorder, value: Fen | null, unitCost: Fen | null, ledger: Array<MovementRow>, };
