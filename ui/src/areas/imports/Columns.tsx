// Which column of the file means what, with what stands in it; folded away once the rows are there.
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ImportKind, ImportOpened } from "../../bindings/rpc";

/** Without one of these, or without all, no row of the list can be taken. */
const NEEDED: Record<ImportKind, { fields: readonly string[]; want: "one" | "all" }> = {
  vehicles: { fields: ["vin"], want: "all" },
  customers: { fields: ["name"], want: "all" },
  prices: { fields: ["vin", "description"], want: "one" },
  catalogue: { fields: ["brand", "series", "version"], want: "all" },
};

/** The fields that want a column before anything can be tried. */
export function missingColumns(list: ImportOpened): readonly string[] {
  const { fields, want } = NEEDED[list.kind];
  const lacking = fields.filter((field) => list.columns[field] === undefined);
  return want === "one" && lacking.length < fields.length ? [] : lacking;
}

interface Props {
  list: ImportOpened;
  folded: boolean;
  onMap: (field: string, column: number | null) => void;
}

export function Columns({ list, folded, onMap }: Props) {
  const { t } = useTranslation("imports");
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (details.current) details.current.open = !folded;
  }, [folded]);
  const mapped = list.fields.filter((field) => list.columns[field] !== undefined).length;
  return (
    <details ref={details} className="imports-mapping">
      <summary>{t("mapping", { mapped, count: list.fields.length })}</summary>
      <div className="imports-columns">
        {list.fields.map((field) => {
          const column = list.columns[field];
          const samples = list.samples
            .map((row) => (column === undefined ? "" : row[column]))
            .filter(Boolean)
            .slice(0, 2);
          return (
            <div key={field}>
              <label htmlFor={`imports-${field}`}>{t(`field.${field}`)}</label>
              <select
                id={`imports-${field}`}
                className="input"
                aria-describedby={`imports-${field}-samples`}
                value={column ?? ""}
                onChange={(event) => onMap(field, event.target.value === "" ? null : Number(event.target.value))}
              >
                <option value="">{t("noColumn")}</option>
                {list.headers.map((header, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place in the file
                  <option key={at} value={at}>
                    {header || t("columnAt", { at: at + 1 })}
                  </option>
                ))}
              </select>
              <span id={`imports-${field}-samples`} className="muted imports-samples">
                {samples.join(" · ")}
              </span>
            </div>
          );
        })}
      </div>
    </details>
  );
}
