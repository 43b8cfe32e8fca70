// What one does with a report.
import { declareAction } from "../../lib/keys";

export const printReport = declareAction({
  id: "reports.print",
  label: "reports:action.print",
  keys: ["Ctrl+P"],
  group: "screen",
});

export const saveExcel = declareAction({
  id: "reports.saveExcel",
  label: "reports:action.excel",
  keys: ["E"],
  group: "screen",
});

export const savePdf = declareAction({
  id: "reports.savePdf",
  label: "reports:action.pdf",
  keys: ["D"],
  group: "screen",
});

export const saveCsv = declareAction({
  id: "reports.saveCsv",
  label: "reports:action.csv",
  keys: ["C"],
  group: "screen",
});

export const askAgain = declareAction({
  id: "reports.askAgain",
  label: "reports:action.askAgain",
  keys: ["R"],
  group: "screen",
});

export const toFilters = declareAction({
  id: "reports.toFilters",
  label: "reports:action.filters",
  keys: ["F"],
  group: "screen",
});

export const nextReport = declareAction({
  id: "reports.next",
  label: "reports:action.next",
  keys: ["J"],
  group: "list",
  palette: "hidden",
});

export const previousReport = declareAction({
  id: "reports.previous",
  label: "reports:action.previous",
  keys: ["K"],
  group: "list",
  palette: "hidden",
});

export const closeRows = declareAction({
  id: "reports.closeRows",
  label: "common:action.close",
  keys: ["Escape"],
  group: "screen",
  palette: "hidden",
});
