// The hue of each state of an order. The words stand in the locales.
import type { OrderState } from "../../bindings/rpc";
import type { Hue } from "../../components/values";

export const HUES: Record<OrderState, Hue> = {
  draft: "none",
  approvalWaiting: "wait",
  signed: "info",
  depositPaid: "info",
  allocated: "wait",
  ready: "good",
  delivered: "good",
  registered: "good",
  followedUp: "none",
  refundOpen: "bad",
  cancelled: "none",
};
