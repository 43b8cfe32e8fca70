// Where a link to some of the cars leads: `state=inTransit`, `age=91-180,>180`, `text=380TSI`.
import type { Filters } from "../../components/ledger/types";

const FACETS = ["state", "age", "brand", "series", "certificate", "purpose", "transfer"];

export interface Narrowed {
  filters: Filters;
  text?: string;
}

/** What the list begins with; nothing where the address says nothing of it. */
export function narrowedBy(search: Record<string, string>): Narrowed | undefined {
  const filters: Filters = {};
  for (const facet of FACETS) {
    const chosen = search[facet];
    if (chosen !== undefined) filters[facet] = chosen.split(",");
  }
  const { text } = search;
  if (Object.keys(filters).length === 0 && text === undefined) return undefined;
  return text === undefined ? { filters } : { filters, text };
}
