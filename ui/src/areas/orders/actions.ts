// What one can do with an order. The primary action of a state carries Ctrl+Enter; the forms save with it too.
import { declareAction } from "../../lib/keys";

function primary(verb: string) {
  return declareAction({
    id: `orders.${verb}`,
    label: `orders:action.${verb}`,
    keys: ["Ctrl+Enter"],
    group: "screen",
  });
}

export const sign = primary("sign");
export const decide = primary("decideApproval");
export const takeDeposit = primary("takeDeposit");
export const allocate = primary("allocate");
export const deliver = primary("deliver");
export const register = primary("register");
export const followUp = primary("followUp");
export const save = declareAction({
  id: "orders.save",
  label: "orders:action.save",
  keys: ["Ctrl+Enter"],
  group: "form",
});
export const cancel = declareAction({
  id: "orders.cancel",
  label: "orders:action.cancel",
  keys: ["Ctrl+Enter"],
  group: "form",
});
export const printContract = declareAction({
  id: "orders.printContract",
  label: "orders:action.printContract",
  keys: ["Ctrl+P"],
  group: "screen",
});
