// Quotes: what a car costs on the road, with loans and approvals.
import type { Area } from "../../app/area";
import { newQuote } from "./actions";

export const area: Area = {
  id: "quotes",
  order: 40,
  label: "quotes:area",
  icon: "quote",
  right: ["makeQuotes", "approveDiscounts"],
  manual: "quotes:manual",
  load: () => import("./Quotes").then(({ Quotes }) => ({ Screen: Quotes })),
  begins: [{ action: newQuote, rest: ["new"], right: "makeQuotes" }],
  kinds: ["quote", "approval"],
};
