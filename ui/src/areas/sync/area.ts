// Sync: how this desk stands with its platform, what waits, and how a dealership comes to a platform.
import type { Area } from "../../app/area";

export const area: Area = {
  id: "sync",
  order: 196,
  label: "sync:area",
  icon: "sync",
  rail: "never",
  keys: ["Ctrl+Shift+Y"],
  right: null,
  manual: "sync:manual",
  load: () => import("./SyncScreen").then(({ SyncScreen }) => ({ Screen: SyncScreen })),
};
