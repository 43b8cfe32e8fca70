// What one can do with promotions.
import { declareAction } from "../../lib/keys";

export const addPromotion = declareAction({
  id: "promotions.add",
  label: "promotions:action.add",
  keys: ["N"],
  group: "list",
});

/** Prepares a promotion, from anywhere. */
export const beginPromotion = declareAction({ ...addPromotion, keys: [], group: "everywhere" });

export const savePromotion = declareAction({
  id: "promotions.save",
  label: "promotions:action.save",
  keys: ["Ctrl+Enter"],
  group: "form",
});

/** From now on quotes may take it. */
export const startPromotion = declareAction({
  id: "promotions.start",
  label: "promotions:action.start",
  keys: ["Ctrl+Enter"],
  group: "screen",
});

export const amendPromotion = declareAction({
  id: "promotions.amend",
  label: "promotions:action.amend",
  keys: ["E"],
  group: "screen",
});

export const issueCoupons = declareAction({
  id: "promotions.issue",
  label: "promotions:action.issue",
  keys: ["C"],
  group: "screen",
});
