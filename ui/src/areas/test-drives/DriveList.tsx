// All drives as a ledger, the latest first.
import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { DriveRow } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { EmptyState } from "../../components/EmptyState";
import type { FacetWords } from "../../components/ledger/facets";
import { RecordList } from "../../components/ledger/RecordList";
import type { LedgerColumn, LedgerView } from "../../components/ledger/types";
import { PendingDot, State, When } from "../../components/values";
import { useCatalogueWords } from "../../lib/catalogueWords";
import { useAction } from "../../lib/keys";
import { navigate } from "../../lib/router";
import { newDrive, openBoard } from "./actions";
import { HUES } from "./states";

const RUNS = { state: Object.keys(HUES) };

function columnsOf(t: TFunction<"test-drives">, said: (written: string) => string): LedgerColumn<DriveRow>[] {
  return [
    {
      id: "startsAt",
      label: t("column.startsAt"),
      width: 128,
      cell: (row) => (
        <>
          <When at={row.startsAt} />
          <PendingDot pending={row.pending} />
        </>
      ),
    },
    {
      id: "state",
      label: t("column.state"),
      width: 112,
      cell: (row) => (
        <>
          <State state={row.state} hue={row.overdue ? "bad" : HUES[row.state]} of="test-drives" />
          {row.overdue && <span className="problem"> {t("overdue")}</span>}
        </>
      ),
    },
    { id: "customer", label: t("column.customer"), width: 104, cell: (row) => row.customerName },
    { id: "car", label: t("column.car"), width: 224, cell: (row) => said(row.car) },
    { id: "kind", label: t("column.kind"), width: 72, cell: (row) => t(`kindOf.${row.kind}`) },
    { id: "consultant", label: t("column.consultant"), width: 104, cell: (row) => row.consultantName },
    {
      id: "score",
      label: t("column.score"),
      width: 80,
      align: "end",
      cell: (row) => (row.score === null ? "" : t("stars", { count: row.score })),
    },
    { id: "number", label: t("column.number"), width: 148, cell: (row) => row.number },
  ];
}

export function DriveList({ open, search }: { open: string | null; search: Record<string, string> }) {
  const { t } = useTranslation("test-drives");
  const said = useCatalogueWords();
  useAction(openBoard, () => navigate("test-drives", []));
  const columns = useMemo(() => columnsOf(t, said), [t, said]);
  const facets = useMemo<FacetWords>(
    () => ({ title: (facet) => t(`column.${facet}`), words: (_facet, value) => t(`state.${value}`), runs: RUNS }),
    [t],
  );
  const views = useMemo(
    (): LedgerView[] => [
      { id: "out", label: t("view.out"), filters: { state: ["out"] }, sort: null },
      { id: "ahead", label: t("view.ahead"), filters: { state: ["booked", "checked", "signed"] }, sort: null },
      { id: "unsaid", label: t("view.unsaid"), filters: { state: ["returned"] }, sort: null },
    ],
    [t],
  );
  return (
    <RecordList
      id="test-drives"
      label={t("area")}
      list="test_drives.list"
      facets={facets}
      columns={columns}
      at={["test-drives"]}
      open={open}
      search={search}
      views={views}
      tools={
        <>
          <ActionButton action={openBoard} look="quiet" />
          <ActionButton action={newDrive} look="quiet" />
        </>
      }
      empty={<EmptyState title={t("empty.title")} about={t("empty.about")} action={newDrive} />}
    />
  );
}
