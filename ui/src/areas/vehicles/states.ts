// The hue of each step in a car's life. The words stand in the locales.
import type { Hue } from "../../components/values";

const HUES: Record<string, Hue> = {
  onTheWay: "info",
  inStock: "good",
  onShow: "good",
  reserved: "wait",
  inspection: "wait",
  readyForDelivery: "info",
  delivered: "none",
  stopSale: "bad",
};

export function hueOf(state: string): Hue {
  return HUES[state] ?? "none";
}
