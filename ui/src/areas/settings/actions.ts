// What one does in the settings: open a section, save one.
import type { Right } from "../../bindings/rpc";
import { declareAction } from "../../lib/keys";
import { navigate } from "../../lib/router";

/** The sections in their order. Without its right a section is not there. */
export const SECTIONS = [
  { id: "look", right: null },
  { id: "dealership", right: "editDealership" },
  { id: "discounts", right: "editPolicies" },
  { id: "floors", right: "editCost" },
  { id: "leads", right: "editPolicies" },
  { id: "complaints", right: "editPolicies" },
  { id: "intervals", right: "editPolicies" },
  { id: "points", right: "editPolicies" },
  { id: "desks", right: "enrolDesks" },
  { id: "group", right: "runGroup" },
  { id: "rules", right: null },
] as const satisfies readonly { id: string; right: Right | null }[];

export type Section = (typeof SECTIONS)[number]["id"];

const opens = (id: Section, label: string, right: Right) => ({
  action: declareAction({ id: `settings.open.${id}`, label, group: "everywhere" }),
  rest: [id],
  right,
});

/** From anywhere, by the palette. */
export const openSections = [
  opens("dealership", "settings:open.dealership", "editDealership"),
  opens("discounts", "settings:open.discounts", "editPolicies"),
  opens("floors", "settings:open.floors", "editCost"),
  opens("leads", "settings:open.leads", "editPolicies"),
  opens("complaints", "settings:open.complaints", "editPolicies"),
  opens("intervals", "settings:open.intervals", "editPolicies"),
  opens("points", "settings:open.points", "editPolicies"),
  opens("desks", "settings:open.desks", "enrolDesks"),
  opens("group", "settings:open.group", "runGroup"),
  {
    action: declareAction({ id: "settings.open.rules", label: "settings:open.rules", group: "everywhere" }),
    rest: ["rules"],
  },
];

/** Within the settings, by Alt and the section's place; those after the ninth by Tab and by the palette. */
export const goSection = (id: Section, place: number) =>
  declareAction({
    id: `settings.go.${id}`,
    label: `settings:section.${id}`,
    ...(place <= 9 && { keys: [`Alt+${place}`] as const }),
    group: "screen",
    palette: "hidden",
  });

/** Where one is after closing the form of a section: the first, which is everybody's. */
export const toLook = () => navigate("settings", ["look"]);

export const saveDealership = declareAction({
  id: "settings.saveDealership",
  label: "settings:action.saveDealership",
  keys: ["Ctrl+Enter"],
  group: "form",
});

export const setLeadPolicy = declareAction({
  id: "settings.setLeadPolicy",
  label: "settings:action.setLeadPolicy",
  keys: ["Ctrl+Enter"],
  group: "form",
});

export const setComplaintPolicy = declareAction({
  id: "settings.setComplaintPolicy",
  label: "settings:action.setComplaintPolicy",
  keys: ["Ctrl+Enter"],
  group: "form",
});

export const setMakerInterval = declareAction({
  id: "settings.setMakerInterval",
  label: "settings:action.setMakerInterval",
  keys: ["Ctrl+Enter"],
  group: "form",
});

export const setPointsPolicy = declareAction({
  id: "settings.setPointsPolicy",
  label: "settings:action.setPointsPolicy",
  keys: ["Ctrl+Enter"],
  group: "form",
});

export const approveDesk = declareAction({
  id: "settings.approveDesk",
  label: "settings:action.approveDesk",
  keys: ["N", "Ctrl+Enter"],
  group: "screen",
});

const onGroup = (id: string, label: string, keys: [string, ...string[]]) =>
  declareAction({ id: `settings.${id}`, label, keys, group: "screen" });

export const foundGroup = onGroup("foundGroup", "settings:action.foundGroup", ["N", "Ctrl+Enter"]);
export const joinGroup = onGroup("joinGroup", "settings:action.joinGroup", ["J"]);
export const inviteStore = onGroup("inviteStore", "settings:action.inviteStore", ["N", "Ctrl+Enter"]);
export const leaveGroup = onGroup("leaveGroup", "settings:action.leaveGroup", ["X"]);
