import type { PartNeedId } from "./PartNeedId";

export type PickedPart = { need: PartNeedId, quantity: number, };
