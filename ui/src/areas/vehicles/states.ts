// The hue of each state in a car's life. The words stand in the locales.
import type { VehicleState } from "../../bindings/rpc";
import type { Hue } from "../../components/values";

export const HUES: Record<VehicleState, Hue> = {
  inTransit: "info",
  inStock: "good",
  transferring: "info",
  allocated: "wait",
  inInspection: "wait",
  ready: "info",
  delivered: "none",
  gone: "none",
};
