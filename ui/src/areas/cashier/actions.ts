// What the cashier does with a day.
import { declareAction } from "../../lib/keys";

export const openDay = declareAction({
  id: "cashier.openDay",
  label: "cashier:action.openDay",
  keys: ["Ctrl+Enter"],
  group: "form",
});
export const closeDay = declareAction({
  id: "cashier.closeDay",
  label: "cashier:action.closeDay",
  keys: ["Ctrl+Enter"],
  group: "form",
});
export const toDay = declareAction({
  id: "cashier.toDay",
  label: "cashier:action.toDay",
  keys: ["Ctrl+D"],
  group: "list",
});
