// One row of a ledger, placed where its number belongs.
import { memo, type ReactNode } from "react";
import type { LedgerColumn } from "./types";

interface Props<Row> {
  id: string;
  index: number;
  /** Pixels from the top of the list. */
  start: number;
  row: Row | undefined;
  columns: readonly LedgerColumn<Row>[];
  active: "yes" | "no";
  open: "yes" | "no";
  selected: "yes" | "no";
  onPress: (index: number, row: Row, held: { shift: boolean; ctrl: boolean }) => void;
}

/** Plain words get a box of their own, because only a box can end in an ellipsis. */
function inItsOwnBox(cell: ReactNode): ReactNode {
  return typeof cell === "string" ? <span>{cell}</span> : cell;
}

function Row<Row>({ id, index, start, row, columns, active, open, selected, onPress }: Props<Row>) {
  return (
    // The grid takes the keys for its rows.
    <div
      id={id}
      role="row"
      className={`ledger-row ${active === "yes" ? "active" : ""} ${open === "yes" ? "open" : ""}`}
      aria-rowindex={index + 2}
      aria-selected={selected === "yes"}
      style={{ transform: `translateY(${start}px)` }}
      onClick={(event) => {
        if (row !== undefined) onPress(index, row, { shift: event.shiftKey, ctrl: event.ctrlKey || event.metaKey });
      }}
    >
      {columns.map((column, at) => (
        <div
          key={column.id}
          role="gridcell"
          className={column.align === "end" ? "ledger-cell number" : "ledger-cell"}
          aria-colindex={at + 1}
        >
          {row === undefined ? <span className="skeleton-cell" /> : inItsOwnBox(column.cell(row))}
        </div>
      ))}
    </div>
  );
}

export const LedgerRow = memo(Row) as typeof Row;
