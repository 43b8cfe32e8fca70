// What one can do in the workshop.
import { declareAction } from "../../lib/keys";

export const setup = declareAction({
  id: "workshop.setup",
  label: "workshop:action.setup",
  keys: ["S"],
  group: "screen",
});
export const showBoard = declareAction({
  id: "workshop.board",
  label: "workshop:action.showBoard",
  keys: ["B"],
  group: "screen",
});
export const previous = declareAction({
  id: "workshop.previous",
  label: "workshop:previous",
  keys: ["["],
  group: "screen",
});
export const next = declareAction({ id: "workshop.next", label: "workshop:next", keys: ["]"], group: "screen" });
export const today = declareAction({ id: "workshop.today", label: "workshop:today", keys: ["T"], group: "screen" });
