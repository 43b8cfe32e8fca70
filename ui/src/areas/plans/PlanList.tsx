// Plans as a ledger, the latest first; the sum at the foot is what the house still owes.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { PlanRow } from "../../bindings/rpc";
import { EmptyState } from "../../components/EmptyState";
import { facetsInWords } from "../../components/ledger/facets";
import { Ledger } from "../../components/ledger/Ledger";
import type { LedgerColumn, LedgerSource } from "../../components/ledger/types";
import { Money, PendingDot, StateDot, When } from "../../components/values";
import { navigate } from "../../lib/router";
import { KINDS, STATE_HUES } from "./words";

const RUNS = { state: Object.keys(STATE_HUES), kind: [...KINDS] };
const rowId = (row: PlanRow) => row.id;

export function PlanList({ open, search }: { open: string | null; search: Record<string, string> }) {
  const { t } = useTranslation("plans");
  const source = useMemo<LedgerSource<PlanRow, "plans.list">>(
    () => ({
      query: "plans.list",
      args: (window) => window,
      page: (result) => ({
        ...result,
        facets: facetsInWords(
          result.facets,
          (facet) => t(`column.${facet}`),
          (facet, value) => (facet === "state" ? t(`state.${value}`) : t(`kindOf.${value}`)),
          RUNS,
        ),
      }),
    }),
    [t],
  );
  const columns = useMemo<LedgerColumn<PlanRow>[]>(
    () => [
      {
        id: "number",
        label: t("column.number"),
        width: 148,
        sort: "no",
        cell: (row) => (
          <>
            <span>{row.number}</span>
            <PendingDot pending={row.pending} />
          </>
        ),
      },
      {
        id: "state",
        label: t("column.state"),
        width: 96,
        sort: "no",
        cell: (row) => <StateDot hue={STATE_HUES[row.state]}>{t(`state.${row.state}`)}</StateDot>,
      },
      { id: "kind", label: t("column.kind"), width: 96, sort: "no", cell: (row) => t(`kindOf.${row.kind}`) },
      { id: "title", label: t("column.title"), width: 160, sort: "no", cell: (row) => row.title },
      { id: "customerName", label: t("column.customer"), width: 96, sort: "no", cell: (row) => row.customerName },
      { id: "plate", label: t("column.plate"), width: 96, sort: "no", cell: (row) => row.plate },
      {
        id: "price",
        label: t("column.price"),
        width: 120,
        align: "end",
        sort: "no",
        cell: (row) => <Money fen={row.price} />,
        total: (sum) => <Money fen={sum} />,
      },
      {
        id: "valueLeft",
        label: t("column.valueLeft"),
        width: 128,
        align: "end",
        sort: "no",
        cell: (row) => <Money fen={row.valueLeft} />,
        total: (sum) => <Money fen={sum} />,
      },
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
    <Ledger
      id="plans"
      label={t("area")}
      source={source}
      columns={columns}
      rowId={rowId}
      openId={open}
      onOpen={(row, how) => navigate("plans", [row.id], { search, history: how === "moving" ? "instead" : "add" })}
      empty={<EmptyState title={t("empty")} about={t("emptyAbout")} />}
    />
  );
}
