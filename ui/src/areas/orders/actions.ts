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

/** Begins an order, from anywhere. */
export const newOrder = declareAction({
  id: "orders.new",
  label: "orders:action.new",
  keys: ["Ctrl+Shift+D"],
  group: "everywhere",
});
export const make = declareAction({
  id: "orders.make",
  label: "orders:action.make",
  keys: ["Ctrl+Enter"],
  group: "form",
});
export const addLine = declareAction({
  id: "orders.addLine",
  label: "orders:action.addLine",
  keys: ["Alt+A"],
  group: "form",
});
export const refund = primary("orders.refund", "orders:action.refund");
export const compensate = primary("orders.compensate", "orders:action.compensate");
export const payCompensation = declareAction({
  id: "orders.payCompensation",
  label: "orders:action.compensate",
  keys: ["Ctrl+Enter"],
  group: "form",
});
export const sign = primary("orders.sign", "orders:action.sign");
export const decide = primary("orders.decideApproval", "orders:action.decideApproval");
export const askApproval = primary("orders.askApproval", "orders:action.askApproval");
export const takeDeposit = primary("orders.takeDeposit", "orders:action.takeDeposit");
export const allocate = primary("orders.allocate", "orders:action.allocate");
export const deliver = primary("orders.deliver", "orders:action.deliver");
/** Everything on the hand-over list is done; what is not is then marked by itself. */
export const allDone = declareAction({
  id: "orders.handoverAllDone",
  label: "orders:action.allDone",
  keys: ["Alt+A"],
  group: "form",
});
export const register = primary("orders.register", "orders:action.register");
export const followUp = primary("orders.followUp", "orders:action.followUp");
function inForm(id: string, label: string) {
  return declareAction({ id, label, keys: ["Ctrl+Enter"], group: "form" });
}

/** Money at the counter is called what it is for. */
export const takeMoney = {
  deposit: inForm("orders.takeMoney.deposit", "orders:action.takeDeposit"),
  prepayment: inForm("orders.takeMoney.prepayment", "orders:action.takePrepayment"),
  balance: inForm("orders.takeMoney.balance", "orders:action.takePayment"),
} as const;

/** What is recorded beside the steps of the sale, each under its own name. */
export const records = {
  finance: inForm("orders.record.finance", "orders:action.recordFinance"),
  insurance: inForm("orders.record.insurance", "orders:action.recordInsurance"),
  invoice: inForm("orders.record.invoice", "orders:action.recordInvoice"),
  inspection: inForm("orders.record.inspection", "orders:action.recordInspection"),
  plate: inForm("orders.record.plate", "orders:action.recordPlate"),
  followUp: inForm("orders.record.followUp", "orders:action.recordFollowUp"),
  release: inForm("orders.record.release", "orders:action.release"),
} as const;
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
