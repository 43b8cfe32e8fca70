// Facets as a ledger shows them, from those that a query answers: each facet and each of its values in words.
import type { Facet } from "../../bindings/rpc";
import type { LedgerFacet } from "./types";

/** How a list says its facets. */
export interface FacetWords {
  title: (facet: string) => string;
  /**
   * Says a value: words of a closed list in the reader's language, a name as it is written, which is `label`. A value for
   * which it has no words (null) is not offered.
   */
  words: (facet: string, value: string, label: string) => string | null;
  /**
   * By facet, in which order people run through a closed list, such as the states of an order's life; other values stay as
   * the desk has them.
   */
  runs?: Readonly<Record<string, readonly string[]>>;
}

export function facetsInWords(facets: readonly Facet[], { title, words, runs = {} }: FacetWords): LedgerFacet[] {
  return facets.map(({ facet, counts }) => {
    const said = counts.flatMap((each) => {
      const label = words(facet, each.value, each.label);
      return label === null ? [] : [{ ...each, label }];
    });
    const order = runs[facet];
    if (order) said.sort((one, other) => order.indexOf(one.value) - order.indexOf(other.value));
    return { facet, label: title(facet), counts: said };
  });
}
