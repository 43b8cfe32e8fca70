// My day: the first screen after signing in.
import type { Area } from "../../app/area";
import { askDay } from "./tiles";

export const area: Area = {
  id: "my-day",
  order: 10,
  label: "my-day:area",
  icon: "day",
  right: null,
  manual: "my-day:manual",
  ahead: askDay,
  load: () => import("./MyDay").then(({ MyDay }) => ({ Screen: MyDay })),
};
