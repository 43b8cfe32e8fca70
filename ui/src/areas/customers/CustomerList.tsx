// Customers as a ledger; names and phones masked.
import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { CustomerRow } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { EmptyState } from "../../components/EmptyState";
import { text } from "../../components/ledger/columns";
import { RecordList } from "../../components/ledger/RecordList";
import type { Filters, LedgerColumn, LedgerView } from "../../components/ledger/types";
import { usePerson } from "../../components/rights";
import { Due, PendingDot, State, When } from "../../components/values";
import { takeInLead } from "./actions";
import { customerFacets, useNames } from "./facets";
import { STAGE_HUES } from "./hues";

function columnsOf(t: TFunction<"customers">): LedgerColumn<CustomerRow>[] {
  return [
    {
      id: "name",
      label: t("column.name"),
      width: 120,
      cell: (row) => (
        <>
          <PendingDot pending={row.pending} />
          {row.erased ? t("erased") : row.name}
        </>
      ),
    },
    text("mobile", t("column.mobile"), 128),
    {
      id: "stage",
      label: t("column.stage"),
      width: 96,
      sort: "no",
      cell: (row) => <State state={row.stage} hue={STAGE_HUES[row.stage]} />,
    },
    { id: "grade", label: t("column.grade"), width: 64, cell: (row) => row.grade ?? "" },
    {
      id: "nextFollowUp",
      label: t("column.nextFollowUp"),
      width: 120,
      sort: "no",
      cell: (row) => <Due at={row.nextFollowUp} />,
    },
    { id: "owner", label: t("column.owner"), width: 96, sort: "no", cell: (row) => row.ownerName },
    {
      id: "channel",
      label: t("column.channel"),
      width: 104,
      sort: "no",
      cell: (row) => (row.channel === null ? "" : t(`channel.${row.channel}`)),
    },
    { id: "addedAt", label: t("column.addedAt"), width: 112, cell: (row) => <When at={row.addedAt} /> },
    { id: "number", label: t("column.number"), width: 128, cell: (row) => row.number },
  ];
}

function viewOf(id: string, label: string, filters: Filters): LedgerView {
  return { id, label, filters, sort: null };
}

export function CustomerList({ open, search }: { open: string | null; search: Record<string, string> }) {
  const { t } = useTranslation("customers");
  const names = useNames();
  const me = usePerson().id;
  const facets = useMemo(() => customerFacets(t, names), [t, names]);
  const columns = useMemo(() => columnsOf(t), [t]);
  const views = useMemo<LedgerView[]>(
    (): LedgerView[] => [
      viewOf("mine", t("view.mine"), { owner: [me] }),
      viewOf("hot", t("view.hot"), { grade: ["H", "A"] }),
    ],
    [t, me],
  );
  return (
    <RecordList
      id="customers"
      label={t("area")}
      list="customers.list"
      facets={facets}
      columns={columns}
      at={["customers"]}
      open={open}
      search={search}
      views={views}
      tools={<ActionButton action={takeInLead} look="quiet" />}
      empty={<EmptyState title={t("empty.customers")} about={t("empty.customersAbout")} action={takeInLead} />}
    />
  );
}
