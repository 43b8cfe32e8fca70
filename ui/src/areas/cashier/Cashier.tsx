// The cashier's screen: the ledger of all money, of orders, workshop and plans, and beside it a cash day.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { AreaScreenProps } from "../../app/area";
import type { MoneyRow } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { EmptyState } from "../../components/EmptyState";
import { money, text } from "../../components/ledger/columns";
import type { FacetWords } from "../../components/ledger/facets";
import { Ledger } from "../../components/ledger/Ledger";
import type { LedgerColumn } from "../../components/ledger/types";
import { SplitView } from "../../components/SplitView";
import { When } from "../../components/values";
import { useAction } from "../../lib/keys";
import { currentRoute, navigate } from "../../lib/router";
import { todayOf } from "../../lib/time";
import { toDay } from "./actions";
import { CashDay } from "./CashDay";

const rowId = (row: MoneyRow) => row.id;

/** "2026-11-22" in the address is a cash day; anything else is a payment, shown with its day. */
const DAY = /^\d{4}-\d{2}-\d{2}$/;

function PaymentList({ open }: { open: string | null }) {
  const { t } = useTranslation("cashier");
  useAction(toDay, () => navigate("cashier", [todayOf()]));
  const facets = useMemo<FacetWords>(
    () => ({
      title: (facet) => t(`facet.${facet}`),
      words: (facet, value, label) =>
        facet === "day" ? label : t(facet === "kind" ? `orders:kindOf.${value}` : `orders:method.${value}`),
    }),
    [t],
  );
  const columns = useMemo<LedgerColumn<MoneyRow>[]>(
    () => [
      text("receiptNumber", t("column.receipt"), 152),
      { id: "paidAt", label: t("column.paidAt"), width: 112, sort: "no", cell: (row) => <When at={row.paidAt} /> },
      { id: "kind", label: t("facet.kind"), width: 136, sort: "no", cell: (row) => t(`orders:kindOf.${row.kind}`) },
      {
        id: "method",
        label: t("facet.method"),
        width: 96,
        sort: "no",
        cell: (row) => t(`orders:method.${row.method}`),
      },
      { ...money("amount", t("column.amount"), 136), sort: "no" },
      text("number", t("column.subject"), 152),
      text("payer", t("column.payer"), 88),
      text("cashierName", t("column.cashier"), 88),
    ],
    [t],
  );
  return (
    <Ledger
      id="payments"
      label={t("area")}
      list="payments.list"
      facets={facets}
      columns={columns}
      rowId={rowId}
      openId={open}
      onOpen={(row) => navigate("cashier", [row.day])}
      tools={<ActionButton action={toDay} look="quiet" />}
      empty={<EmptyState title={t("empty.title")} about={t("empty.about")} />}
    />
  );
}

export function Cashier({ rest }: AreaScreenProps) {
  const [open] = rest;
  const day = open !== undefined && DAY.test(open) ? open : null;
  const record = day === null ? null : <CashDay key={day} day={day} onClose={() => navigate("cashier")} />;
  if (currentRoute().alone === "yes") return record;
  return <SplitView id="cashier" list={<PaymentList open={open ?? null} />} record={record} />;
}
