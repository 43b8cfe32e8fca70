// The workshop: its board of the day, and what it is made of.
import type { Area } from "../../app/area";

export const area: Area = {
  id: "workshop",
  order: 70,
  label: "workshop:area",
  icon: "workshop",
  right: "seeService",
  manual: "workshop:manual",
  load: () => import("./Workshop").then(({ Workshop }) => ({ Screen: Workshop })),
};
