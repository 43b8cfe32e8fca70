// What one can do with stock.
import { declareAction } from "../../lib/keys";

/** Opens the form, from anywhere. */
export const takeIntoStock = declareAction({
  id: "vehicles.take",
  label: "vehicles:action.take",
  keys: ["Ctrl+I"],
  group: "everywhere",
});

/** Saves the form. */
export const saveTaken = declareAction({
  id: "vehicles.saveTaken",
  label: "vehicles:action.saveTaken",
  keys: ["Ctrl+Enter"],
  group: "form",
});
