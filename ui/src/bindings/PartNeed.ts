import type { JobId } from "./JobId";
import type { NeedHolder } from "./NeedHolder";
import type { NeedState } from "./NeedState";
import type { PartId } from "./PartId";
import type { PartNeedId } from "./PartNeedId";
import type { RecordId } from "./RecordId";
import type { Timestamp } from "./Timestamp";

export type PartNeed = { id: PartNeedId, part: PartId, holderKind: NeedHolder, holder: RecordId, job: JobId | null, state: NeedState, wanted: number, reserved: number, waiting: number, waitsSince: Timestamp | null, picked: number, returned: number, madeAt: Timestamp, };
