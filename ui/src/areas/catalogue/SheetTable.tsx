// The configuration sheet as one table: a column per version, the heading of each group stays in sight while one
// scrolls through it.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { formatFen } from "../../lib/money";
import type { Cell, ComparedSection } from "./sheet";

interface Props {
  label: string;
  sections: readonly ComparedSection[];
  /** The heads of the columns; none where the version is named above already. */
  heads?: readonly { id: string; head: ReactNode }[];
}

export function SheetTable({ label, sections, heads = [] }: Props) {
  const { t } = useTranslation("catalogue");
  const width = Math.max(1, heads.length);
  return (
    <table className={heads.length > 0 ? "configuration compared" : "configuration"} aria-label={label}>
      {heads.length > 0 && (
        <thead>
          <tr>
            <td />
            {heads.map(({ id, head }) => (
              <th key={id} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
      )}
      {sections.map((section) => (
        <tbody key={section.id}>
          <tr className="configuration-group">
            <th scope="rowgroup" colSpan={width + 1}>
              {section.title}
            </th>
          </tr>
          {section.rows.map((row) => (
            <tr key={row.id} className={width > 1 && row.differs === "yes" ? "differs" : ""}>
              <th scope="row">{row.label}</th>
              {row.cells.map((cell, at) => (
                // A column is its place: versions do not change places within a row.
                // biome-ignore lint/suspicious/noArrayIndexKey: cells have no other name
                <td key={at}>
                  <CellWords cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      ))}
      {sections.length === 0 && (
        <tbody>
          <tr>
            <td colSpan={width + 1} className="muted">
              {t("noLine")}
            </td>
          </tr>
        </tbody>
      )}
    </table>
  );
}

/** Standard is a full sign, an option a hollow one with its price, neither a dash; each has its word as well. */
function CellWords({ cell }: { cell: Cell }) {
  const { t } = useTranslation("catalogue");
  switch (cell.kind) {
    case "text":
      return cell.text;
    case "standard":
      return (
        <span className="fitted">
          <span aria-hidden="true">●</span>
          {cell.item === "" ? t("fitted.standard") : cell.item}
          {cell.item !== "" && <span className="hidden-words">{t("fitted.standard")}</span>}
        </span>
      );
    case "optional":
      return (
        <span className="fitted">
          <span aria-hidden="true">○</span>
          {cell.item} {t("fitted.optional")} {formatFen(cell.price)}
        </span>
      );
    case "none":
      return (
        <span className="muted">
          <span aria-hidden="true">–</span>
          <span className="hidden-words">{t("fitted.none")}</span>
        </span>
      );
  }
}
