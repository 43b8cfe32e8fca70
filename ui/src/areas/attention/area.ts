// Attention: what the platform refused and which rules accepted records broke, until somebody settles it.
import type { Area } from "../../app/area";
import { useDesk } from "../../lib/desk";

export const area: Area = {
  id: "attention",
  order: 195,
  label: "attention:area",
  icon: "attention",
  rail: "whileCounted",
  keys: ["Ctrl+Shift+T"],
  useCount: () => useDesk("attentions.list", {}).data?.open.length ?? 0,
  right: null,
  manual: "attention:manual",
  load: () => import("./Attention").then(({ Attention }) => ({ Screen: Attention })),
};
