// The configuration sheet of a version as sections of lines. Every version has the same lines in the same order, so that
// two or three stand side by side line by line.
import type { TFunction } from "i18next";
import type { CatalogueCard, SheetLine } from "../../bindings/rpc";
import { formatFen } from "../../lib/money";

/** What stands in a line: a figure or word, or whether the version has the item. */
export type Cell =
  | { kind: "text"; text: string }
  | { kind: "standard"; item: string }
  | { kind: "optional"; item: string; price: number }
  | { kind: "none" };

export interface SheetSection {
  id: string;
  title: string;
  rows: { id: string; label: string; cell: Cell }[];
}

/** A section with the cells of several versions. */
export interface ComparedSection {
  id: string;
  title: string;
  rows: { id: string; label: string; cells: Cell[]; differs: "yes" | "no" }[];
}

const WATTS_PER_HORSEPOWER = 735.499;

function cellOf(line: SheetLine): Cell {
  if (!line.fitted) return { kind: "none" };
  if (line.price !== null) return { kind: "optional", item: line.item, price: line.price };
  return { kind: "standard", item: line.item };
}

/** Tenths as a figure with one decimal. */
function tenths(value: number): string {
  return `${Math.floor(value / 10)}.${value % 10}`;
}

export function sheetOf(card: CatalogueCard, t: TFunction<"catalogue">): SheetSection[] {
  const { model } = card;
  const { figures } = model;
  const said = (id: string, text: string | null) => ({
    id,
    label: t(`catalogue:line.${id}`),
    cell: text === null ? ({ kind: "none" } as const) : ({ kind: "text", text } as const),
  });
  const measured = (id: string, value: number | null, unit: string) =>
    said(id, value === null ? null : `${value} ${unit}`);
  const power = (kilowatts: number) =>
    t("catalogue:powerBoth", { kilowatts, horsepower: Math.round((kilowatts * 1000) / WATTS_PER_HORSEPOWER) });
  const size = [figures.lengthMm, figures.widthMm, figures.heightMm];
  return [
    {
      id: "basic",
      title: t("catalogue:group.basic"),
      rows: [
        said("guidePrice", formatFen(model.guidePrice)),
        said("maker", card.maker),
        said("class", t(`catalogue:class.${card.class}`)),
        said("energy", t(`catalogue:energy.${figures.energy}`)),
        said("modelYear", String(model.modelYear)),
        said("launchDate", model.launchDate),
        said("sale", t(`catalogue:sale.${model.sale}`)),
      ],
    },
    {
      id: "drive",
      title: t("catalogue:group.drive"),
      rows: [
        said("power", figures.powerKw === null ? null : power(figures.powerKw)),
        measured("torque", figures.torqueNm, "N·m"),
        measured("displacement", figures.displacementMl, "mL"),
        said("transmission", t(`catalogue:transmission.${figures.transmission}`)),
        said("drivetrain", t(`catalogue:drivetrain.${figures.drivetrain}`)),
        said("fuel", figures.fuelPer100kmX10 === null ? null : `${tenths(figures.fuelPer100kmX10)} L/100km`),
        measured("electricRange", figures.electricRangeKm, "km"),
        said("battery", figures.batteryKwhX10 === null ? null : `${tenths(figures.batteryKwhX10)} kWh`),
        said("relief", t(figures.nevCatalogue ? "catalogue:relief.listed" : "catalogue:relief.unlisted")),
      ],
    },
    {
      id: "body",
      title: t("catalogue:group.body"),
      rows: [
        said("size", size.includes(null) ? null : `${size.join(" × ")} mm`),
        measured("wheelbase", figures.wheelbaseMm, "mm"),
        measured("weight", figures.curbWeightKg, "kg"),
        said("doors", figures.doors === null ? null : String(figures.doors)),
        said("seats", String(figures.seats)),
      ],
    },
    ...card.groups.map(({ group, lines }) => ({
      id: group,
      title: t(`catalogue:group.${group}`),
      rows: lines.map((line, at) => ({ id: `${group}-${at}`, label: line.label, cell: cellOf(line) })),
    })),
  ];
}

function same(one: Cell, other: Cell): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The sheets of several versions, line by line. */
export function sideBySide(sheets: readonly SheetSection[][]): ComparedSection[] {
  const [first = []] = sheets;
  return first.map((section, at) => ({
    id: section.id,
    title: section.title,
    rows: section.rows.map((row, line) => {
      const cells = sheets.map((sheet) => sheet[at]?.rows[line]?.cell ?? ({ kind: "none" } as const));
      return {
        id: row.id,
        label: row.label,
        cells,
        differs: cells.some((cell) => !same(cell, row.cell)) ? "yes" : "no",
      };
    }),
  }));
}

/** What is left of the sections when somebody looks for a line, or only for differences. Empty sections go. */
export function narrowed(
  sections: readonly ComparedSection[],
  text: string,
  lines: "all" | "differing",
): ComparedSection[] {
  const wanted = text.trim().toLowerCase();
  const fits = (row: ComparedSection["rows"][number], title: string) => {
    if (lines === "differing" && row.differs === "no") return false;
    const items = row.cells.map((cell) => ("item" in cell ? cell.item : "text" in cell ? cell.text : ""));
    return wanted === "" || [title, row.label, ...items].some((words) => words.toLowerCase().includes(wanted));
  };
  return sections
    .map((section) => ({ ...section, rows: section.rows.filter((row) => fits(row, section.title)) }))
    .filter((section) => section.rows.length > 0);
}
