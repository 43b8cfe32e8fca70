// Plans as a ledger, the latest first; the sum at the foot is what the house still owes.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { PlanRow } from "../../bindings/rpc";
import { EmptyState } from "../../components/EmptyState";
import { money, number, text } from "../../components/ledger/columns";
import type { FacetWords } from "../../components/ledger/facets";
import { RecordList } from "../../components/ledger/RecordList";
import type { LedgerColumn } from "../../components/ledger/types";
import { StateDot, When } from "../../components/values";
import { KINDS, STATE_HUES } from "./words";

const RUNS = { state: Object.keys(STATE_HUES), kind: [...KINDS] };

export function PlanList({ open, search }: { open: string | null; search: Record<string, string> }) {
  const { t } = useTranslation("plans");
  const facets = useMemo<FacetWords>(
    () => ({
      title: (facet) => t(`column.${facet}`),
      words: (facet, value) => (facet === "state" ? t(`state.${value}`) : t(`kindOf.${value}`)),
      runs: RUNS,
    }),
    [t],
  );
  const columns = useMemo<LedgerColumn<PlanRow>[]>(
    () => [
      number(t("column.number")),
      {
        id: "state",
        label: t("column.state"),
        width: 96,
        sort: "no",
        cell: (row) => <StateDot hue={STATE_HUES[row.state]}>{t(`state.${row.state}`)}</StateDot>,
      },
      { id: "kind", label: t("column.kind"), width: 96, sort: "no", cell: (row) => t(`kindOf.${row.kind}`) },
      text("title", t("column.title"), 160),
      text("customerName", t("column.customer"), 96),
      text("plate", t("column.plate"), 96),
      { ...money("price", t("column.price"), 120), sort: "no" },
      { ...money("valueLeft", t("column.valueLeft"), 128), sort: "no" },
      {
        id: "timesLeft",
        label: t("column.timesLeft"),
        width: 96,
        align: "end",
        sort: "no",
        cell: (row) => (row.times === null ? "" : t("timesOf", { left: row.timesLeft ?? 0, times: row.times })),
      },
      {
        id: "validUntil",
        label: t("column.validUntil"),
        width: 112,
        sort: "no",
        cell: (row) => <When at={row.validUntil} />,
      },
    ],
    [t],
  );
  return (
    <RecordList
      id="plans"
      label={t("area")}
      list="plans.list"
      facets={facets}
      columns={columns}
      at={["plans"]}
      open={open}
      search={search}
      empty={<EmptyState title={t("empty")} about={t("emptyAbout")} />}
    />
  );
}
