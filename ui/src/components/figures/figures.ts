// Cells of a report in the words and figures of the page.
import type { ReportCell, ReportLine, ReportTable, ReportTableColumn, ReportTableGroup } from "../../bindings/rpc";
import { formatCount, formatFen } from "../../lib/money";

/** A cell as it is read; nothing known is a dash. */
export function shown(cell: ReportCell | undefined, column: ReportTableColumn): string {
  if (cell === null || cell === undefined) return column.unit === "text" || column.unit === "date" ? "" : "–";
  if (typeof cell === "string") return cell;
  switch (column.unit) {
    case "money":
      return formatFen(cell);
    case "rate":
      return `${cell < 0 ? "\u2212" : ""}${(Math.abs(cell) / 100).toFixed(2)}%`;
    case "count":
    case "text":
    case "date":
      return formatCount(cell);
  }
}

export function isFigure(column: ReportTableColumn): boolean {
  return column.unit === "money" || column.unit === "count" || column.unit === "rate";
}

/** A row of the table, in one list from top to bottom. */
export interface GridRow {
  key: string;
  kind: "group" | "line" | "total";
  cells: readonly ReportCell[];
  /** What it stands for, to be opened. */
  group?: string;
  line?: string;
  record?: { kind: string; id: string } | null;
  /** Its place among the lines of its group. */
  at?: number;
  /** Only groups that can be folded say so. */
  fold?: "open" | "folded";
}

/** A line of a group by its place; nothing while it is still on its way. */
export type LineAt = (group: ReportTableGroup, at: number) => ReportLine | undefined;

const ofTable: LineAt = (group, at) => group.lines[at];

/** Whether a row is a line that is still on its way. */
export function isOnItsWay(row: GridRow): boolean {
  return row.at !== undefined && row.line === undefined;
}

/** Groups with their sums, the lines of those that are not folded, and the total of all. */
export function rowsOf(table: ReportTable, folded: ReadonlySet<string>, lineAt: LineAt = ofTable): GridRow[] {
  const rows: GridRow[] = [];
  const unsaid = table.columns.map(() => "");
  for (const group of table.groups) {
    const shut = folded.has(group.key);
    if (group.name !== "")
      rows.push({
        key: `group ${group.key}`,
        kind: "group",
        cells: [group.name, ...group.sums.slice(1)],
        group: group.key,
        fold: shut ? "folded" : "open",
      });
    if (shut) continue;
    for (let at = 0; at < group.lineCount; at += 1) {
      const line = lineAt(group, at);
      const place = { key: `line ${group.key} ${at}`, kind: "line" as const, group: group.key, at };
      rows.push(
        line === undefined
          ? { ...place, cells: unsaid }
          : { ...place, cells: line.cells, line: line.key, record: line.record },
      );
    }
  }
  rows.push({ key: "total", kind: "total", cells: table.totals });
  return rows;
}

/** How wide a text is, in halves of a Chinese character; capitals are wider than other letters. */
function halves(text: string): number {
  let sum = 0;
  for (const sign of text) sum += sign.charCodeAt(0) > 0x2e7f ? 2 : sign >= "A" && sign <= "Z" ? 1.4 : 1.1;
  return sum;
}

/** Widths in rem, after the headings and as many rows as say enough. */
export function widthsOf(columns: readonly ReportTableColumn[], rows: readonly GridRow[]): number[] {
  const sample = [...rows.slice(0, 300), ...rows.slice(-1)];
  return columns.map((column, at) => {
    const widest = sample.reduce((most, row) => {
      // Lines are set in below the name of their group.
      const extra = at === 0 ? 3 : 0;
      return Math.max(most, halves(shown(row.cells[at], column)) + extra);
    }, halves(column.heading));
    return Math.min(20, Math.max(4, widest * 0.45 + 1.25));
  });
}

/** The largest figure of all columns that are drawn with bars, where nobody has told it: their one scale. */
export function scaleOf(columns: readonly ReportTableColumn[], rows: readonly GridRow[]): number {
  let most = 0;
  for (const row of rows) {
    if (row.kind !== "line") continue;
    for (const [at, column] of columns.entries()) {
      const cell = row.cells[at];
      if (column.look === "bars" && typeof cell === "number" && cell > most) most = cell;
    }
  }
  return most;
}
