// Complaints as a ledger, the most pressing first; what is closed is one view away.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ComplaintRow } from "../../bindings/rpc";
import { EmptyState } from "../../components/EmptyState";
import { facetsInWords } from "../../components/ledger/facets";
import { Ledger } from "../../components/ledger/Ledger";
import type { LedgerColumn, LedgerSource, LedgerView } from "../../components/ledger/types";
import { PendingDot, StateDot, When } from "../../components/values";
import { navigate } from "../../lib/router";
import { KINDS, STATE_HUES } from "./words";

const RUNS = { state: Object.keys(STATE_HUES), kind: [...KINDS] };
const rowId = (row: ComplaintRow) => row.id;

export function ComplaintList({ open, search }: { open: string | null; search: Record<string, string> }) {
  const { t } = useTranslation("complaints");
  const source = useMemo<LedgerSource<ComplaintRow, "complaints.list">>(
    () => ({
      query: "complaints.list",
      args: (window) => window,
      page: (result) => ({
        ...result,
        facets: facetsInWords(
          result.facets,
          (facet) => t(`column.${facet}`),
          (facet, value) => (facet === "state" ? t(`state.${value}`) : t(`kindOf.${value}`)),
          RUNS,
        ),
      }),
    }),
    [t],
  );
  const columns = useMemo<LedgerColumn<ComplaintRow>[]>(() => {
    const text = (id: "name" | "plate" | "said" | "ownerName", width: number) => ({
      id,
      label: t(`column.${id}`),
      width,
      sort: "no" as const,
      cell: (row: ComplaintRow) => row[id],
    });
    return [
      {
        id: "number",
        label: t("column.number"),
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
        width: 120,
        sort: "no",
        cell: (row) => <StateDot hue={STATE_HUES[row.state]}>{t(`state.${row.state}`)}</StateDot>,
      },
      {
        id: "due",
        label: t("column.due"),
        width: 136,
        sort: "no",
        cell: (row) =>
          row.overdue ? (
            <StateDot hue="bad">
              <When at={row.due} />
            </StateDot>
          ) : (
            <When at={row.due} />
          ),
      },
      { id: "kind", label: t("column.kind"), width: 104, sort: "no", cell: (row) => t(`kindOf.${row.kind}`) },
      text("name", 96),
      text("plate", 96),
      text("said", 240),
      text("ownerName", 104),
      {
        id: "takenInAt",
        label: t("column.takenInAt"),
        width: 120,
        sort: "no",
        cell: (row) => <When at={row.takenInAt} />,
      },
    ];
  }, [t]);
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
    <Ledger
      id="complaints"
      label={t("area")}
      source={source}
      columns={columns}
      rowId={rowId}
      openId={open}
      onOpen={(row, how) => navigate("complaints", [row.id], { search, history: how === "moving" ? "instead" : "add" })}
      views={views}
      empty={<EmptyState title={t("empty")} about={t("emptyAbout")} />}
    />
  );
}
