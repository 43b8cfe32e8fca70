// Which columns a list shows, and in which order. The first one stays pinned.
import { useTranslation } from "react-i18next";
import { Dialog } from "../Dialog";
import { Icon } from "../Icon";
import type { LedgerColumn } from "./types";

interface Props<Row> {
  columns: readonly LedgerColumn<Row>[];
  shown: readonly string[];
  onChange: (columns: string[]) => void;
  onClose: () => void;
}

/** The list with one column a step earlier or later; the ends stay the ends. */
export function moved(columns: readonly string[], column: string, step: -1 | 1): string[] {
  const at = columns.indexOf(column);
  const to = at + step;
  if (at < 0 || to < 0 || to >= columns.length) return [...columns];
  const after = columns.filter((other) => other !== column);
  after.splice(to, 0, column);
  return after;
}

export function LedgerColumns<Row>({ columns, shown, onChange, onClose }: Props<Row>) {
  const { t } = useTranslation("common");
  const order = [
    ...shown.map((id) => columns.find((column) => column.id === id)).filter((column) => column !== undefined),
    ...columns.filter((column) => !shown.includes(column.id)),
  ];
  return (
    <Dialog title={t("list.columns")} look="side" onClose={onClose}>
      <ul className="dialog-body columns-list">
        {order.map((column) => {
          const on = shown.includes(column.id);
          return (
            <li key={column.id}>
              <label>
                <input
                  type="checkbox"
                  checked={on}
                  disabled={on && shown.length === 1}
                  onChange={() => onChange(on ? shown.filter((id) => id !== column.id) : [...shown, column.id])}
                />
                {column.label}
              </label>
              {on && (
                <span>
                  {([-1, 1] as const).map((step) => (
                    <button
                      key={step}
                      type="button"
                      className="button quiet square"
                      aria-label={t(step < 0 ? "list.columnUp" : "list.columnDown", { column: column.label })}
                      onClick={() => onChange(moved(shown, column.id, step))}
                    >
                      <Icon name={step < 0 ? "up" : "down"} />
                    </button>
                  ))}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
