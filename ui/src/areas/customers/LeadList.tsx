// Leads as a ledger: by due date, the public pool, what waits for the manager's review.
import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { LeadRow } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { EmptyState } from "../../components/EmptyState";
import { text } from "../../components/ledger/columns";
import { Ledger } from "../../components/ledger/Ledger";
import type { LedgerColumn, LedgerView } from "../../components/ledger/types";
import { usePerson } from "../../components/rights";
import { Due, State, When } from "../../components/values";
import { useCatalogueWords } from "../../lib/catalogueWords";
import { navigate } from "../../lib/router";
import { takeInLead } from "./actions";
import { customerFacets, useNames } from "./facets";
import { LEAD_HUES } from "./hues";

// Beside the list stands the customer, so a row is known by the customer; who has several leads opens the same page.
const rowId = (row: LeadRow) => row.customer;

function columnsOf(t: TFunction<"customers">, said: (written: string) => string): LedgerColumn<LeadRow>[] {
  return [
    text("customerName", t("column.name"), 104),
    { id: "grade", label: t("column.grade"), width: 64, cell: (row) => row.grade },
    {
      id: "nextFollowUp",
      label: t("column.nextFollowUp"),
      width: 120,
      cell: (row) => <Due at={row.nextFollowUp} />,
    },
    {
      id: "state",
      label: t("column.state"),
      width: 104,
      sort: "no",
      cell: (row) => <State state={row.state} hue={LEAD_HUES[row.state]} />,
    },
    { id: "wanted", label: t("column.wanted"), width: 240, sort: "no", cell: (row) => said(row.wanted) },
    {
      id: "owner",
      label: t("column.owner"),
      width: 88,
      sort: "no",
      cell: (row) => (row.pooledAt === null ? row.ownerName : t("pool")),
    },
    { id: "channel", label: t("column.channel"), width: 104, sort: "no", cell: (row) => t(`channel.${row.channel}`) },
    {
      id: "lastContactAt",
      label: t("column.lastContactAt"),
      width: 120,
      cell: (row) => <When at={row.lastContactAt} />,
    },
    {
      id: "lostReason",
      label: t("column.lostReason"),
      width: 144,
      sort: "no",
      shown: "onRequest",
      cell: (row) => (row.lostReason === null ? "" : `${t(`lostReason.${row.lostReason}`)} ${row.competitor}`),
    },
    {
      id: "recallDue",
      label: t("column.recallDue"),
      width: 112,
      sort: "no",
      shown: "onRequest",
      cell: (row) => <When at={row.recallDue} />,
    },
    { id: "takenInAt", label: t("column.takenInAt"), width: 112, cell: (row) => <When at={row.takenInAt} /> },
    { id: "number", label: t("column.number"), width: 128, cell: (row) => row.number },
  ];
}

export function LeadList({ open, search }: { open: string | null; search: Record<string, string> }) {
  const { t } = useTranslation("customers");
  const said = useCatalogueWords();
  const names = useNames();
  const me = usePerson().id;
  const facets = useMemo(() => customerFacets(t, names), [t, names]);
  const columns = useMemo(() => columnsOf(t, said), [t, said]);
  const views = useMemo<LedgerView[]>(() => {
    const view = (id: string, filters: Record<string, string[]>): LedgerView => ({
      id,
      label: t(`view.${id}`),
      filters,
      sort: null,
    });
    return [
      view("live", { place: ["live"] }),
      view("mine", { place: ["live"], owner: [me] }),
      view("overdue", { place: ["live"], due: ["overdue"] }),
      view("pool", { place: ["pool"] }),
      view("review", { place: ["review"] }),
      view("recall", { due: ["recall"] }),
      view("ended", { place: ["ended"] }),
    ];
  }, [t, me]);
  const place = search.place;
  return (
    <Ledger
      id="leads"
      label={t("list.leads")}
      list="leads.list"
      facets={facets}
      columns={columns}
      rowId={rowId}
      openId={open}
      onOpen={(row, how) =>
        navigate("customers", ["leads", row.customer], { search, history: how === "moving" ? "instead" : "add" })
      }
      views={views}
      start={place === undefined ? undefined : { filters: { place: [place] } }}
      tools={<ActionButton action={takeInLead} look="quiet" />}
      empty={<EmptyState title={t("empty.leads")} about={t("empty.leadsAbout")} action={takeInLead} />}
    />
  );
}
