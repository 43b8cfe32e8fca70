// Service: cars that are booked in, and repair orders from the check-in to the gate.
import type { Area } from "../../app/area";
import { bookService, findPoints, receiveCar } from "./actions";

export const area: Area = {
  id: "service",
  order: 60,
  label: "service:area",
  icon: "service",
  right: "seeService",
  manual: "service:manual",
  load: () => import("./Service").then(({ Service }) => ({ Screen: Service })),
  begins: [
    { action: bookService, rest: ["new"], right: "editService" },
    { action: receiveCar, rest: ["orders", "new"], right: "editService" },
    { action: findPoints, rest: ["points"], right: "seeService" },
  ],
  kinds: ["service_booking", "repair_order", "recall", "service_point"],
  lists: { repair_order: "orders", recall: "recalls", service_point: "points" },
};
