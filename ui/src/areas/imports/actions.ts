// What a person does with a list, step by step; the primary action is always the next step.
import { declareAction } from "../../lib/keys";

export const chooseFile = declareAction({
  id: "imports.choose",
  label: "imports:action.choose",
  keys: ["O"],
  group: "screen",
});
/** The same from anywhere, by its name only: a bare letter belongs to the screen that is open. */
export const beginImport = declareAction({ ...chooseFile, keys: [], group: "everywhere" });
export const putAway = declareAction({
  id: "imports.putAway",
  label: "imports:action.putAway",
  keys: ["Escape"],
  group: "screen",
  palette: "hidden",
});
export const saveErrors = declareAction({
  id: "imports.saveErrors",
  label: "imports:action.saveErrors",
  keys: ["E"],
  group: "screen",
});
export const tryDry = declareAction({
  id: "imports.tryDry",
  label: "imports:action.tryDry",
  keys: ["Ctrl+Enter"],
  group: "screen",
});
export const takeIn = declareAction({
  id: "imports.takeIn",
  label: "imports:action.takeIn",
  keys: ["Ctrl+Enter"],
  group: "screen",
});
