// What one can do with an order. The primary action of a state carries Ctrl+Enter; the forms save with it too.
import { declareAction } from "../../lib/keys";

function primary(id: string, label: string) {
  return declareAction({
    id,
    label,
    keys: ["Ctrl+Enter"],
    group: "screen",
  });
}

export const sign = primary("orders.sign", "orders:action.sign");
export const decide = primary("orders.decideApproval", "orders:action.decideApproval");
export const takeDeposit = primary("orders.takeDeposit", "orders:action.takeDeposit");
export const allocate = primary("orders.allocate", "orders:action.allocate");
export const deliver = primary("orders.deliver", "orders:action.deliver");
export const register = primary("orders.register", "orders:action.register");
export const followUp = primary("orders.followUp", "orders:action.followUp");
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
