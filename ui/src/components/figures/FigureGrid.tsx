// A table of figures that is walked cell by cell: arrows move, Enter opens what a figure stands for. Head and total
// stay in sight; of long tables only what is seen is drawn.
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type Ref, useEffect, useId, useImperativeHandle, useMemo, useRef, useState } from "react";
import type { ReportTableColumn } from "../../bindings/rpc";
import { useSettings } from "../../lib/settings";
import { ROW_HEIGHT } from "../../lib/theme";
import { type GridRow, isFigure, scaleOf, shown, widthsOf } from "./figures";
import "./figures.css";

export interface GridFocus {
  focus: () => void;
}

interface Props {
  label: string;
  columns: readonly ReportTableColumn[];
  rows: readonly GridRow[];
  /** The cell whose rows are open, by its row's key. */
  open?: { row: string; column: number } | null;
  /** Whether something stands behind a cell. */
  opens: (row: GridRow, column: number) => boolean;
  onOpen: (row: GridRow, column: number) => void;
  onFold?: (row: GridRow) => void;
  ref?: Ref<GridFocus>;
  /** The largest figure of all columns with bars, also of rows that are not at hand. */
  longestBar?: number;
  /** Told which rows are drawn, from the first to the last. */
  onSight?: (first: number, last: number) => void;
  /** Takes the keys as soon as it is there. */
  begin?: "focused" | "quiet";
}

export function FigureGrid(props: Props) {
  const { label, columns, rows, open = null, opens, onOpen, onFold, ref, begin = "quiet", longestBar, onSight } = props;
  const density = useSettings((value) => value.density);
  const scale = useSettings((value) => value.scale);
  const height = Math.round((ROW_HEIGHT[density] * scale) / 100);
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState({ row: 0, column: 0 });
  useImperativeHandle(ref, () => ({ focus: () => scroller.current?.focus({ preventScroll: true }) }), []);
  useEffect(() => {
    const idle = document.activeElement === document.body || document.activeElement === null;
    if (begin === "focused" || idle) scroller.current?.focus({ preventScroll: true });
  }, [begin]);

  const total = rows.at(-1)?.kind === "total" ? rows.at(-1) : undefined;
  const body = total === undefined ? rows : rows.slice(0, -1);
  const widths = useMemo(() => widthsOf(columns, rows), [columns, rows]);
  const most = useMemo(() => longestBar ?? scaleOf(columns, rows), [longestBar, columns, rows]);
  const template = widths.map((width) => `${width}rem`).join(" ");

  const virtual = useVirtualizer({
    count: body.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 16,
    paddingStart: height,
    scrollPaddingStart: height,
    scrollPaddingEnd: height * 2,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height of rows must be measured anew
  useEffect(() => virtual.measure(), [height, virtual]);

  const at = {
    row: Math.min(active.row, Math.max(0, rows.length - 1)),
    column: Math.min(active.column, Math.max(0, columns.length - 1)),
  };
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onSight?.(first, last), [onSight, first, last]);
  const drawn = at.row >= body.length || items.some((item) => item.index === at.row);

  const moveTo = (row: number, column: number) => {
    const target = {
      row: Math.min(rows.length - 1, Math.max(0, row)),
      column: Math.min(columns.length - 1, Math.max(0, column)),
    };
    setActive(target);
    if (target.row < body.length) virtual.scrollToIndex(target.row);
    // Sideways the browser brings the cell into sight, once it is drawn.
    requestAnimationFrame(() => {
      const box = scroller.current;
      const left = widths.slice(0, target.column).reduce((sum, width) => sum + width, 0);
      const rem = (16 * scale) / 100;
      const first = (widths[0] ?? 0) * rem;
      const start = left * rem;
      const end = start + (widths[target.column] ?? 0) * rem;
      if (box === null || target.column === 0) return;
      if (start < box.scrollLeft + first) box.scrollLeft = start - first;
      else if (end > box.scrollLeft + box.clientWidth) box.scrollLeft = end - box.clientWidth;
    });
  };

  const press = (row: GridRow, index: number, column: number) => {
    scroller.current?.focus({ preventScroll: true });
    setActive({ row: index, column });
    if (column === 0 && row.fold !== undefined) onFold?.(row);
    else if (opens(row, column)) onOpen(row, column);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.metaKey || event.shiftKey) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / height) - 3);
    const moves: Record<string, [number, number]> = {
      ArrowDown: [at.row + 1, at.column],
      ArrowUp: [at.row - 1, at.column],
      ArrowRight: [at.row, at.column + 1],
      ArrowLeft: [at.row, at.column - 1],
      PageDown: [at.row + page, at.column],
      PageUp: [at.row - page, at.column],
      Home: event.ctrlKey ? [0, 0] : [at.row, 0],
      End: event.ctrlKey ? [rows.length - 1, columns.length - 1] : [at.row, columns.length - 1],
    };
    const move = moves[event.key];
    const row = rows[at.row];
    if (move !== undefined) {
      event.preventDefault();
      moveTo(...move);
    } else if ((event.key === "Enter" || event.key === " ") && !event.ctrlKey && row !== undefined) {
      event.preventDefault();
      press(row, at.row, at.column);
    }
  };

  const drawRow = (row: GridRow, index: number, start: number | null) => (
    <div
      key={row.key}
      role="row"
      className={`figure-row ${row.kind}`}
      aria-rowindex={index + 2}
      style={start === null ? undefined : { transform: `translateY(${start}px)` }}
    >
      {columns.map((column, place) => {
        const cell = row.cells[place];
        const figure = isFigure(column);
        const openable = opens(row, place);
        const drawnBar = column.look === "bars" && row.kind === "line" && typeof cell === "number" && most > 0;
        const classes = ["figure-cell"];
        if (figure) classes.push("number");
        if (openable) classes.push("opens");
        if (index === at.row && place === at.column) classes.push("active");
        if (open?.row === row.key && open.column === place) classes.push("open");
        if (typeof cell === "number" && cell < 0) classes.push("negative");
        const words = shown(cell, column);
        return (
          // The grid takes the keys for its cells.
          <div
            key={column.heading}
            id={`${id}-${index}-${place}`}
            role="gridcell"
            className={classes.join(" ")}
            aria-colindex={place + 1}
            aria-expanded={place === 0 && row.fold !== undefined ? row.fold === "open" : undefined}
            aria-selected={open !== null && open.row === row.key && open.column === place}
            onClick={() => press(row, index, place)}
          >
            {place === 0 && row.fold !== undefined && (
              <span className="figure-fold" aria-hidden="true">
                {row.fold === "open" ? "▾" : "▸"}
              </span>
            )}
            {drawnBar && (
              <span
                className="figure-bar"
                aria-hidden="true"
                style={{ "--share": String(Math.max(0, Number(cell)) / most) }}
              />
            )}
            <span className="figure-words" title={figure ? undefined : words}>
              {words}
            </span>
          </div>
        );
      })}
    </div>
  );

  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      className="figure-grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-activedescendant={rows.length > 0 && drawn ? `${id}-${at.row}-${at.column}` : undefined}
      onKeyDown={onKeyDown}
      style={{ "--columns": template, "--row": `${height}px` }}
    >
      <div role="rowgroup" className="figure-rows" style={{ height: virtual.getTotalSize() }}>
        <div role="row" className="figure-head" aria-rowindex={1}>
          {columns.map((column, place) => (
            <div
              key={column.heading}
              role="columnheader"
              className={isFigure(column) ? "figure-cell number" : "figure-cell"}
              aria-colindex={place + 1}
            >
              <span className="figure-words" title={column.heading}>
                {column.heading}
              </span>
            </div>
          ))}
        </div>
        {items.map((item) => {
          const row = body[item.index];
          return row === undefined ? null : drawRow(row, item.index, item.start);
        })}
      </div>
      {total !== undefined && (
        <div role="rowgroup" className="figure-foot">
          {drawRow(total, rows.length - 1, null)}
        </div>
      )}
    </div>
  );
}
