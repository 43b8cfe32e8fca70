// Customers: who they are, their leads, and who came in today.
import type { Area } from "../../app/area";
import { logVisit, takeInLead } from "./actions";

export const area: Area = {
  id: "customers",
  order: 20,
  label: "customers:area",
  icon: "person",
  right: "seeCustomers",
  manual: "customers:manual",
  load: () => import("./Customers").then(({ Customers }) => ({ Screen: Customers })),
  begins: [
    { action: takeInLead, rest: ["new"], right: "takeInLeads" },
    { action: logVisit, rest: ["visits", "new"], right: "takeInLeads" },
  ],
  kinds: ["customer"],
};
