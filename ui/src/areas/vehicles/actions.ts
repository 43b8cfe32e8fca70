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

/** Opens the least numbers of cars to have free, from anywhere. */
export const setStockLevels = declareAction({
  id: "vehicles.levels",
  label: "vehicles:action.levels",
  group: "everywhere",
});

export const saveStockLevels = declareAction({
  id: "vehicles.saveLevels",
  label: "vehicles:action.saveLevels",
  keys: ["Ctrl+Enter"],
  group: "form",
});

const onCard = (id: string, key: string) =>
  declareAction({ id: `vehicles.${id}`, label: `vehicles:deed.${id}`, keys: [key], group: "screen" });

/** What one can do with the open car. Each opens a small form. */
export const deeds = {
  arrive: onCard("arrive", "A"),
  move: onCard("move", "M"),
  papers: onCard("papers", "Z"),
  price: onCard("price", "G"),
  stop: onCard("stop", "T"),
  allow: onCard("allow", "T"),
  costLine: onCard("costLine", "B"),
  sendToStore: onCard("sendToStore", "O"),
  receive: onCard("receive", "A"),
  takeBack: onCard("takeBack", "R"),
  send: onCard("send", "D"),
  depart: onCard("depart", "Y"),
  back: onCard("back", "R"),
  leave: onCard("leave", "X"),
} as const;

/** What has a form of its own. */
export const moreDeeds = {
  amend: onCard("amend", "E"),
  cost: onCard("cost", "C"),
  floor: onCard("floor", "L"),
  testDrive: onCard("testDrive", "N"),
  transferNote: onCard("transferNote", "Ctrl+P"),
  pricedNote: onCard("pricedNote", "Alt+P"),
} as const;

export const saveAmended = declareAction({
  id: "vehicles.saveAmended",
  label: "vehicles:action.saveAmended",
  keys: ["Ctrl+Enter"],
  group: "form",
});

export type Deed = keyof typeof deeds;
