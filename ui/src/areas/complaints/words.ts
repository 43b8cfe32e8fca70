// The closed lists of complaints, and the hue of each state.
import type { ComplaintKind, ComplaintState, ComplaintWay, CustomerVerdict } from "../../bindings/rpc";
import type { Hue } from "../../components/values";

export const STATE_HUES: Record<ComplaintState, Hue> = { open: "wait", answered: "info", closed: "good" };

export const KINDS: readonly ComplaintKind[] = [
  ...(["repairQuality", "vehicleQuality", "attitude", "charges", "waiting", "parts", "delivery", "promise"] as const),
  ...(["safety", "personalData", "suggestion", "other"] as const),
];
export const WAYS: readonly ComplaintWay[] = [
  ...(["inPerson", "phone", "weChat", "followUpCall", "maker", "authority", "online", "other"] as const),
];
export const VERDICTS: readonly CustomerVerdict[] = ["content", "accepts", "notContent", "outOfReach"];
