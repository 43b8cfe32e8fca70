// Repair orders as a ledger, the latest first.
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RepairOrderRow } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { EmptyState } from "../../components/EmptyState";
import { money, number, text } from "../../components/ledger/columns";
import type { FacetWords } from "../../components/ledger/facets";
import { RecordList } from "../../components/ledger/RecordList";
import type { LedgerColumn, LedgerView } from "../../components/ledger/types";
import { useRight } from "../../components/rights";
import { Promised, StateDot, When } from "../../components/values";
import { useAction } from "../../lib/keys";
import { exportRecords } from "./actions";
import { ExportRecords } from "./ExportRecords";
import { KINDS, ORDER_HUES } from "./words";

const RUNS = { state: Object.keys(ORDER_HUES), kind: [...KINDS] };

export function OrderList({ open, search }: { open: string | null; search: Record<string, string> }) {
  const { t } = useTranslation("service");
  const facets = useMemo<FacetWords>(
    () => ({
      title: (facet) => t(`facet.${facet}`),
      words: (facet, value) => (facet === "state" ? t(`state.${value}`) : t(`kindOf.${value}`)),
      runs: RUNS,
    }),
    [t],
  );
  const columns = useMemo<LedgerColumn<RepairOrderRow>[]>(
    () => [
      number(t("column.number")),
      {
        id: "state",
        label: t("column.state"),
        width: 120,
        sort: "no",
        cell: (row) => <StateDot hue={ORDER_HUES[row.state]}>{t(`state.${row.state}`)}</StateDot>,
      },
      text("plate", t("column.plate"), 96),
      text("description", t("column.car"), 160),
      text("customerName", t("column.name"), 96),
      { id: "kind", label: t("column.kind"), width: 96, sort: "no", cell: (row) => t(`kindOf.${row.kind}`) },
      text("advisorName", t("column.advisor"), 104),
      money("total", t("column.total"), 128),
      {
        id: "promisedAt",
        label: t("column.promisedAt"),
        width: 128,
        cell: (row) => <Promised at={row.promisedAt} broken={row.late} />,
      },
      { id: "openedAt", label: t("column.openedAt"), width: 120, cell: (row) => <When at={row.openedAt} /> },
    ],
    [t],
  );
  const views = useMemo<LedgerView[]>(
    () => [
      { id: "inWork", label: t("view.inWork"), filters: { state: ["open", "inWork"] }, sort: null },
      { id: "toSettle", label: t("view.toSettle"), filters: { state: ["toSettle"] }, sort: null },
    ],
    [t],
  );
  const [exporting, setExporting] = useState(false);
  const mayExport = useRight("exportData");
  useAction(exportRecords, () => setExporting(true), { offered: mayExport ? "yes" : "no" });
  return (
    <>
      {exporting && <ExportRecords order={null} onClose={() => setExporting(false)} />}
      <RecordList
        id="service.orders"
        label={t("orders")}
        list="repair_orders.list"
        facets={facets}
        columns={columns}
        at={["service", "orders"]}
        open={open}
        search={search}
        views={views}
        tools={mayExport ? <ActionButton action={exportRecords} look="quiet" /> : undefined}
        empty={<EmptyState title={t("empty.orders")} about={t("empty.aboutOrders")} />}
      />
    </>
  );
}
