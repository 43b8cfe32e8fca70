// What the form of a customer's particulars holds, and the changes that it comes to. Personal data arrive masked, so
// such a field begins empty and empty means unchanged; taking a value away is said on purpose.
import type { CustomerChange, CustomerFacts, CustomerKind, IdentityPaper } from "../../bindings/rpc";

export const MASKED = ["name", "mobile", "otherPhone", "identityNumber", "email", "address", "bornOn"] as const;
export type MaskedField = (typeof MASKED)[number];

const PLAIN = ["kind", "language", "remark"] as const;

export interface Particulars {
  kind: CustomerKind;
  name: string;
  mobile: string;
  otherPhone: string;
  identityPaper: IdentityPaper;
  identityNumber: string;
  email: string;
  address: string;
  bornOn: string | null;
  language: string;
  remark: string;
  samePhone: "refuse" | "anotherCustomer";
  /** What stands there and is to be taken away. */
  cleared: readonly MaskedField[];
}

/** The paper that most customers of a kind show, offered while none is known. */
function usualPaper(kind: CustomerKind): IdentityPaper {
  return kind === "company" ? "creditCode" : "residentId";
}

export function particularsOf(customer: CustomerFacts): Particulars {
  return {
    kind: customer.kind,
    name: "",
    mobile: "",
    otherPhone: "",
    identityPaper: customer.identityPaper === "none" ? usualPaper(customer.kind) : customer.identityPaper,
    identityNumber: "",
    email: "",
    address: "",
    bornOn: null,
    language: customer.language,
    remark: customer.remark,
    samePhone: "refuse",
    cleared: [],
  };
}

/** Only what changed, each with what stood there when the person looked. */
export function changesOf(customer: CustomerFacts, values: Particulars): CustomerChange[] {
  const changes: CustomerChange[] = PLAIN.filter((field) => values[field] !== customer[field]).map((field) => ({
    field,
    from: customer[field],
    to: values[field],
  }));
  for (const field of MASKED) {
    const typed = (values[field] ?? "").trim();
    if (typed !== "") changes.push({ field, from: customer[field], to: typed });
    else if (values.cleared.includes(field)) changes.push({ field, from: customer[field], to: "" });
  }
  // An offered paper counts once there is a number for it, or somebody chose another.
  const numbered = changes.some(({ field }) => field === "identityNumber");
  const offered = customer.identityPaper === "none" && values.identityPaper === usualPaper(customer.kind);
  if (values.identityPaper !== customer.identityPaper && (numbered || !offered)) {
    changes.push({ field: "identityPaper", from: customer.identityPaper, to: values.identityPaper });
    // Without a paper there is no number either.
    if (values.identityPaper === "none" && !numbered && customer.identityNumber !== "") {
      changes.push({ field: "identityNumber", from: customer.identityNumber, to: "" });
    }
  }
  return changes;
}
