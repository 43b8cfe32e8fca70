// People and rights: colleagues, their roles, what a role may do, and one's own password.
import type { Area } from "../../app/area";

export const area: Area = {
  id: "people",
  order: 170,
  label: "people:area",
  icon: "people",
  // Everybody changes their own password here; the rest is for those who manage people or roles.
  right: null,
  manual: "people:manual",
  load: () => import("./People").then(({ People }) => ({ Screen: People })),
};
