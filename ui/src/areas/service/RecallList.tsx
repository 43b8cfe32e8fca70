// Recalls and service campaigns as a ledger, the running ones first, each with how far it has come.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { RecallRow } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { EmptyState } from "../../components/EmptyState";
import { facetsInWords } from "../../components/ledger/facets";
import { Ledger } from "../../components/ledger/Ledger";
import type { LedgerColumn, LedgerSource } from "../../components/ledger/types";
import { useRight } from "../../components/rights";
import { PendingDot, StateDot, When } from "../../components/values";
import { useAction } from "../../lib/keys";
import { navigate } from "../../lib/router";
import { announceRecall } from "./actions";
import { RECALL_HUES, RECALL_KINDS } from "./words";

const RUNS = { state: Object.keys(RECALL_HUES), kind: [...RECALL_KINDS] };
const rowId = (row: RecallRow) => row.id;

export function RecallList({ open, search }: { open: string | null; search: Record<string, string> }) {
  const { t } = useTranslation("service");
  const may = useRight("runWorkshop");
  useAction(announceRecall, () => navigate("service", ["recalls", "new"]), { whyNot: may ? null : t("mayNotRecall") });
  const source = useMemo<LedgerSource<RecallRow, "recalls.list">>(
    () => ({
      query: "recalls.list",
      args: (window) => window,
      page: (result) => ({
        ...result,
        facets: facetsInWords(
          result.facets,
          (facet) => t(`facet.${facet}`),
          (facet, value) => (facet === "state" ? t(`state.${value}`) : t(`recallKind.${value}`)),
          RUNS,
        ),
      }),
    }),
    [t],
  );
  const columns = useMemo<LedgerColumn<RecallRow>[]>(
    () => [
      {
        id: "number",
        label: t("column.recallNumber"),
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
        width: 96,
        sort: "no",
        cell: (row) => <StateDot hue={RECALL_HUES[row.state]}>{t(`state.${row.state}`)}</StateDot>,
      },
      { id: "kind", label: t("column.kind"), width: 104, sort: "no", cell: (row) => t(`recallKind.${row.kind}`) },
      { id: "title", label: t("column.recallTitle"), width: 240, sort: "no", cell: (row) => row.title },
      { id: "maker", label: t("column.maker"), width: 120, sort: "no", cell: (row) => row.maker },
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
    <Ledger
      id="service.recalls"
      label={t("recalls")}
      source={source}
      columns={columns}
      rowId={rowId}
      openId={open}
      onOpen={(row, how) =>
        navigate("service", ["recalls", row.id], { search, history: how === "moving" ? "instead" : "add" })
      }
      tools={<ActionButton action={announceRecall} look="quiet" />}
      empty={<EmptyState title={t("empty.recalls")} about={t("empty.aboutRecalls")} />}
    />
  );
}
