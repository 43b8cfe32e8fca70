// Repair orders as a ledger, the latest first.
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RepairOrderRow } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { EmptyState } from "../../components/EmptyState";
import { facetsInWords } from "../../components/ledger/facets";
import { Ledger } from "../../components/ledger/Ledger";
import type { LedgerColumn, LedgerSource, LedgerView } from "../../components/ledger/types";
import { useRight } from "../../components/rights";
import { Money, PendingDot, StateDot, When } from "../../components/values";
import { useAction } from "../../lib/keys";
import { navigate } from "../../lib/router";
import { exportRecords } from "./actions";
import { ExportRecords } from "./ExportRecords";
import { KINDS, ORDER_HUES } from "./words";

const RUNS = { state: Object.keys(ORDER_HUES), kind: [...KINDS] };
const rowId = (row: RepairOrderRow) => row.id;

export function OrderList({ open, search }: { open: string | null; search: Record<string, string> }) {
  const { t } = useTranslation("service");
  const source = useMemo<LedgerSource<RepairOrderRow, "repair_orders.list">>(
    () => ({
      query: "repair_orders.list",
      args: (window) => window,
      page: (result) => ({
        ...result,
        facets: facetsInWords(
          result.facets,
          (facet) => t(`facet.${facet}`),
          (facet, value) => (facet === "state" ? t(`state.${value}`) : t(`kindOf.${value}`)),
          RUNS,
        ),
      }),
    }),
    [t],
  );
  const columns = useMemo<LedgerColumn<RepairOrderRow>[]>(() => {
    const text = (id: "plate" | "description" | "customerName" | "advisorName", label: string, width: number) => ({
      id,
      label,
      width,
      sort: "no" as const,
      cell: (row: RepairOrderRow) => row[id],
    });
    return [
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
        width: 120,
        sort: "no",
        cell: (row) => <StateDot hue={ORDER_HUES[row.state]}>{t(`state.${row.state}`)}</StateDot>,
      },
      text("plate", t("column.plate"), 96),
      text("description", t("column.car"), 160),
      text("customerName", t("column.name"), 96),
      { id: "kind", label: t("column.kind"), width: 96, sort: "no", cell: (row) => t(`kindOf.${row.kind}`) },
      text("advisorName", t("column.advisor"), 104),
      {
        id: "total",
        label: t("column.total"),
        width: 128,
        align: "end",
        cell: (row) => <Money fen={row.total} />,
        total: (sum) => <Money fen={sum} />,
      },
      {
        id: "promisedAt",
        label: t("column.promisedAt"),
        width: 128,
        cell: (row) =>
          row.late ? (
            <StateDot hue="bad">
              <When at={row.promisedAt} />
            </StateDot>
          ) : (
            <When at={row.promisedAt} />
          ),
      },
      { id: "openedAt", label: t("column.openedAt"), width: 120, cell: (row) => <When at={row.openedAt} /> },
    ];
  }, [t]);
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
      <Ledger
        id="service.orders"
        label={t("orders")}
        source={source}
        columns={columns}
        rowId={rowId}
        openId={open}
        onOpen={(row, how) =>
          navigate("service", ["orders", row.id], { search, history: how === "moving" ? "instead" : "add" })
        }
        views={views}
        tools={mayExport ? <ActionButton action={exportRecords} look="quiet" /> : undefined}
        empty={<EmptyState title={t("empty.orders")} about={t("empty.aboutOrders")} />}
      />
    </>
  );
}
