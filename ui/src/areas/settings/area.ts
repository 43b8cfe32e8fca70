// Settings: how the page looks and speaks for the person who is signed in.
import type { Area } from "../../app/area";

export const area: Area = {
  id: "settings",
  order: 200,
  label: "settings:area",
  icon: "settings",
  right: null,
  manual: "settings:manual",
  load: () => import("./SettingsScreen").then(({ SettingsScreen }) => ({ Screen: SettingsScreen })),
};
