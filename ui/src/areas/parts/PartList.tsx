// The parts as a ledger, by number.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { PartRow } from "../../bindings/rpc";
import { EmptyState } from "../../components/EmptyState";
import { text } from "../../components/ledger/columns";
import type { FacetWords } from "../../components/ledger/facets";
import { RecordList } from "../../components/ledger/RecordList";
import type { LedgerColumn, LedgerView } from "../../components/ledger/types";
import { Called, Money, StateDot } from "../../components/values";
import { pieces } from "../../lib/pieces";
import { STANDING_HUES, STATES } from "./words";

const RUNS = { standing: Object.keys(STANDING_HUES), state: [...STATES] };
const START = { sort: { column: "number", descending: false } };

export function PartList({ open, search }: { open: string | null; search: Record<string, string> }) {
  const { t } = useTranslation("parts");
  const facets = useMemo<FacetWords>(
    () => ({
      title: (facet) => t(`facet.${facet}`),
      words: (facet, value) => (facet === "maker" ? value || t("common:noValue") : t(`${facet}.${value}`)),
      runs: RUNS,
    }),
    [t],
  );
  const columns = useMemo<LedgerColumn<PartRow>[]>(() => {
    const quantity = (id: "onHand" | "reserved" | "available" | "onOrder" | "waiting") => ({
      id,
      label: t(`column.${id}`),
      width: 80,
      align: "end" as const,
      sort: "no" as const,
      cell: (row: PartRow) => (row[id] === 0 ? <span className="muted">0</span> : pieces(row[id])),
    });
    return [
      {
        id: "number",
        label: t("column.number"),
        width: 152,
        cell: (row) => <Called by={row.number} pending={row.pending} />,
      },
      { id: "name", label: t("column.name"), width: 176, cell: (row) => row.name },
      {
        id: "standing",
        label: t("column.standing"),
        width: 128,
        sort: "no",
        cell: (row) => <StateDot hue={STANDING_HUES[row.standing]}>{t(`standing.${row.standing}`)}</StateDot>,
      },
      quantity("available"),
      text("unit", t("column.unit"), 56),
      { id: "bin", label: t("column.bin"), width: 96, cell: (row) => row.bin },
      quantity("onHand"),
      quantity("reserved"),
      quantity("onOrder"),
      quantity("waiting"),
      {
        id: "price",
        label: t("column.price"),
        width: 112,
        align: "end",
        sort: "no",
        cell: (row) => <Money fen={row.price} />,
      },
      text("maker", t("column.maker"), 96),
    ];
  }, [t]);
  const views = useMemo<LedgerView[]>(
    () =>
      (["waiting", "short", "negative"] as const).map((standing) => ({
        id: standing,
        label: t(`view.${standing}`),
        filters: { standing: [standing] },
        sort: null,
      })),
    [t],
  );
  return (
    <RecordList
      id="parts"
      label={t("stock")}
      list="parts.list"
      facets={facets}
      columns={columns}
      at={["parts"]}
      open={open}
      search={search}
      views={views}
      start={START}
      empty={<EmptyState title={t("empty.stock")} about={t("empty.aboutStock")} />}
    />
  );
}
