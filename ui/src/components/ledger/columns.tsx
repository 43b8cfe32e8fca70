// Columns that many lists have: the number by which a record is called, words as a row has them, sums that are added up at
// the foot.
import { Called, Money } from "../values";
import type { LedgerColumn } from "./types";

export function number<Row extends { number: string; pending: boolean }>(label: string): LedgerColumn<Row> {
  return {
    id: "number",
    label,
    width: 148,
    sort: "no",
    cell: (row) => <Called by={row.number} pending={row.pending} />,
  };
}

export function text<Id extends string, Row extends Record<Id, string>>(
  id: Id,
  label: string,
  width: number,
): LedgerColumn<Row> {
  return { id, label, width, sort: "no", cell: (row) => row[id] };
}

export function money<Id extends string, Row extends Record<Id, number | null>>(
  id: Id,
  label: string,
  width: number,
): LedgerColumn<Row> {
  return {
    id,
    label,
    width,
    align: "end",
    cell: (row) => <Money fen={row[id]} />,
    total: (sum) => <Money fen={sum} />,
  };
}
