import type { PartDifferenceId } from "./PartDifferenceId";

export type SettleDifference = { difference: PartDifferenceId, reason: string, };
