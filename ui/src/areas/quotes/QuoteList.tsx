// Quotes as a ledger.
import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { QuoteRow } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { EmptyState } from "../../components/EmptyState";
import { facetsInWords } from "../../components/ledger/facets";
import { Ledger } from "../../components/ledger/Ledger";
import type { LedgerColumn, LedgerSource, LedgerView } from "../../components/ledger/types";
import { useRight } from "../../components/rights";
import { Money, PendingDot, State, When } from "../../components/values";
import { useCatalogueWords } from "../../lib/catalogueWords";
import { useAction } from "../../lib/keys";
import { navigate } from "../../lib/router";
import { newQuote, openInbox } from "./actions";
import { HUES } from "./states";

/** States as a sale goes through them. */
const RUNS = { state: Object.keys(HUES) };

const rowId = (row: QuoteRow) => row.id;

function columnsOf(t: TFunction<"quotes">, said: (written: string) => string): LedgerColumn<QuoteRow>[] {
  const money = (id: "guidePrice" | "discount" | "carPrice" | "total"): LedgerColumn<QuoteRow> => ({
    id,
    label: t(`column.${id}`),
    width: 136,
    align: "end",
    cell: (row) => <Money fen={row[id]} />,
    ...(id === "guidePrice" ? {} : { total: (sum) => <Money fen={sum} /> }),
  });
  return [
    {
      id: "description",
      label: t("column.description"),
      width: 240,
      cell: (row) => (
        <>
          <span>{said(row.description)}</span>
          <PendingDot pending={row.pending} />
        </>
      ),
    },
    {
      id: "state",
      label: t("column.state"),
      width: 108,
      cell: (row) => <State state={row.state} hue={HUES[row.state]} />,
    },
    { id: "customer", label: t("column.customer"), width: 96, cell: (row) => row.customerName },
    money("carPrice"),
    money("discount"),
    money("total"),
    { id: "validUntil", label: t("column.validUntil"), width: 104, cell: (row) => <When at={row.validUntil} /> },
    { id: "consultant", label: t("column.consultant"), width: 96, cell: (row) => row.consultant },
    { id: "madeOn", label: t("column.madeOn"), width: 104, cell: (row) => <When at={row.madeOn} /> },
    { id: "number", label: t("column.number"), width: 148, cell: (row) => row.number },
    { ...money("guidePrice"), shown: "onRequest" },
  ];
}

export function QuoteList({ open, search }: { open: string | null; search: Record<string, string> }) {
  const { t } = useTranslation("quotes");
  const said = useCatalogueWords();
  const mayApprove = useRight("approveDiscounts");
  useAction(openInbox, () => navigate("quotes", ["approvals"]), { offered: mayApprove ? "yes" : "no" });
  const columns = useMemo(() => columnsOf(t, said), [t, said]);
  const source = useMemo<LedgerSource<QuoteRow, "quotes.list">>(
    () => ({
      query: "quotes.list",
      args: (window) => window,
      page: (result) => ({
        ...result,
        facets: facetsInWords(
          result.facets,
          (facet) => t(`column.${facet}`),
          (facet, value, label) => (facet === "state" ? t(`state.${value}`) : label),
          RUNS,
        ),
      }),
    }),
    [t],
  );
  const views = useMemo(
    (): LedgerView[] => [
      { id: "waiting", label: t("view.waiting"), filters: { state: ["approvalWaiting"] }, sort: null },
      {
        id: "running",
        label: t("view.running"),
        filters: { state: ["issued"] },
        sort: { column: "validUntil", descending: false },
      },
    ],
    [t],
  );
  return (
    <Ledger
      id="quotes"
      label={t("area")}
      source={source}
      columns={columns}
      rowId={rowId}
      openId={open}
      onOpen={(row, how) => navigate("quotes", [row.id], { search, history: how === "moving" ? "instead" : "add" })}
      views={views}
      start={search.state === undefined ? undefined : { filters: { state: [search.state] } }}
      tools={
        <>
          {mayApprove && <ActionButton action={openInbox} look="quiet" />}
          <ActionButton action={newQuote} look="quiet" />
        </>
      }
      empty={<EmptyState title={t("empty.title")} about={t("empty.about")} action={newQuote} />}
    />
  );
}
