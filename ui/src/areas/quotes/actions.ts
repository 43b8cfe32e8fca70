// What one can do with quotes.
import { declareAction } from "../../lib/keys";

/** Opens the desking screen, from anywhere. */
export const newQuote = declareAction({
  id: "quotes.new",
  label: "quotes:action.new",
  keys: ["Ctrl+Q"],
  group: "everywhere",
});

/** Saves the quote and hands it to the customer, within one's own authority. */
export const issueQuote = declareAction({
  id: "quotes.issue",
  label: "quotes:action.issue",
  keys: ["Ctrl+Enter"],
  group: "form",
});

/** The same corner and key, beyond one's authority. */
export const askManager = declareAction({
  id: "quotes.ask",
  label: "quotes:action.ask",
  keys: ["Ctrl+Enter"],
  group: "form",
});

/** A manager says yes to the discount that is asked for. */
export const approveQuote = declareAction({
  id: "quotes.approve",
  label: "quotes:action.approve",
  keys: ["Ctrl+Enter"],
  group: "screen",
});

export const saveDraft = declareAction({
  id: "quotes.saveDraft",
  label: "quotes:action.saveDraft",
  keys: ["Ctrl+S"],
  group: "form",
});

export const addLoan = declareAction({
  id: "quotes.addLoan",
  label: "quotes:action.addLoan",
  keys: ["Alt+L"],
  group: "form",
});

export const printQuote = declareAction({
  id: "quotes.print",
  label: "quotes:action.print",
  keys: ["Ctrl+P"],
  group: "screen",
});

export const acceptQuote = declareAction({
  id: "quotes.accept",
  label: "quotes:action.accept",
  keys: ["Ctrl+Shift+Enter"],
  group: "screen",
});

/** The order's form, begun from this quote. */
export const orderQuote = declareAction({
  id: "quotes.order",
  label: "quotes:action.order",
  keys: ["Ctrl+Enter"],
  group: "screen",
});

export const editQuote = declareAction({
  id: "quotes.edit",
  label: "quotes:action.edit",
  keys: ["Ctrl+E"],
  group: "screen",
});

export const withdrawQuote = declareAction({
  id: "quotes.withdraw",
  label: "quotes:action.withdraw",
  keys: ["X"],
  group: "screen",
});

/** A promotion is taken for the quote, or a coupon redeemed. */
export const takePromotion = declareAction({
  id: "quotes.promotion",
  label: "promotions:action.take",
  keys: ["Y"],
  group: "screen",
});

export const openInbox = declareAction({
  id: "quotes.inbox",
  label: "quotes:action.inbox",
  keys: ["Ctrl+Shift+A"],
  group: "everywhere",
});
