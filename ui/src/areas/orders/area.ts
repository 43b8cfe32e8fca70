// Orders: from the draft over contract, car and hand-over to the call some days later.
import type { Area } from "../../app/area";
import { newOrder } from "./actions";

export const area: Area = {
  id: "orders",
  order: 45,
  label: "orders:area",
  icon: "order",
  right: ["makeOrders", "takePayments", "deliverVehicles", "allocateVehicles", "approveDiscounts"],
  manual: "orders:manual",
  load: () => import("./Orders").then(({ Orders }) => ({ Screen: Orders })),
  begins: [{ action: newOrder, rest: ["new"], right: "makeOrders" }],
  kinds: ["sales_order"],
};
