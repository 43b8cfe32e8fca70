// What one can do with plans that customers pay ahead.
import { declareAction } from "../../lib/keys";

/** Sells a plan, from anywhere. */
export const sellPlan = declareAction({
  id: "plans.sell",
  label: "plans:action.sell",
  keys: ["Ctrl+Shift+G"],
  group: "everywhere",
});

export const savePlan = declareAction({
  id: "plans.save",
  label: "plans:action.save",
  keys: ["Ctrl+Enter"],
  group: "form",
});
