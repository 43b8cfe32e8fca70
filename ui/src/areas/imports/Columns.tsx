// Which column of the file means what, with what stands in it; folded away once the rows are there. A list of versions
// may have a column for each item of equipment; those stand together, and are drawn when somebody looks at them.
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { EquipmentField, ImportKind, ImportOpened } from "../../bindings/rpc";

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

type OnMap = (field: string, column: number | null) => void;

interface Props {
  list: ImportOpened;
  folded: boolean;
  onMap: OnMap;
}

function countMapped(list: ImportOpened, fields: readonly string[]): number {
  return fields.filter((field) => list.columns[field] !== undefined).length;
}

export function Columns({ list, folded, onMap }: Props) {
  const { t } = useTranslation("imports");
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (details.current) details.current.open = !folded;
  }, [folded]);
  return (
    <details ref={details} className="imports-mapping">
      <summary>{t("mapping", { mapped: countMapped(list, list.fields), count: list.fields.length })}</summary>
      <div className="imports-columns">
        {list.fields.map((field) => (
          <Column key={field} list={list} field={field} label={t(`field.${field}`)} onMap={onMap} />
        ))}
      </div>
      {list.equipment.length > 0 && <EquipmentColumns list={list} onMap={onMap} />}
    </details>
  );
}

/** 电动调节、加热 says little without the mirrors that it is a choice of. */
function labelOf(item: EquipmentField, language: string): string {
  const [name, choice] = language === "en" ? [item.nameEn, item.choiceEn] : [item.nameZh, item.choiceZh];
  if (choice === "") return name;
  return language === "en" ? `${name} (${choice})` : `${name}（${choice}）`;
}

function EquipmentColumns({ list, onMap }: { list: ImportOpened; onMap: OnMap }) {
  const { t, i18n } = useTranslation("imports");
  const [open, setOpen] = useState<"yes" | "no">("no");
  const items = list.equipment;
  const mapped = countMapped(
    list,
    items.map((item) => item.field),
  );
  return (
    <details className="imports-equipment" onToggle={(event) => setOpen(event.currentTarget.open ? "yes" : "no")}>
      <summary>{t("equipmentColumns", { mapped, count: items.length })}</summary>
      {open === "yes" && (
        <div className="imports-columns">
          {items.map((item) => (
            <Column
              key={item.field}
              list={list}
              field={item.field}
              label={labelOf(item, i18n.language)}
              onMap={onMap}
            />
          ))}
        </div>
      )}
    </details>
  );
}

interface ColumnProps {
  list: ImportOpened;
  field: string;
  label: string;
  onMap: OnMap;
}

function Column({ list, field, label, onMap }: ColumnProps) {
  const { t } = useTranslation("imports");
  const column = list.columns[field];
  const samples = list.samples
    .map((row) => (column === undefined ? "" : row[column]))
    .filter(Boolean)
    .slice(0, 2);
  return (
    <div>
      <label htmlFor={`imports-${field}`}>{label}</label>
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
}
