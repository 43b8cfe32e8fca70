// What customers have paid ahead: warranties, packages, stored value, and what is left of each.
import type { Area } from "../../app/area";
import { sellPlan } from "./actions";

export const area: Area = {
  id: "plans",
  order: 85,
  label: "plans:area",
  icon: "cashier",
  rail: "never",
  keys: ["Ctrl+Shift+P"],
  right: ["seeService", "takePayments"],
  manual: "plans:manual",
  load: () => import("./Plans").then(({ Plans }) => ({ Screen: Plans })),
  begins: [{ action: sellPlan, rest: ["new"], right: "takePayments" }],
  kinds: ["prepaid_plan"],
};
