// The parts as a ledger, by number.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { PartRow } from "../../bindings/rpc";
import { EmptyState } from "../../components/EmptyState";
import { facetsInWords } from "../../components/ledger/facets";
import { Ledger } from "../../components/ledger/Ledger";
import type { LedgerColumn, LedgerSource, LedgerView } from "../../components/ledger/types";
import { Money, PendingDot, StateDot } from "../../components/values";
import { pieces } from "../../lib/pieces";
import { navigate } from "../../lib/router";
import { STANDING_HUES, STATES } from "./words";

const RUNS = { standing: Object.keys(STANDING_HUES), state: [...STATES] };
const START = { sort: { column: "number", descending: false } };
const rowId = (row: PartRow) => row.id;

export function PartList({ open, search }: { open: string | null; search: Record<string, string> }) {
  const { t } = useTranslation("parts");
  const source = useMemo<LedgerSource<PartRow, "parts.list">>(
    () => ({
      query: "parts.list",
      args: (window) => window,
      page: (result) => ({
        ...result,
        facets: facetsInWords(
          result.facets,
          (facet) => t(`facet.${facet}`),
          (facet, value) => (facet === "maker" ? value || t("common:noValue") : t(`${facet}.${value}`)),
          RUNS,
        ),
      }),
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
        cell: (row) => (
          <>
            <span>{row.number}</span>
            <PendingDot pending={row.pending} />
          </>
        ),
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
      { id: "unit", label: t("column.unit"), width: 56, sort: "no", cell: (row) => row.unit },
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
      { id: "maker", label: t("column.maker"), width: 96, sort: "no", cell: (row) => row.maker },
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
    <Ledger
      id="parts"
      label={t("stock")}
      source={source}
      columns={columns}
      rowId={rowId}
      openId={open}
      onOpen={(row, how) => navigate("parts", [row.id], { search, history: how === "moving" ? "instead" : "add" })}
      views={views}
      start={START}
      empty={<EmptyState title={t("empty.stock")} about={t("empty.aboutStock")} />}
    />
  );
}
