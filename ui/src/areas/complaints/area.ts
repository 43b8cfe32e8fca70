// Complaints and suggestions: what customers are not content with, who answers for it and by when.
import type { Area } from "../../app/area";
import { useDesk } from "../../lib/desk";
import { takeInComplaint } from "./actions";

/** Those that are past their time; they are why the area stands in the rail. */
const OVERDUE = { filters: { show: ["overdue"] }, text: "", sort: null, offset: 0, limit: 0 };

export const area: Area = {
  id: "complaints",
  order: 190,
  label: "complaints:area",
  icon: "complaint",
  rail: "whileCounted",
  keys: ["Ctrl+Shift+S"],
  useCount: () => useDesk("complaints.list", OVERDUE).data?.total ?? 0,
  right: ["seeCustomers", "seeService"],
  manual: "complaints:manual",
  load: () => import("./Complaints").then(({ Complaints }) => ({ Screen: Complaints })),
  begins: [{ action: takeInComplaint, rest: ["new"] }],
  kinds: ["complaint"],
};
