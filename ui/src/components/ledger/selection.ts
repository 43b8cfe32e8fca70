// Which rows are chosen for an action on many. The rows themselves are kept, because those out of sight may be gone.
import { useCallback, useState } from "react";

export interface Selection<Row> {
  rows: ReadonlyMap<string, Row>;
  add: (rows: readonly Row[]) => void;
  toggle: (row: Row) => void;
  clear: () => void;
}

export function useSelection<Row>(rowId: (row: Row) => string): Selection<Row> {
  const [rows, setRows] = useState<ReadonlyMap<string, Row>>(new Map());
  return {
    rows,
    add: (more) => setRows((before) => new Map([...before, ...more.map((row) => [rowId(row), row] as const)])),
    toggle: (row) =>
      setRows((before) => {
        const after = new Map(before);
        if (!after.delete(rowId(row))) after.set(rowId(row), row);
        return after;
      }),
    clear: useCallback(() => setRows((before) => (before.size === 0 ? before : new Map())), []),
  };
}
