// Facets of customers, leads and visits in words: closed lists are translated, people get their names.
import type { TFunction } from "i18next";
import { useMemo } from "react";
import type { Facet } from "../../bindings/rpc";
import type { LedgerFacet } from "../../components/ledger/types";
import { useDesk } from "../../lib/desk";

/** Names of everybody who works here, by id. */
export function useNames(): ReadonlyMap<string, string> {
  const state = useDesk("session.state", {});
  const people = state.data?.people;
  return useMemo(() => new Map(people?.map(({ id, name }) => [id, name])), [people]);
}

export function facetsInWords(
  facets: readonly Facet[],
  t: TFunction<"customers">,
  names: ReadonlyMap<string, string>,
): LedgerFacet[] {
  const say = (facet: string, value: string) => {
    if (value === "") return t(`customers:nothing.${facet}`, { defaultValue: t("customers:nothing.any") });
    if (facet === "owner") return names.get(value) ?? t("customers:someoneGone");
    if (facet === "grade") return value;
    if (facet === "stage") return t(`customers:stage.${value}`);
    return t(`${facet}.${value}`);
  };
  return facets.map(({ facet, counts }) => ({
    facet,
    label: t(`column.${facet}`),
    counts: counts.map((each) => ({ ...each, label: say(facet, each.value) })),
  }));
}
