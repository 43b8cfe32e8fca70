// Recalls and service campaigns as a ledger, the running ones first, each with how far it has come.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { RecallRow } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { EmptyState } from "../../components/EmptyState";
import { number, text } from "../../components/ledger/columns";
import type { FacetWords } from "../../components/ledger/facets";
import { RecordList } from "../../components/ledger/RecordList";
import type { LedgerColumn } from "../../components/ledger/types";
import { useRight } from "../../components/rights";
import { StateDot, When } from "../../components/values";
import { useAction } from "../../lib/keys";
import { navigate } from "../../lib/router";
import { announceRecall } from "./actions";
import { RECALL_HUES, RECALL_KINDS } from "./words";

const RUNS = { state: Object.keys(RECALL_HUES), kind: [...RECALL_KINDS] };

export function RecallList({ open, search }: { open: string | null; search: Record<string, string> }) {
  const { t } = useTranslation("service");
  const may = useRight("runWorkshop");
  useAction(announceRecall, () => navigate("service", ["recalls", "new"]), { whyNot: may ? null : t("mayNotRecall") });
  const facets = useMemo<FacetWords>(
    () => ({
      title: (facet) => t(`facet.${facet}`),
      words: (facet, value) => (facet === "state" ? t(`state.${value}`) : t(`recallKind.${value}`)),
      runs: RUNS,
    }),
    [t],
  );
  const columns = useMemo<LedgerColumn<RecallRow>[]>(
    () => [
      number(t("column.recallNumber")),
      {
        id: "state",
        label: t("column.state"),
        width: 96,
        sort: "no",
        cell: (row) => <StateDot hue={RECALL_HUES[row.state]}>{t(`state.${row.state}`)}</StateDot>,
      },
      { id: "kind", label: t("column.kind"), width: 104, sort: "no", cell: (row) => t(`recallKind.${row.kind}`) },
      text("title", t("column.recallTitle"), 240),
      text("maker", t("column.maker"), 120),
      {
        id: "done",
        label: t("column.recallDone"),
        width: 112,
        align: "end",
        sort: "no",
        cell: (row) => t("doneOf", { done: row.done, listed: row.listed }),
      },
      {
        id: "runsFrom",
        label: t("column.runsFrom"),
        width: 112,
        sort: "no",
        cell: (row) => <When at={row.runsFrom} />,
      },
      {
        id: "runsUntil",
        label: t("column.runsUntil"),
        width: 112,
        sort: "no",
        cell: (row) => <When at={row.runsUntil} />,
      },
    ],
    [t],
  );
  return (
    <RecordList
      id="service.recalls"
      label={t("recalls")}
      list="recalls.list"
      facets={facets}
      columns={columns}
      at={["service", "recalls"]}
      open={open}
      search={search}
      tools={<ActionButton action={announceRecall} look="quiet" />}
      empty={<EmptyState title={t("empty.recalls")} about={t("empty.aboutRecalls")} />}
    />
  );
}
