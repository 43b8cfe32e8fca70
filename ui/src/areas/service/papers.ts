// Which papers a repair order has, and which of them its moment asks for.
import type { RepairOrderCard as Card, PaperArgs, PaperForm } from "../../bindings/rpc";

/** The papers of an order that make sense now, in the order in which they are needed. */
export function papersOf({ order, jobs, gatePass, checkIn }: Card): PaperForm[] {
  const more = jobs.some(({ job }) => job.origin === "supplementary");
  return [
    ...(checkIn !== null ? (["checkInRecord"] as const) : []),
    "repairEstimate",
    "repairAuthorisation",
    ...(more ? (["supplementaryWork"] as const) : []),
    "workOrder",
    ...(order.state === "open" ? [] : (["finalInspection"] as const)),
    ...(gatePass !== null ? (["gatePass"] as const) : []),
  ];
}

/** The paper that somebody wants who prints at this moment. */
export function paperOfTheMoment(card: Card): PaperArgs {
  const { order, jobs, sheets } = card;
  const of = (form: PaperForm, subject = order.id): PaperArgs => ({ form, subject });
  const sheet = sheets.find((each) => each.sheet.state !== "reversed");
  switch (order.state) {
    case "open":
      if (jobs.some(({ job }) => job.origin === "supplementary" && job.state === "proposed"))
        return of("supplementaryWork");
      return of(jobs.some(({ job }) => job.state === "proposed") ? "repairEstimate" : "repairAuthorisation");
    case "inWork":
      return of("workOrder");
    case "toSettle":
      return of("finalInspection");
    case "settled":
      return sheet === undefined ? of("finalInspection") : of("repairSettlement", sheet.sheet.id);
    case "left":
      return of("gatePass");
  }
}
