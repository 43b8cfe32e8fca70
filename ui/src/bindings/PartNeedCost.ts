import type { Fen } from "./Fen";
import type { PartNeedId } from "./PartNeedId";

export type PartNeedCost = { id: PartNeedId, cost: Fen, };
