// The closed lists of the domain in the order in which forms offer them.
import type {
  Channel,
  ContactResult,
  ContactWay,
  Grade,
  IdentityPaper,
  IntakeTo,
  LostReason,
  LostVerdict,
  ReceivedHow,
  VehicleRole,
  VisitCount,
  VisitPurpose,
} from "../../bindings/rpc";

export const CHANNELS: readonly Channel[] = [
  "walkIn",
  "phone",
  "maker",
  "portal",
  "ownShop",
  "shortVideo",
  "event",
  "referral",
  "returning",
  "subDealer",
  "other",
];
export const IDENTITY_PAPERS: readonly IdentityPaper[] = [
  "residentId",
  "passport",
  "travelPermit",
  "officerCard",
  "creditCode",
  "none",
];
/** The languages in which the house prints. */
export const PAPER_LANGUAGES = ["zh-CN", "en"] as const;
export const VEHICLE_ROLES: readonly VehicleRole[] = ["owner", "sender", "driver"];
export const GRADES: readonly Grade[] = ["H", "A", "B", "C", "D"];
export const INTAKE_TO: readonly IntakeTo[] = ["me", "colleague", "pool"];
export const CONTACT_WAYS: readonly ContactWay[] = [
  "phone",
  "weChat",
  "message",
  "visit",
  "atCustomer",
  "mail",
  "other",
];
export const CONTACT_RESULTS: readonly ContactResult[] = ["reached", "notReached"];
export const LOST_REASONS: readonly LostReason[] = [
  "price",
  "noStock",
  "otherBrand",
  "otherDealer",
  "finance",
  "tradeIn",
  "service",
  "gaveUp",
  "outOfReach",
  "other",
];
export const VERDICTS: readonly LostVerdict[] = ["confirm", "return"];
export const VISIT_PURPOSES: readonly VisitPurpose[] = [
  "look",
  "testDrive",
  "negotiate",
  "order",
  "delivery",
  "service",
  "other",
];
export const VISIT_COUNTS: readonly VisitCount[] = ["first", "repeat"];
export const RECEIVED_HOW: readonly ReceivedHow[] = ["inTurn", "askedFor"];
