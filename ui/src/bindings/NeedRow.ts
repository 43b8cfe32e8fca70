import type { JobId } from "./JobId";
import type { NeedHolder } from "./NeedHolder";
import type { PartId } from "./PartId";
import type { PartNeedId } from "./PartNeedId";
import type { RecordId } from "./RecordId";
import type { Timestamp } from "./Timestamp";

export type NeedRow = { need: PartNeedId, part: PartId, number: string, name: string, unit: string, bin: string, holderKind: NeedHolder, holder: RecordId, holderNumber: string, job: JobId | null, wanted: number, reserved: number, waiting: number, waitsSince: Timestamp | null, picked: number, returned: number, open: number, available: number, onOrder: number, replacedBy: string, };
