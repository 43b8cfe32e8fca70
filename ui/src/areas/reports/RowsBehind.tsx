// The rows behind a sum: every record that it counts, what each adds, and the sum again below them.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { areas, openRecord } from "../../app/areas";
import type { DrilledRows, ReportRowsArgs, ReportTableColumn } from "../../bindings/rpc";
import { CloseButton } from "../../components/CloseButton";
import { EmptyState } from "../../components/EmptyState";
import { FigureGrid } from "../../components/figures/FigureGrid";
import type { GridRow } from "../../components/figures/figures";
import { Problem, Skeleton } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { useAction } from "../../lib/keys";
import { formatCount } from "../../lib/money";
import { closeRows } from "./actions";

interface Props {
  asked: ReportRowsArgs;
  /** What the sum is: group, line and column. */
  title: string;
  onClose: () => void;
}

const DETAIL: Omit<ReportTableColumn, "heading"> = { unit: "text", look: "figures" };

/** The records as rows: what was asked for first, and no column of which none of them says anything. */
export function gridOf(
  behind: DrilledRows,
  asked: number | undefined,
  words: { detail: string; total: string },
): { columns: ReportTableColumn[]; rows: GridRow[] } {
  const told = behind.columns
    .map((_, at) => at)
    .filter((at) => at > 0 && behind.rows.some((row) => row.cells[at] !== null && row.cells[at] !== undefined))
    .sort((one, other) => Number(other === asked) - Number(one === asked));
  const repeated = told.some((at) => behind.rows.every((row) => row.cells[at] === row.detail));
  const pick = (cells: readonly (string | number | null)[], detail: string) => [
    cells[0] ?? null,
    ...(repeated ? [] : [detail]),
    ...told.map((at) => cells[at] ?? null),
  ];
  const first = behind.columns[0];
  const columns = [
    ...(first === undefined ? [] : [first]),
    ...(repeated ? [] : [{ ...DETAIL, heading: words.detail }]),
    ...told.flatMap((at) => {
      const column = behind.columns[at];
      return column === undefined ? [] : [{ ...column, look: "figures" as const }];
    }),
  ];
  const rows: GridRow[] = behind.rows.map((row, index) => ({
    key: `${index}`,
    kind: "line",
    cells: pick(row.cells, row.detail),
    record: { kind: row.kind, id: row.id },
  }));
  rows.push({ key: "total", kind: "total", cells: pick([words.total, ...behind.sums.slice(1)], "") });
  return { columns, rows };
}

/** Whether a record of this kind has a page. */
function hasPage(row: GridRow): boolean {
  return row.record != null && areas.some((area) => area.kinds?.includes(row.record?.kind ?? ""));
}

export function RowsBehind({ asked, title, onClose }: Props) {
  const { t } = useTranslation("reports");
  const answer = useDesk("reports.rows", asked, { former: "dropped" });
  useAction(closeRows, onClose);
  const behind = answer.data;
  const grid = useMemo(
    () =>
      behind === undefined
        ? null
        : gridOf(behind, asked.column, { detail: t("rows.detail"), total: t("common:list.sum") }),
    [behind, asked.column, t],
  );
  return (
    <section className="rows-behind" aria-label={t("rows.title", { title })}>
      <header>
        <div>
          <h2>{title}</h2>
          <p className="muted" aria-live="polite">
            {behind !== undefined && t("rows.count", { count: behind.records, shown: formatCount(behind.records) })}
            {behind !== undefined && behind.rows.length < behind.records && (
              <> {t("rows.first", { shown: formatCount(behind.rows.length) })}</>
            )}
          </p>
        </div>
        <CloseButton onClose={onClose} />
      </header>
      {answer.isError && <Problem thrown={answer.error} />}
      {answer.isPending && <Skeleton />}
      {behind?.records === 0 && <EmptyState title={t("rows.none")} about={t("rows.noneAbout")} />}
      {grid !== null && grid.rows.length > 1 && (
        <FigureGrid
          label={t("rows.title", { title })}
          columns={grid.columns}
          rows={grid.rows}
          begin="focused"
          opens={hasPage}
          onOpen={({ record }) => record && openRecord(record.kind, record.id)}
        />
      )}
    </section>
  );
}
