// The cashier's screen: the ledger of all money, of orders, workshop and plans, and beside it a cash day.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { AreaScreenProps } from "../../app/area";
import type { MoneyRow } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { EmptyState } from "../../components/EmptyState";
import { Ledger } from "../../components/ledger/Ledger";
import type { LedgerColumn, LedgerSource } from "../../components/ledger/types";
import { SplitView } from "../../components/SplitView";
import { Money, When } from "../../components/values";
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
  const source = useMemo<LedgerSource<MoneyRow, "payments.list">>(
    () => ({
      query: "payments.list",
      args: (window) => window,
      page: (result) => ({
        ...result,
        facets: result.facets.map(({ facet, counts }) => ({
          facet,
          label: t(`facet.${facet}`),
          counts:
            facet === "day"
              ? counts
              : counts.map((each) => ({
                  ...each,
                  label: t(facet === "kind" ? `orders:kindOf.${each.value}` : `orders:method.${each.value}`),
                })),
        })),
      }),
    }),
    [t],
  );
  const columns = useMemo<LedgerColumn<MoneyRow>[]>(
    () => [
      { id: "receiptNumber", label: t("column.receipt"), width: 152, sort: "no", cell: (row) => row.receiptNumber },
      { id: "paidAt", label: t("column.paidAt"), width: 112, sort: "no", cell: (row) => <When at={row.paidAt} /> },
      { id: "kind", label: t("facet.kind"), width: 136, sort: "no", cell: (row) => t(`orders:kindOf.${row.kind}`) },
      {
        id: "method",
        label: t("facet.method"),
        width: 96,
        sort: "no",
        cell: (row) => t(`orders:method.${row.method}`),
      },
      {
        id: "amount",
        label: t("column.amount"),
        width: 136,
        align: "end",
        sort: "no",
        cell: (row) => <Money fen={row.amount} />,
        total: (sum) => <Money fen={sum} />,
      },
      { id: "number", label: t("column.subject"), width: 152, sort: "no", cell: (row) => row.number },
      { id: "payer", label: t("column.payer"), width: 88, sort: "no", cell: (row) => row.payer },
      { id: "cashierName", label: t("column.cashier"), width: 88, sort: "no", cell: (row) => row.cashierName },
    ],
    [t],
  );
  return (
    <Ledger
      id="payments"
      label={t("area")}
      source={source}
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
