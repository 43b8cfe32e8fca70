// The cashier: payments of the day, and the day's count.
import type { Area } from "../../app/area";

export const area: Area = {
  id: "cashier",
  order: 90,
  label: "cashier:area",
  icon: "cashier",
  right: ["takePayments", "closeCashDay"],
  manual: "cashier:manual",
  load: () => import("./Cashier").then(({ Cashier }) => ({ Screen: Cashier })),
  kinds: ["payment", "cash_day"],
};
