// What one does with an item of the attention list: one after the other, and the ways out of each.
import { declareAction } from "../../lib/keys";

const onList = (id: "next" | "previous", keys: string[]) =>
  declareAction({ id: `attention.${id}`, label: `common:list.${id}`, keys, group: "list", palette: "hidden" });
const onItem = (id: string, label: string, keys: string[]) =>
  declareAction({ id: `attention.${id}`, label, keys, group: "screen" });

export const nextItem = onList("next", ["J", "ArrowDown"]);
export const previousItem = onList("previous", ["K", "ArrowUp"]);
export const giveAgain = onItem("again", "attention:action.again", ["Ctrl+Enter"]);
export const adopt = onItem("adopt", "attention:action.adopt", ["Ctrl+Enter"]);
export const resolve = onItem("resolve", "attention:action.resolve", ["Ctrl+Enter"]);
export const giveChanged = onItem("change", "attention:action.change", ["E"]);
export const discard = onItem("discard", "attention:action.discard", ["X"]);
