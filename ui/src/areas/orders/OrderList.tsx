// Orders as a ledger.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { OrderRow } from "../../bindings/rpc";
import { EmptyState } from "../../components/EmptyState";
import { facetsInWords } from "../../components/ledger/facets";
import { Ledger } from "../../components/ledger/Ledger";
import type { LedgerColumn, LedgerSource, LedgerView } from "../../components/ledger/types";
import { Money, PendingDot, StateDot, When } from "../../components/values";
import { useCatalogueWords } from "../../lib/catalogueWords";
import { navigate } from "../../lib/router";
import { HUES } from "./states";

/** States as a sale goes through them. */
const RUNS = { state: Object.keys(HUES) };

const rowId = (row: OrderRow) => row.id;

export function OrderList({ open, search }: { open: string | null; search: Record<string, string> }) {
  const { t } = useTranslation("orders");
  const said = useCatalogueWords();

  const source = useMemo<LedgerSource<OrderRow, "orders.list">>(
    () => ({
      query: "orders.list",
      args: (window) => window,
      page: (result) => ({
        ...result,
        facets: facetsInWords(
          result.facets,
          (facet) => t(`facet.${facet}`),
          (facet, value, label) => (facet === "state" ? t(`state.${value}`) : label),
          RUNS,
        ),
      }),
    }),
    [t],
  );

  const columns = useMemo<LedgerColumn<OrderRow>[]>(() => {
    const money = (id: "total" | "paid" | "outstanding"): LedgerColumn<OrderRow> => ({
      id,
      label: t(`column.${id}`),
      width: 136,
      align: "end",
      cell: (row) => <Money fen={row[id]} />,
      total: (sum) => <Money fen={sum} />,
    });
    return [
      {
        id: "number",
        label: t("column.number"),
        width: 152,
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
        width: 128,
        cell: (row) => <StateDot hue={HUES[row.state]}>{t(`state.${row.state}`)}</StateDot>,
      },
      {
        id: "customerName",
        label: t("column.customer"),
        width: 96,
        sort: "no",
        cell: (row) => row.customerName,
      },
      { id: "wanted", label: t("column.wanted"), width: 216, cell: (row) => said(row.wanted) },
      money("total"),
      { ...money("paid"), sort: "no" },
      { ...money("outstanding"), sort: "no" },
      {
        id: "consultantName",
        label: t("column.consultant"),
        width: 96,
        sort: "no",
        cell: (row) => row.consultantName,
      },
      { id: "promisedOn", label: t("column.promisedOn"), width: 104, cell: (row) => <When at={row.promisedOn} /> },
      { id: "madeAt", label: t("column.madeAt"), width: 112, cell: (row) => <When at={row.madeAt} /> },
    ];
  }, [t, said]);

  const views = useMemo<LedgerView[]>(
    () => [
      { id: "toDeliver", label: t("view.toDeliver"), filters: { state: ["allocated", "ready"] }, sort: null },
      { id: "refunds", label: t("view.refunds"), filters: { state: ["refundOpen"] }, sort: null },
    ],
    [t],
  );

  return (
    <Ledger
      id="orders"
      label={t("area")}
      source={source}
      columns={columns}
      rowId={rowId}
      openId={open}
      onOpen={(row, how) => navigate("orders", [row.id], { search, history: how === "moving" ? "instead" : "add" })}
      views={views}
      start={search.state === undefined ? undefined : { filters: { state: [search.state] } }}
      empty={<EmptyState title={t("empty.title")} about={t("empty.about")} />}
    />
  );
}
