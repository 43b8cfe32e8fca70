// The hue of each state in a quote's life. The words stand in the locales.
import type { QuoteState } from "../../bindings/rpc";
import type { Hue } from "../../components/values";

export const HUES: Record<QuoteState, Hue> = {
  draft: "none",
  approvalWaiting: "wait",
  approved: "good",
  issued: "info",
  accepted: "good",
  expired: "none",
  withdrawn: "none",
};
