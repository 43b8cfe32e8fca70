// The lines of a long report: the first come with it, the others by pages as they are scrolled into sight.
import { useQueries } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef } from "react";
import type { ReportArgs, ReportLine, ReportTable } from "../../bindings/rpc";
import type { GridRow, LineAt } from "../../components/figures/figures";
import { query } from "../../lib/ipc";

const PAGE = 200;

/** The rows that are drawn. */
export interface Sight {
  first: number;
  last: number;
}

interface Page {
  group: string;
  page: number;
}

/** The pages of the lines that are in sight and still on their way. */
export function pagesInSight(rows: readonly GridRow[], sight: Sight, held: (row: GridRow) => boolean): Page[] {
  const pages = new Map<string, Page>();
  for (const row of rows.slice(sight.first, sight.last + 1)) {
    if (row.group === undefined || row.at === undefined || held(row)) continue;
    const page = Math.floor(row.at / PAGE);
    pages.set(`${row.group} ${page}`, { group: row.group, page });
  }
  return [...pages.values()];
}

/**
 * How a line is found. Nothing is asked for while the table on the screen is still the answer to a former question.
 * `passed` is called when the desk no longer keeps that table, so that it has to be asked for anew.
 */
export function useLines(
  asked: ReportArgs,
  table: ReportTable,
  shape: readonly GridRow[],
  sight: Sight,
  { asking, passed }: { asking: "yes" | "no"; passed: () => void },
): LineAt {
  const loaded = useMemo(() => new Map(table.groups.map((group) => [group.key, group.lines.length])), [table]);
  const pages = pagesInSight(shape, sight, (row) => (row.at ?? 0) < (loaded.get(row.group ?? "") ?? 0));
  const answers = useQueries({
    queries: pages.map(({ group, page }) => {
      const args = { ...asked, asOf: table.asOf, group, offset: page * PAGE, limit: PAGE };
      return {
        queryKey: ["reports.lines", args],
        queryFn: () => query("reports.lines", args),
        enabled: asking === "no",
      };
    }),
    combine: (all) => ({
      pages: all.map(({ data }) => data),
      moved: all.some(({ data }) => data !== undefined && data.asOf !== table.asOf),
    }),
  });
  useEffect(() => {
    if (answers.moved && asking === "no") passed();
  }, [answers.moved, asking, passed]);

  // What was in sight once stays, so that scrolling back shows it at once.
  const kept = useRef<{ table: ReportTable; lines: Map<string, ReportLine> }>({ table, lines: new Map() });
  if (kept.current.table !== table) kept.current = { table, lines: new Map() };
  const { lines } = kept.current;
  answers.pages.forEach((answer, index) => {
    const wanted = pages[index];
    if (answer === undefined || wanted === undefined || answer.asOf !== table.asOf) return;
    answer.lines.forEach((line, at) => {
      lines.set(`${wanted.group} ${wanted.page * PAGE + at}`, line);
    });
  });
  const known = lines.size;
  // biome-ignore lint/correctness/useExhaustiveDependencies: lines that came make rows of what was on its way
  return useCallback((group, at) => group.lines[at] ?? lines.get(`${group.key} ${at}`), [lines, known]);
}
