// What is done with points wherever somebody pays: on the customer, the sale and the repair order alike.
import { declareAction } from "../lib/keys";

/** Enters what purchases and refunds ask for. */
export const creditPoints = declareAction({
  id: "members.credit",
  label: "members:action.credit",
  keys: ["Alt+P"],
  group: "screen",
});

export const burnPoints = declareAction({
  id: "members.burn",
  label: "members:action.burn",
  keys: ["Alt+B"],
  group: "screen",
});
