// The closed lists of plans, and the hue of each state.
import type { PaymentMethod, PlanKind, PlanState } from "../../bindings/rpc";
import type { Hue } from "../../components/values";

export const STATE_HUES: Record<PlanState, Hue> = { running: "good", usedUp: "none", ended: "none" };
export const KINDS: readonly PlanKind[] = ["package", "extendedWarranty", "storedValue"];
export const METHODS: readonly PaymentMethod[] = ["cash", "transfer", "card", "weChat", "alipay"];
