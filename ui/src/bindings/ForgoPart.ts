import type { PartNeedId } from "./PartNeedId";

export type ForgoPart = { need: PartNeedId, };
