// Import: lists of cars, customers and prices from Excel.
import type { Area } from "../../app/area";
import { beginImport } from "./actions";

export const area: Area = {
  id: "imports",
  order: 160,
  label: "imports:area",
  icon: "import",
  right: "importFiles",
  manual: "imports:manual",
  load: () => import("./Imports").then(({ Imports }) => ({ Screen: Imports })),
  begins: [{ action: beginImport, rest: [], right: "importFiles" }],
};
