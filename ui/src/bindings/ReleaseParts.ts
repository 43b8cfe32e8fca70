import type { PartNeedId } from "./PartNeedId";

export type ReleaseParts = { need: PartNeedId, };
