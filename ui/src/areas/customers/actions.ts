// What one can do with customers, leads and visits.
import { type ActionDeclaration, declareAction } from "../../lib/keys";

export const takeInLead = declareAction({
  id: "customers.takeIn",
  label: "customers:action.takeIn",
  keys: ["Ctrl+E"],
  group: "everywhere",
});

export const logVisit = declareAction({
  id: "customers.logVisit",
  label: "customers:action.logVisit",
  keys: ["Ctrl+Shift+E"],
  group: "everywhere",
});

export const saveLead = declareAction({
  id: "customers.saveLead",
  label: "customers:action.saveLead",
  keys: ["Ctrl+Enter"],
  group: "form",
});

export const saveVisit = declareAction({
  id: "customers.saveVisit",
  label: "customers:action.saveVisit",
  keys: ["Ctrl+Enter"],
  group: "form",
});

/** Completes or puts right what is known of the open customer. */
export const amendCustomer = declareAction({
  id: "customers.amend",
  label: "customers:action.amend",
  keys: ["E"],
  group: "screen",
});

export const saveCustomer = declareAction({
  id: "customers.saveAmended",
  label: "customers:action.save",
  keys: ["Ctrl+Enter"],
  group: "form",
});

export const linkVehicle = declareAction({
  id: "customers.linkVehicle",
  label: "customers:action.linkVehicle",
  keys: ["V"],
  group: "screen",
});

export const saveLink = declareAction({
  id: "customers.saveLink",
  label: "customers:action.saveLink",
  keys: ["Ctrl+Enter"],
  group: "form",
});

/** Makes the open customer a member, or knows them again as one. */
export const joinMembers = declareAction({
  id: "members.join",
  label: "members:action.join",
  keys: ["M"],
  group: "screen",
});

/** The work on a lead, each a form of its own beside the list. */
export const works = {
  contact: declareAction({ id: "leads.contact", label: "customers:work.contact", keys: ["C"], group: "screen" }),
  grade: declareAction({ id: "leads.grade", label: "customers:work.grade", keys: ["G"], group: "screen" }),
  lost: declareAction({ id: "leads.lost", label: "customers:work.lost", group: "screen" }),
  review: declareAction({ id: "leads.review", label: "customers:work.review", keys: ["R"], group: "screen" }),
  revive: declareAction({ id: "leads.revive", label: "customers:work.revive", group: "screen" }),
  take: declareAction({ id: "leads.take", label: "customers:work.take", keys: ["T"], group: "screen" }),
  pool: declareAction({ id: "leads.pool", label: "customers:work.pool", group: "screen" }),
  assign: declareAction({ id: "leads.assign", label: "customers:work.assign", keys: ["A"], group: "screen" }),
  invalid: declareAction({ id: "leads.invalid", label: "customers:work.invalid", group: "screen" }),
} as const;

export type Work = keyof typeof works;

/** The form of a work ends in a button of the same name. */
export const doneWorks: Readonly<Record<Work, ActionDeclaration>> = {
  contact: doneWork("contact"),
  grade: doneWork("grade"),
  lost: doneWork("lost"),
  review: doneWork("review"),
  revive: doneWork("revive"),
  take: doneWork("take"),
  pool: doneWork("pool"),
  assign: doneWork("assign"),
  invalid: doneWork("invalid"),
};

function doneWork(work: Work): ActionDeclaration {
  return declareAction({ id: `leads.done.${work}`, label: works[work].label, keys: ["Ctrl+Enter"], group: "form" });
}

export const showCustomers = declareAction({
  id: "customers.show",
  label: "customers:list.customers",
  keys: ["Alt+1"],
  group: "screen",
});
export const showLeads = declareAction({
  id: "customers.showLeads",
  label: "customers:list.leads",
  keys: ["Alt+2"],
  group: "screen",
});
export const showVisits = declareAction({
  id: "customers.showVisits",
  label: "customers:list.visits",
  keys: ["Alt+3"],
  group: "screen",
});
