// The hues of customers' and leads' states. The words stand in the locales.
import type { CustomerStage, LeadState } from "../../bindings/rpc";
import type { Hue } from "../../components/values";

export const STAGE_HUES: Record<CustomerStage, Hue> = {
  known: "none",
  prospect: "info",
  owner: "good",
  lost: "bad",
};

export const LEAD_HUES: Record<LeadState, Hue> = {
  new: "wait",
  inWork: "wait",
  following: "info",
  visited: "info",
  testDriven: "info",
  quoted: "info",
  lostReported: "wait",
  won: "good",
  lost: "bad",
  invalid: "none",
};
