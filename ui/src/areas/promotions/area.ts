// Promotions and coupons: what the house and its group give, until when, and what is left of each budget.
import type { Area } from "../../app/area";
import { beginPromotion } from "./actions";

export const area: Area = {
  id: "promotions",
  order: 45,
  label: "promotions:area",
  icon: "quote",
  rail: "never",
  keys: ["Ctrl+Shift+F"],
  right: ["runPromotions", "makeQuotes"],
  manual: "promotions:manual",
  load: () => import("./Promotions").then(({ Promotions }) => ({ Screen: Promotions })),
  begins: [{ action: beginPromotion, rest: ["new"], right: "runPromotions" }],
  kinds: ["promotion"],
};
