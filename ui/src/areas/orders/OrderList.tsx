// Orders as a ledger.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { OrderRow } from "../../bindings/rpc";
import { EmptyState } from "../../components/EmptyState";
import { money, text } from "../../components/ledger/columns";
import type { FacetWords } from "../../components/ledger/facets";
import { RecordList } from "../../components/ledger/RecordList";
import type { LedgerColumn, LedgerView } from "../../components/ledger/types";
import { Called, StateDot, When } from "../../components/values";
import { useCatalogueWords } from "../../lib/catalogueWords";
import { HUES } from "./states";

/** States as a sale goes through them. */
const RUNS = { state: Object.keys(HUES) };

export function OrderList({ open, search }: { open: string | null; search: Record<string, string> }) {
  const { t } = useTranslation("orders");
  const said = useCatalogueWords();

  const facets = useMemo<FacetWords>(
    () => ({
      title: (facet) => t(`facet.${facet}`),
      words: (facet, value, label) => (facet === "state" ? t(`state.${value}`) : label),
      runs: RUNS,
    }),
    [t],
  );

  const columns = useMemo<LedgerColumn<OrderRow>[]>(
    () => [
      {
        id: "number",
        label: t("column.number"),
        width: 152,
        cell: (row) => <Called by={row.number} pending={row.pending} />,
      },
      {
        id: "state",
        label: t("column.state"),
        width: 128,
        cell: (row) => <StateDot hue={HUES[row.state]}>{t(`state.${row.state}`)}</StateDot>,
      },
      text("customerName", t("column.customer"), 96),
      { id: "wanted", label: t("column.wanted"), width: 216, cell: (row) => said(row.wanted) },
      money("total", t("column.total"), 136),
      { ...money("paid", t("column.paid"), 136), sort: "no" },
      { ...money("outstanding", t("column.outstanding"), 136), sort: "no" },
      text("consultantName", t("column.consultant"), 96),
      { id: "promisedOn", label: t("column.promisedOn"), width: 104, cell: (row) => <When at={row.promisedOn} /> },
      { id: "madeAt", label: t("column.madeAt"), width: 112, cell: (row) => <When at={row.madeAt} /> },
    ],
    [t, said],
  );

  const views = useMemo<LedgerView[]>(
    () => [
      { id: "toDeliver", label: t("view.toDeliver"), filters: { state: ["allocated", "ready"] }, sort: null },
      { id: "refunds", label: t("view.refunds"), filters: { state: ["refundOpen"] }, sort: null },
    ],
    [t],
  );

  return (
    <RecordList
      id="orders"
      label={t("area")}
      list="orders.list"
      facets={facets}
      columns={columns}
      at={["orders"]}
      open={open}
      search={search}
      views={views}
      start={search.state === undefined ? undefined : { filters: { state: [search.state] } }}
      empty={<EmptyState title={t("empty.title")} about={t("empty.about")} />}
    />
  );
}
