// The head of a ledger, where one sorts and draws columns wider, and its foot with the sums.
import { type KeyboardEvent, memo, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Sort } from "../../bindings/rpc";
import type { LedgerColumn } from "./types";

const NARROWEST = 56;
const WIDEST = 640;

interface HeadProps<Row> {
  columns: readonly LedgerColumn<Row>[];
  sort: Sort | null;
  onSort: (sort: Sort | null) => void;
  onWidth: (column: string, width: number) => void;
}

/** Once up, once down, then the list's own order again. */
export function nextSort(column: string, sort: Sort | null): Sort | null {
  if (sort?.column !== column) return { column, descending: false };
  return sort.descending ? null : { column, descending: true };
}

function Head<Row>({ columns, sort, onSort, onWidth }: HeadProps<Row>) {
  return (
    <div role="row" className="ledger-head" aria-rowindex={1}>
      {columns.map((column, at) => {
        const direction = sort?.column === column.id ? (sort.descending ? "descending" : "ascending") : "none";
        return (
          <div
            key={column.id}
            role="columnheader"
            className={column.align === "end" ? "ledger-cell number" : "ledger-cell"}
            aria-colindex={at + 1}
            aria-sort={column.sort === "no" ? undefined : direction}
          >
            {column.sort === "no" ? (
              <span>{column.label}</span>
            ) : (
              <button type="button" tabIndex={-1} onClick={() => onSort(nextSort(column.id, sort))}>
                {column.label}
                <span aria-hidden="true" className="sort-sign">
                  {direction === "ascending" ? "↑" : direction === "descending" ? "↓" : ""}
                </span>
              </button>
            )}
            <Grip column={column} onWidth={onWidth} />
          </div>
        );
      })}
    </div>
  );
}

function Grip<Row>({ column, onWidth }: { column: LedgerColumn<Row>; onWidth: (id: string, width: number) => void }) {
  const { t } = useTranslation("common");
  const set = (width: number) => onWidth(column.id, Math.round(Math.min(WIDEST, Math.max(NARROWEST, width))));
  const drag = (event: PointerEvent) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId) && event.movementX !== 0)
      set(column.width + event.movementX);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowLeft" ? -16 : event.key === "ArrowRight" ? 16 : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    set(column.width + step);
  };
  return (
    <span
      role="separator"
      tabIndex={-1}
      className="ledger-grip"
      aria-orientation="vertical"
      aria-label={t("list.width", { column: column.label })}
      aria-valuenow={column.width}
      aria-valuemin={NARROWEST}
      aria-valuemax={WIDEST}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
    />
  );
}

interface FootProps<Row> {
  columns: readonly LedgerColumn<Row>[];
  totals: Record<string, number | null>;
}

function Foot<Row>({ columns, totals }: FootProps<Row>) {
  const { t } = useTranslation("common");
  const summed = columns.some((column) => column.total && typeof totals[column.id] === "number");
  if (!summed) return null;
  return (
    <div role="rowgroup" className="ledger-foot">
      <div role="row" className="ledger-head">
        {columns.map((column, at) => {
          const sum = totals[column.id];
          return (
            <div
              key={column.id}
              role="gridcell"
              className={column.align === "end" ? "ledger-cell number" : "ledger-cell"}
              aria-colindex={at + 1}
            >
              {at === 0 && t("list.sum")}
              {column.total && typeof sum === "number" && column.total(sum)}
            </div>
          );
        })}
      </div>
    </div>
  );
}

export const LedgerHead = memo(Head) as typeof Head;

export const LedgerFoot = memo(Foot) as typeof Foot;
