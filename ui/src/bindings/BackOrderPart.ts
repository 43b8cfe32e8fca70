import type { PartNeedId } from "./PartNeedId";

export type BackOrderPart = { need: PartNeedId, };
