// Settings: how the page looks and speaks for the person who is signed in, and what the house has settled.
import type { Area } from "../../app/area";
import { openSections } from "./actions";

export const area: Area = {
  id: "settings",
  order: 200,
  label: "settings:area",
  icon: "settings",
  right: null,
  manual: "settings:manual",
  load: () => import("./SettingsScreen").then(({ SettingsScreen }) => ({ Screen: SettingsScreen })),
  begins: openSections,
};
