// My day: the first screen after signing in.
import type { Area } from "../../app/area";

export const area: Area = {
  id: "my-day",
  order: 10,
  label: "my-day:area",
  icon: "day",
  right: null,
  manual: "my-day:manual",
  load: () => import("./MyDay").then(({ MyDay }) => ({ Screen: MyDay })),
};
