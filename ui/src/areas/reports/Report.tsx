// One report: its filters, what it counts and as of when, the table, and beside it the rows behind a sum.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { openRecord } from "../../app/areas";
import type { ReportArgs, ReportFormat, ReportHead, ReportRowsArgs, ReportTable } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { EmptyState } from "../../components/EmptyState";
import { FigureGrid, type GridFocus } from "../../components/figures/FigureGrid";
import { type GridRow, isFigure, isOnItsWay, rowsOf, shown } from "../../components/figures/figures";
import { PrimaryAction } from "../../components/PrimaryAction";
import { useRight } from "../../components/rights";
import { SplitView } from "../../components/SplitView";
import { say } from "../../components/Toasts";
import { AfterAWhile, Skeleton } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { sayError, sayThrown } from "../../lib/errors";
import { act, errorOf } from "../../lib/ipc";
import { useAction } from "../../lib/keys";
import { navigate } from "../../lib/router";
import { useSettings } from "../../lib/settings";
import { fullInstant } from "../../lib/time";
import { askAgain, printReport, saveCsv, saveExcel, savePdf, toFilters } from "./actions";
import { type Sight, useLines } from "./lines";
import { PrintReport } from "./PrintReport";
import { asked as askedOf, useKept } from "./period";
import { ReportFilters } from "./ReportFilters";
import { RowsBehind } from "./RowsBehind";
import { StageBars } from "./StageBars";

interface Props {
  head: ReportHead;
  search: Record<string, string>;
}

/** The sum that is open, as the address has it; what is absent does not narrow. */
function drilled(search: Record<string, string>): { group?: string; line?: string; column: number } | null {
  const column = Number(search.column);
  if (search.column === undefined || !Number.isInteger(column)) return null;
  const { group, line } = search;
  return { ...(group === undefined ? {} : { group }), ...(line === undefined ? {} : { line }), column };
}

export function Report({ head, search }: Props) {
  const { t } = useTranslation("reports");
  const language = useSettings((value) => value.language);
  const [kept, keep] = useKept(head.name);
  const asked: ReportArgs = { report: head.name, language, filters: askedOf(kept) };
  const answer = useDesk("reports.run", asked);
  const problem = answer.isError ? errorOf(answer.error) : null;
  // While a filter is refused, the filters stay and say so.
  const last = useRef<ReportTable | null>(null);
  if (answer.data !== undefined) last.current = answer.data;
  const table = answer.data;
  const filters = last.current?.filters ?? [];
  const placed = problem !== null && filters.some((filter) => filter.id === problem.field);

  const mayExport = useRight("exportData");
  const [printing, setPrinting] = useState<"yes" | "no">("no");
  const [saving, setSaving] = useState<"yes" | "no">("no");
  const firstFilter = useRef<HTMLElement>(null);
  const grid = useRef<GridFocus>(null);
  const { refetch } = answer;
  const askAnew = useCallback(() => void refetch(), [refetch]);
  const notNow = table === undefined ? t("notYet") : saving === "yes" ? t("saving") : null;

  const save = async (format: ReportFormat) => {
    setSaving("yes");
    try {
      const { path } = await act("reports.save", { ...asked, format });
      say(t("saved", { path }));
    } catch (thrown) {
      say(sayThrown(thrown), "bad");
    }
    setSaving("no");
  };
  const mayNot = mayExport ? null : t("mayNotExport");
  useAction(saveExcel, () => void save("xlsx"), { whyNot: mayNot ?? notNow });
  useAction(saveCsv, () => void save("csv"), { whyNot: mayNot ?? notNow });
  useAction(savePdf, () => void save("pdf"), { whyNot: notNow });
  useAction(askAgain, () => void answer.refetch());
  useAction(toFilters, () => firstFilter.current?.focus());

  const open = drilled(search);
  const close = () => {
    navigate("reports", [head.name], { history: "instead" });
    grid.current?.focus();
  };
  const behind: ReportRowsArgs | null = open === null ? null : { ...asked, ...open };

  return (
    <div className="report-place">
      <SplitView
        id="reports"
        list={
          <section className="report" aria-label={head.title}>
            <header className="report-head">
              <h1>{head.title}</h1>
              <span className="report-tools">
                <ActionButton action={saveExcel} look="quiet" />
                <ActionButton action={savePdf} look="quiet" />
                <ActionButton action={saveCsv} look="quiet" />
              </span>
            </header>
            <ReportFilters
              filters={filters}
              kept={kept}
              keep={keep}
              problem={placed ? problem : null}
              first={firstFilter}
              onLeave={() => grid.current?.focus()}
            />
            {problem !== null && !placed && (
              <p className="problem report-problem" role="alert">
                {sayError(problem)}
              </p>
            )}
            {table === undefined && problem === null && <Skeleton />}
            {table !== undefined && (
              <Shown
                head={head}
                asked={asked}
                table={table}
                onPassed={askAnew}
                open={open}
                grid={grid}
                asking={answer.isPlaceholderData ? "yes" : "no"}
                onOpen={(row, column) => {
                  const where: Record<string, string> = { column: String(column) };
                  if (row.group !== undefined) where.group = row.group;
                  if (row.line !== undefined) where.line = row.line;
                  navigate("reports", [head.name], { search: where, history: "instead" });
                }}
              />
            )}
          </section>
        }
        record={
          behind === null || open === null || table === undefined ? null : (
            <RowsBehind key={JSON.stringify(behind)} asked={behind} title={titleOf(table, open)} onClose={close} />
          )
        }
      />
      <PrimaryAction action={printReport} run={() => setPrinting("yes")} whyNot={notNow} />
      {printing === "yes" && (
        <PrintReport report={asked} onSave={() => save("pdf")} onClose={() => setPrinting("no")} />
      )}
    </div>
  );
}

/** What a sum is, as group, line and column. */
function titleOf(table: ReportTable, open: { group?: string; line?: string; column: number }): string {
  const group = table.groups.find((each) => each.key === open.group);
  const line = group?.lines.find((each) => each.key === open.line);
  const name = line?.cells[0];
  const parts = [
    group === undefined ? String(table.totals[0] ?? "") : group.name,
    typeof name === "string" ? name : "",
    open.column > 0 ? (table.columns[open.column]?.heading ?? "") : "",
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

interface ShownProps {
  head: ReportHead;
  asked: ReportArgs;
  table: ReportTable;
  /** The table on the screen is no longer the one whose lines are kept. */
  onPassed: () => void;
  open: { group?: string; line?: string; column: number } | null;
  grid: React.RefObject<GridFocus | null>;
  asking: "yes" | "no";
  onOpen: (row: GridRow, column: number) => void;
}

function Shown({ head, asked, table, open, grid, asking, onOpen, onPassed }: ShownProps) {
  const { t } = useTranslation("reports");
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  // biome-ignore lint/correctness/useExhaustiveDependencies: other groups are folded anew
  useEffect(() => setFolded(new Set()), [table.columns[0]?.heading]);
  const [sight, setSight] = useState<Sight>({ first: 0, last: 0 });
  const onSight = useCallback((first: number, last: number) => setSight({ first, last }), []);
  // Where each line stands says already which of them are in sight; what it says may still be on its way.
  const shape = useMemo(() => rowsOf(table, folded), [table, folded]);
  const lineAt = useLines(asked, table, shape, sight, { asking, passed: onPassed });
  const rows = useMemo(() => rowsOf(table, folded, lineAt), [table, folded, lineAt]);
  const openRow =
    open === null ? null : rows.find((row) => row.group === open.group && row.line === open.line && row.kind !== null);
  return (
    <>
      <p className="report-definition">{table.definition}</p>
      <p className="report-asof muted" role="status">
        {t("asOf", { at: fullInstant(table.asOf) })}
        <span>{t("records", { count: table.records })}</span>
        <ActionButton action={askAgain} look="quiet" />
        {asking === "yes" && <AfterAWhile>{t("asking")}</AfterAWhile>}
      </p>
      {head.name === "funnel" && table.records > 0 && <StageBars table={table} />}
      {table.records === 0 ? (
        <div className="report-empty">
          <EmptyState title={t("empty.title")} about={t("empty.about")} />
        </div>
      ) : (
        <FigureGrid
          ref={grid}
          label={head.title}
          columns={table.columns}
          rows={rows}
          longestBar={table.longestBar}
          onSight={onSight}
          open={open === null || openRow == null ? null : { row: openRow.key, column: open.column }}
          opens={(row, column) => opens(table, row, column)}
          onOpen={(row, column) => (row.record ? openRecord(row.record.kind, row.record.id) : onOpen(row, column))}
          onFold={(row) =>
            setFolded((before) => {
              const next = new Set(before);
              if (row.group !== undefined && !next.delete(row.group)) next.add(row.group);
              return next;
            })
          }
        />
      )}
      {table.notes.length > 0 && (
        <ul className="report-notes">
          {table.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </>
  );
}

/** A line that is a record opens it from every cell; sums open from their figures, lines from their name too. */
function opens(table: ReportTable, row: GridRow, column: number): boolean {
  if (row.record) return true;
  if (isOnItsWay(row)) return false;
  const head = table.columns[column];
  if (head === undefined) return false;
  if (column === 0) return row.kind !== "group";
  return isFigure(head) && shown(row.cells[column], head) !== "–";
}
