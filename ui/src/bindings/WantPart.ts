import type { PartId } from "./PartId";
import type { PartNeedId } from "./PartNeedId";
import type { ServiceBookingId } from "./ServiceBookingId";

export type WantPart = { need: PartNeedId, booking: ServiceBookingId, part: PartId, quantity: number, };
