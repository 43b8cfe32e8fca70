// Complaints as a ledger, the most pressing first; what is closed is one view away.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ComplaintRow } from "../../bindings/rpc";
import { EmptyState } from "../../components/EmptyState";
import { number, text } from "../../components/ledger/columns";
import type { FacetWords } from "../../components/ledger/facets";
import { RecordList } from "../../components/ledger/RecordList";
import type { LedgerColumn, LedgerView } from "../../components/ledger/types";
import { Promised, StateDot, When } from "../../components/values";
import { KINDS, STATE_HUES } from "./words";

const RUNS = { state: Object.keys(STATE_HUES), kind: [...KINDS] };

export function ComplaintList({ open, search }: { open: string | null; search: Record<string, string> }) {
  const { t } = useTranslation("complaints");
  const facets = useMemo<FacetWords>(
    () => ({
      title: (facet) => t(`column.${facet}`),
      words: (facet, value) => (facet === "state" ? t(`state.${value}`) : t(`kindOf.${value}`)),
      runs: RUNS,
    }),
    [t],
  );
  const columns = useMemo<LedgerColumn<ComplaintRow>[]>(
    () => [
      number(t("column.number")),
      {
        id: "state",
        label: t("column.state"),
        width: 120,
        sort: "no",
        cell: (row) => <StateDot hue={STATE_HUES[row.state]}>{t(`state.${row.state}`)}</StateDot>,
      },
      {
        id: "due",
        label: t("column.due"),
        width: 136,
        sort: "no",
        cell: (row) => <Promised at={row.due} broken={row.overdue} />,
      },
      { id: "kind", label: t("column.kind"), width: 104, sort: "no", cell: (row) => t(`kindOf.${row.kind}`) },
      text("name", t("column.name"), 96),
      text("plate", t("column.plate"), 96),
      text("said", t("column.said"), 240),
      text("ownerName", t("column.ownerName"), 104),
      {
        id: "takenInAt",
        label: t("column.takenInAt"),
        width: 120,
        sort: "no",
        cell: (row) => <When at={row.takenInAt} />,
      },
    ],
    [t],
  );
  const views = useMemo<LedgerView[]>(
    () =>
      (["overdue", "mine", "all"] as const).map((id) => ({
        id,
        label: t(`view.${id}`),
        filters: { show: [id] },
        sort: null,
      })),
    [t],
  );
  return (
    <RecordList
      id="complaints"
      label={t("area")}
      list="complaints.list"
      facets={facets}
      columns={columns}
      at={["complaints"]}
      open={open}
      search={search}
      views={views}
      empty={<EmptyState title={t("empty")} about={t("emptyAbout")} />}
    />
  );
}
