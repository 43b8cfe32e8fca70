// Which fields of a refused command a person may change before it is given again, and as what each is read. Records
// that a command names and lists inside of it stay as they were: who means others gives another command.

/** A quantity is in thousandths of a unit. */
export type FieldKind = "text" | "money" | "count" | "quantity" | "rate" | "date";

const named = (kind: FieldKind, names: string): [string, FieldKind][] => names.split(" ").map((name) => [name, kind]);

/** By the field's name, which means the same in every command that has it. */
export const KINDS: Readonly<Record<string, FieldKind>> = Object.fromEntries([
  ...named("money", "purchasePrice amount advanceAgreed loan openingFloat guidePrice askingPrice floor budget from to"),
  ...named("money", "cost perHour unitPrice price value"),
  ...named("count", "odometerKm people score lengthHm minutes percent ordinal energyPercent"),
  ...named("count", "times untilKm intervalKm intervalMonths days distanceKm budgetUses least"),
  ...named("quantity", "quantity minimum orderQuantity"),
  ...named("rate", "maxBasisPoints floorPlanBasisPoints"),
  ...named("date", "validUntil producedOn expectedOn arrivedOn certificateDue financedOn promisedOn temporaryUntil"),
  ...named("date", "validFrom paidOn on until issuedOn reversedOn firstIssuedOn bornOn insuredUntil"),
  ...named("date", "expiresOn firstDay lastDay runsFrom runsUntil invoicedOn deliveredOn"),
  ...named("text", "name code stockNumber description exteriorColour interiorColour engineNumber location keyNumber"),
  ...named(
    "text",
    "keysWith certificateNumber certificateWith remark number words vin plate reason channelDetail note",
  ),
  ...named("text", "why competitor outcome called destination wanted colour approvalWords lender insurer"),
  ...named("text", "policyNumber chargeOrFuel place reference payer explanation deskCode"),
  ...named("text", "address phone creditCode bankAccount said damage feedback temporaryPlate"),
  ...named("text", "broughtBy odometerReason belongings concern cause correction title"),
  ...named("text", "unit maker bin supplier deliveryNote wants customerSaid measure mainPart driver licenceNumber"),
  ...named("text", "brand series version question signInName"),
  ...named("text", "englishName house province city district rescuePhone terms coupon"),
]);

/** Where a name means something else: one of a few words that could be misspelt, a record, a number that the desk drew. */
export const OTHERWISE: ReadonlySet<string> = new Set([
  ...["Leave.reason", "ReportLost.reason", "SetDiscountAuthority.floor", "TakeInLead.to", "AssignLead.to"],
  ...["TakeIntoStock.cost", "TakeInLead.wanted", "SaveQuote.number", "IssuePaper.number", "AddCustomer.number"],
  ...["TakeInLead.number", "ReviveLead.number", "MakeOrder.number", "SendCarToStore.number"],
]);

export interface OpenField {
  name: string;
  kind: FieldKind;
  value: string | number | null;
}

function fits(kind: FieldKind, value: unknown): value is string | number | null {
  if (value === null) return true;
  switch (kind) {
    case "text":
      return typeof value === "string";
    case "date":
      return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
    case "money":
    case "count":
    case "quantity":
    case "rate":
      return typeof value === "number";
  }
}

/** The fields of a command that may be changed, in the order in which it has them. */
export function openFields(given: Readonly<Record<string, unknown>>): OpenField[] {
  return Object.entries(given).flatMap(([name, value]) => {
    const kind = KINDS[name];
    if (kind === undefined || OTHERWISE.has(`${String(given.type)}.${name}`) || !fits(kind, value)) return [];
    return [{ name, kind, value }];
  });
}
