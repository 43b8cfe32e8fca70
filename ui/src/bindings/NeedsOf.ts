import type { RecordId } from "./RecordId";

export type NeedsOf = { holder: RecordId, };
