// Facets of customers, leads and visits in words: closed lists are translated, people get their names.
import type { TFunction } from "i18next";
import { useMemo } from "react";
import type { FacetWords } from "../../components/ledger/facets";
import { useDesk } from "../../lib/desk";
import { LEAD_HUES, STAGE_HUES } from "./hues";
import { GRADES } from "./words";

/** Names of everybody who works here, by id. */
export function useNames(): ReadonlyMap<string, string> {
  const state = useDesk("session.state", {});
  const people = state.data?.people;
  return useMemo(() => new Map(people?.map(({ id, name }) => [id, name])), [people]);
}

/** Grades from the warmest to the coldest and states as a lead goes through them, not as letters have it. */
const RUNS = { grade: GRADES, stage: Object.keys(STAGE_HUES), state: Object.keys(LEAD_HUES) };

/** What a value of these lists is called; people by their names, and what is not known says so. */
export function customerFacets(t: TFunction<"customers">, names: ReadonlyMap<string, string>): FacetWords {
  return {
    title: (facet) => t(`column.${facet}`),
    words: (facet, value) => {
      if (value === "") return t(`customers:nothing.${facet}`, { defaultValue: t("customers:nothing.any") });
      if (facet === "owner") return names.get(value) ?? t("customers:someoneGone");
      if (facet === "grade") return value;
      if (facet === "stage") return t(`customers:stage.${value}`);
      return t(`${facet}.${value}`);
    },
    runs: RUNS,
  };
}
