// What the form of a new order holds, and the lines that it comes to.
import type { AdvanceKind, NewOrderLine, OrderBegun, OrderLineKind } from "../../bindings/rpc";

export interface ExtraLine {
  kind: OrderLineKind;
  label: string;
  amount: number | null;
}

export interface NewOrder {
  customer: string | null;
  customerShown: string;
  wanted: string;
  colour: string;
  /** As it was typed, where the house knows none. */
  guidePrice: number | null;
  price: number | null;
  discount: number | null;
  extras: readonly ExtraLine[];
  advance: AdvanceKind;
  advanceAgreed: number | null;
  promisedOn: string | null;
  consultant: string | null;
  /** Why a discount beyond one's authority is asked for. */
  approvalWords: string;
  remark: string;
}

export function valuesOf(begun: OrderBegun): NewOrder {
  const price = begun.quote === null ? (begun.lines[0]?.amount ?? 0) : 0;
  return {
    customer: begun.customer,
    customerShown: begun.customerShown,
    wanted: begun.wanted,
    colour: begun.colour,
    guidePrice: null,
    price: price === 0 ? null : price,
    discount: null,
    extras: [],
    advance: "deposit",
    advanceAgreed: null,
    promisedOn: null,
    consultant: begun.consultant,
    approvalWords: "",
    remark: "",
  };
}

/** A quote's own lines as they stand, or those that were typed; none while there is no price. */
export function linesOf(begun: OrderBegun, values: NewOrder): NewOrderLine[] {
  if (begun.quote !== null) return begun.lines;
  if (values.price === null) return [];
  const car = values.wanted.trim();
  const lines: NewOrderLine[] = [{ kind: "car", label: car === "" ? "-" : car, amount: values.price }];
  if (values.discount !== null && values.discount > 0) {
    lines.push({ kind: "discount", label: car === "" ? "-" : car, amount: -values.discount });
  }
  for (const { kind, label, amount } of values.extras) {
    if (amount === null || label.trim() === "") continue;
    lines.push({ kind, label, amount: kind === "tradeIn" ? -amount : amount });
  }
  return lines;
}
