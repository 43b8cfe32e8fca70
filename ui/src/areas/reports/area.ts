// Reports: what the house holds, sold, took in and is about to sell, each with the rows behind its sums.
import type { Area } from "../../app/area";

export const area: Area = {
  id: "reports",
  order: 100,
  label: "reports:area",
  icon: "reports",
  right: "seeReports",
  manual: "reports:manual",
  load: () => import("./Reports").then(({ Reports }) => ({ Screen: Reports })),
};
