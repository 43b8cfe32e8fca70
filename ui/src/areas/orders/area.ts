// Orders: from the draft over contract, car and hand-over to the call some days later.
import type { Area } from "../../app/area";

export const area: Area = {
  id: "orders",
  order: 45,
  label: "orders:area",
  icon: "order",
  right: ["makeOrders", "takePayments", "deliverVehicles", "allocateVehicles"],
  manual: "orders:manual",
  load: () => import("./Orders").then(({ Orders }) => ({ Screen: Orders })),
  kinds: ["sales_order"],
};
