// What can be done from anywhere.
import { type ActionDeclaration, declareAction } from "../lib/keys";
import type { Area } from "./area";

export const openPalette = declareAction({
  id: "frame.search",
  label: "common:action.search",
  keys: ["Ctrl+K"],
  group: "everywhere",
  palette: "hidden",
});
export const openKeys = declareAction({
  id: "frame.keys",
  label: "common:action.keys",
  keys: ["?", "F1"],
  group: "everywhere",
});
export const lockAction = declareAction({
  id: "frame.lock",
  label: "common:action.lock",
  keys: ["Ctrl+Shift+L"],
  group: "everywhere",
});
export const switchAction = declareAction({
  id: "frame.switch",
  label: "common:action.switch",
  keys: ["Ctrl+L"],
  group: "everywhere",
});

const going = new Map<string, ActionDeclaration>();

/** The way to an area: its own chord, or Ctrl and its number in the rail, as far as there are digits. */
export function goActions(area: Area, at: number): ActionDeclaration {
  const keys = area.keys ?? (at >= 0 && at < 9 ? [`Ctrl+${at + 1}`] : []);
  const known = going.get(area.id);
  if (known && known.keys?.[0] === keys[0]) return known;
  const action = declareAction({ id: `go.${area.id}`, label: area.label, keys, group: "everywhere" });
  going.set(area.id, action);
  return action;
}
