import type { Fen } from "./Fen";
import type { JobId } from "./JobId";
import type { PartId } from "./PartId";
import type { Payer } from "./Payer";
import type { RepairLineId } from "./RepairLineId";

export type AddPart = { line: RepairLineId, job: JobId, part: PartId, quantity: number, unitPrice: Fen, payer: Payer, };
