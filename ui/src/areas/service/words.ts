// The closed lists of the service department, and the hue of each state.
import type {
  AuthorisedHow,
  BookingState,
  CarSystem,
  CarUse,
  DamageKind,
  Department,
  FaultCause,
  FaultSeverity,
  JobState,
  LicenceClass,
  PauseReason,
  Payer,
  PointOwner,
  PointState,
  PointWork,
  RecallCarState,
  RecallKind,
  RecallState,
  RepairKind,
  RepairLineKind,
  RepairOrderState,
  Replaced,
  ReturnCondition,
  SettlementState,
  Skill,
  Transport,
  Wash,
  WorkGrade,
} from "../../bindings/rpc";
import type { Hue } from "../../components/values";

export const BOOKING_HUES: Record<BookingState, Hue> = {
  new: "wait",
  confirmed: "info",
  arrived: "good",
  cancelled: "none",
  noShow: "bad",
};

export const ORDER_HUES: Record<RepairOrderState, Hue> = {
  open: "wait",
  inWork: "info",
  toSettle: "wait",
  settled: "good",
  left: "none",
};

export const JOB_HUES: Record<JobState, Hue> = {
  proposed: "wait",
  authorised: "info",
  planned: "info",
  working: "good",
  paused: "wait",
  finished: "info",
  rework: "bad",
  passed: "good",
  declined: "none",
};

export const SHEET_HUES: Record<SettlementState, Hue> = {
  open: "wait",
  paid: "good",
  onAccount: "info",
  onCredit: "wait",
  reversed: "none",
};

export const RECALL_HUES: Record<RecallState, Hue> = { running: "info", ended: "none" };
export const RECALL_CAR_HUES: Record<RecallCarState, Hue> = { open: "bad", done: "good", notAffected: "none" };
export const RECALL_KINDS: readonly RecallKind[] = ["recall", "serviceCampaign"];

export const TRANSPORTS: readonly Transport[] = ["waits", "own", "shuttle", "pickUp", "loaner"];
export const SKILLS: readonly Skill[] = ["maintenance", "mechanical", "highVoltage", "body", "paint", "fitting"];
export const DEPARTMENTS: readonly Department[] = ["mechanical", "bodyAndPaint", "accessories", "beauty", "rescue"];
export const KINDS: readonly RepairKind[] = [
  "repair",
  "scheduledService",
  "firstService",
  "accident",
  "warranty",
  "recall",
  "comeback",
  "internal",
];
export const PAYERS: readonly Payer[] = ["customer", "warranty", "insurer", "goodwill", "internal", "package"];
export const LINE_KINDS: readonly RepairLineKind[] = ["part", "labour", "sublet", "fee"];
export const HOWS: readonly AuthorisedHow[] = ["signature", "inPerson", "phone", "weChat", "message", "approval"];
export const PAUSES: readonly PauseReason[] = ["parts", "madeForThisCar", "customer", "maker", "rescue", "break"];
export const METHODS = ["cash", "transfer", "card", "weChat", "alipay"] as const;
export const WASHES: readonly Wash[] = ["wanted", "notWanted"];
export const CONDITIONS: readonly ReturnCondition[] = ["sound", "damaged", "accident"];
export const LICENCE_CLASSES: readonly LicenceClass[] = ["C1", "C2", "A1", "A2", "A3", "B1", "B2", "C5", "C6"];
export const CAR_USES: readonly CarUse[] = ["household", "business"];
export const FAULT_CAUSES: readonly FaultCause[] = ["quality", "workmanship", "use"];
export const SYSTEMS: readonly CarSystem[] = [
  "engine",
  "gearbox",
  "tractionBattery",
  "driveMotor",
  "steering",
  "brakes",
  "suspension",
  "driveline",
  "emission",
  "body",
  "fuel",
  "other",
];
export const SEVERITIES: readonly FaultSeverity[] = ["ordinary", "safety"];
export const REPLACED: readonly Replaced[] = ["nothing", "mainPart", "assembly"];
export const GRADES: readonly WorkGrade[] = ["firstLevelOrMinor", "secondLevelMaintenance", "wholeCarOrAssembly"];
export const DAMAGES: readonly DamageKind[] = ["scratch", "dent", "crack", "chip", "missing"];

export const POINT_HUES: Record<PointState, Hue> = { inUse: "good", closed: "none" };
export const POINT_STATES: readonly PointState[] = ["inUse", "closed"];
export const POINT_OWNERS: readonly PointOwner[] = ["own", "group"];
export const POINT_WORKS: readonly PointWork[] = [
  "repair",
  "quickService",
  "bodyAndPaint",
  "highVoltage",
  "accessories",
  "beauty",
  "rescue",
];
export const WAYS = ["metro", "bus", "car"] as const;
