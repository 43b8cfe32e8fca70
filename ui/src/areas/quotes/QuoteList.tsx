// Quotes as a ledger.
import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { QuoteRow } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { EmptyState } from "../../components/EmptyState";
import { money } from "../../components/ledger/columns";
import type { FacetWords } from "../../components/ledger/facets";
import { RecordList } from "../../components/ledger/RecordList";
import type { LedgerColumn, LedgerView } from "../../components/ledger/types";
import { useRight } from "../../components/rights";
import { Called, Money, State, When } from "../../components/values";
import { useCatalogueWords } from "../../lib/catalogueWords";
import { useAction } from "../../lib/keys";
import { navigate } from "../../lib/router";
import { newQuote, openInbox } from "./actions";
import { HUES } from "./states";

/** States as a sale goes through them. */
const RUNS = { state: Object.keys(HUES) };

function columnsOf(t: TFunction<"quotes">, said: (written: string) => string): LedgerColumn<QuoteRow>[] {
  return [
    {
      id: "description",
      label: t("column.description"),
      width: 240,
      cell: (row) => <Called by={said(row.description)} pending={row.pending} />,
    },
    {
      id: "state",
      label: t("column.state"),
      width: 108,
      cell: (row) => <State state={row.state} hue={HUES[row.state]} />,
    },
    { id: "customer", label: t("column.customer"), width: 96, cell: (row) => row.customerName },
    money("carPrice", t("column.carPrice"), 136),
    money("discount", t("column.discount"), 136),
    money("total", t("column.total"), 136),
    { id: "validUntil", label: t("column.validUntil"), width: 104, cell: (row) => <When at={row.validUntil} /> },
    { id: "consultant", label: t("column.consultant"), width: 96, cell: (row) => row.consultant },
    { id: "madeOn", label: t("column.madeOn"), width: 104, cell: (row) => <When at={row.madeOn} /> },
    { id: "number", label: t("column.number"), width: 148, cell: (row) => row.number },
    {
      id: "guidePrice",
      label: t("column.guidePrice"),
      width: 136,
      align: "end",
      shown: "onRequest",
      cell: (row) => <Money fen={row.guidePrice} />,
    },
  ];
}

export function QuoteList({ open, search }: { open: string | null; search: Record<string, string> }) {
  const { t } = useTranslation("quotes");
  const said = useCatalogueWords();
  const mayApprove = useRight("approveDiscounts");
  useAction(openInbox, () => navigate("quotes", ["approvals"]), { offered: mayApprove ? "yes" : "no" });
  const columns = useMemo(() => columnsOf(t, said), [t, said]);
  const facets = useMemo<FacetWords>(
    () => ({
      title: (facet) => t(`column.${facet}`),
      words: (facet, value, label) => (facet === "state" ? t(`state.${value}`) : label),
      runs: RUNS,
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
    <RecordList
      id="quotes"
      label={t("area")}
      list="quotes.list"
      facets={facets}
      columns={columns}
      at={["quotes"]}
      open={open}
      search={search}
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
