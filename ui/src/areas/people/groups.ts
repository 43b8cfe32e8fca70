// The rights in the groups in which people think of them. A right that is new to this list stands under "others".
import type { Right } from "../../bindings/rpc";

const GROUPS: readonly { name: string; rights: readonly Right[] }[] = [
  {
    name: "stock",
    rights: [
      ...(["seeStock", "takeIntoStock", "editStock", "moveStock", "seeCost", "editCost"] as const),
      ...(["handlePapers", "importFiles", "editCatalogue"] as const),
    ],
  },
  {
    name: "customers",
    rights: [
      ...(["seeCustomers", "editCustomers", "mergeCustomers", "takeInLeads", "assignLeads"] as const),
      ...(["reviewLostLeads", "handleComplaints", "adjustPoints"] as const),
    ],
  },
  {
    name: "sales",
    rights: [
      ...(["makeQuotes", "approveDiscounts", "runPromotions", "seeGross", "makeOrders"] as const),
      ...(["allocateVehicles", "cancelOrders"] as const),
      ...(["takePayments", "refundPayments", "closeCashDay", "deliverVehicles", "bookTestDrives"] as const),
    ],
  },
  { name: "data", rights: ["seeReports", "exportData", "unmaskPersonalData", "erasePersonalData", "seeAudit"] },
  {
    name: "house",
    rights: [
      ...(["editPolicies", "editPeople", "editRoles", "editDealership", "enrolDesks", "settleAttention"] as const),
      ...(["runGroup", "backUp", "restore"] as const),
    ],
  },
  {
    name: "service",
    rights: [
      ...(["seeService", "editService", "runWorkshop", "overbookService"] as const),
      ...(["grantCredit", "reverseSettlements", "seeParts", "editParts", "seePartCosts"] as const),
    ],
  },
];

/** The rights that the desk knows, grouped; nothing is left out. */
export function groupsOf(known: readonly Right[]): { name: string; rights: readonly Right[] }[] {
  const grouped = GROUPS.flatMap((group) => group.rights);
  return [
    ...GROUPS.map(({ name, rights }) => ({ name, rights: rights.filter((right) => known.includes(right)) })),
    { name: "others", rights: known.filter((right) => !grouped.includes(right)) },
  ].filter(({ rights }) => rights.length > 0);
}
