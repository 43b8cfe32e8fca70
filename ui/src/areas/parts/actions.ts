// What one can do with parts.
import { declareAction } from "../../lib/keys";

/** Puts a part on the list, from anywhere. */
export const addPart = declareAction({
  id: "parts.add",
  label: "parts:action.add",
  keys: ["Ctrl+Shift+K"],
  group: "everywhere",
});

/** Takes a delivery in, from anywhere. */
export const receiveParts = declareAction({
  id: "parts.receive",
  label: "parts:action.receive",
  keys: ["Ctrl+Shift+H"],
  group: "everywhere",
});

function onScreen(label: string, key: string) {
  return declareAction({ id: label.replace(":action", ""), label, keys: [key], group: "screen" });
}

export const showStock = onScreen("parts:action.showStock", "Alt+1");
export const showPicking = onScreen("parts:action.showPicking", "Alt+2");
export const showOrders = onScreen("parts:action.showOrders", "Alt+3");
export const showDifferences = onScreen("parts:action.showDifferences", "Alt+4");
export const showReorder = onScreen("parts:action.showReorder", "Alt+5");
export const edit = onScreen("parts:action.edit", "E");
export const count = onScreen("parts:action.count", "P");
export const order = onScreen("parts:action.order", "O");
export const bringBack = onScreen("parts:action.bringBack", "R");
export const printPick = onScreen("parts:action.printPick", "Ctrl+P");
export const receiveHere = declareAction({
  id: "parts.receiveHere",
  label: "parts:action.receive",
  keys: ["Ctrl+Enter"],
  group: "screen",
});
export const pick = onScreen("parts:action.pick", "Ctrl+Enter");
export const orderAll = onScreen("parts:action.orderAll", "Ctrl+Enter");
export const addLine = declareAction({
  id: "parts.addLine",
  label: "parts:action.addLine",
  keys: ["Alt+A"],
  group: "form",
});
