// Facets as a ledger shows them, from those that a query answers: each facet and each of its values in words.
import type { Facet } from "../../bindings/rpc";
import type { LedgerFacet } from "./types";

/**
 * `words` says a value: words of a closed list in the reader's language, a name as it is written, which is `label`. A value
 * for which it has no words (null) is not offered.
 */
export function facetsInWords(
  facets: readonly Facet[],
  title: (facet: string) => string,
  words: (facet: string, value: string, label: string) => string | null,
): LedgerFacet[] {
  return facets.map(({ facet, counts }) => ({
    facet,
    label: title(facet),
    counts: counts.flatMap((each) => {
      const label = words(facet, each.value, each.label);
      return label === null ? [] : [{ ...each, label }];
    }),
  }));
}
