import type { PartNeedId } from "./PartNeedId";

export type ReserveParts = { need: PartNeedId, quantity: number, };
