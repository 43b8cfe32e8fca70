// What one can do with the catalogue.
import { declareAction } from "../../lib/keys";

/** Fills an empty catalogue with the training data that come with the program. */
export const loadTraining = declareAction({
  id: "catalogue.loadTraining",
  label: "catalogue:action.loadTraining",
  keys: ["Ctrl+Enter"],
  group: "screen",
});

/** Gives the versions of this house to every store of its group. */
export const publishToGroup = declareAction({
  id: "catalogue.publishToGroup",
  label: "catalogue:action.publishToGroup",
  keys: ["U"],
  group: "list",
});

/** A quote of the open version. */
export const quoteModel = declareAction({
  id: "catalogue.quote",
  label: "catalogue:action.quote",
  keys: ["Ctrl+Enter"],
  group: "screen",
});

/** A car of the open version comes in. */
export const takeInModel = declareAction({
  id: "catalogue.takeIn",
  label: "catalogue:action.takeIn",
  keys: ["R"],
  group: "screen",
});

/** Puts the open version beside others. */
export const compareModel = declareAction({
  id: "catalogue.compare",
  label: "catalogue:action.compare",
  keys: ["B"],
  group: "screen",
});

/** Looks for a line of the configuration sheet. */
export const findLine = declareAction({
  id: "catalogue.findLine",
  label: "catalogue:action.findLine",
  keys: ["P"],
  group: "screen",
});

/** Only the lines in which the versions differ, or all of them. */
export const onlyDifferences = declareAction({
  id: "catalogue.differences",
  label: "catalogue:action.differences",
  keys: ["D"],
  group: "screen",
});

export const leaveComparison = declareAction({
  id: "catalogue.leaveComparison",
  label: "common:action.close",
  keys: ["Escape"],
  group: "screen",
  palette: "hidden",
});
