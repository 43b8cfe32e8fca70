// Facets of customers, leads and visits in words: closed lists are translated, people get their names.
import type { TFunction } from "i18next";
import { useMemo } from "react";
import type { Facet } from "../../bindings/rpc";
import { facetsInWords } from "../../components/ledger/facets";
import type { LedgerFacet } from "../../components/ledger/types";
import { useDesk } from "../../lib/desk";
import { GRADES } from "./words";

/** Names of everybody who works here, by id. */
export function useNames(): ReadonlyMap<string, string> {
  const state = useDesk("session.state", {});
  const people = state.data?.people;
  return useMemo(() => new Map(people?.map(({ id, name }) => [id, name])), [people]);
}

/** What a value of these lists is called; people by their names, and what is not known says so. */
export function customerFacets(
  facets: readonly Facet[],
  t: TFunction<"customers">,
  names: ReadonlyMap<string, string>,
): LedgerFacet[] {
  const told = facetsInWords(
    facets,
    (facet) => t(`column.${facet}`),
    (facet, value) => {
      if (value === "") return t(`customers:nothing.${facet}`, { defaultValue: t("customers:nothing.any") });
      if (facet === "owner") return names.get(value) ?? t("customers:someoneGone");
      if (facet === "grade") return value;
      if (facet === "stage") return t(`customers:stage.${value}`);
      return t(`${facet}.${value}`);
    },
  );
  // Grades run from the warmest to the coldest, as people say them, not as letters do.
  const order: readonly string[] = GRADES;
  return told.map((one) =>
    one.facet === "grade"
      ? { ...one, counts: [...one.counts].sort((a, b) => order.indexOf(a.value) - order.indexOf(b.value)) }
      : one,
  );
}
