import i18next from "i18next";
import { expect, it } from "vitest";
import type { CatalogueCard, SheetLine } from "../../bindings/rpc";
import "../../lib/testing";
import { narrowed, sheetOf, sideBySide } from "./sheet";

const FIGURES: CatalogueCard["model"]["figures"] = {
  energy: "petrol",
  displacementMl: 1498,
  powerKw: 81,
  torqueNm: 141,
  transmission: "at",
  drivetrain: "fwd",
  seats: 5,
  doors: 4,
  lengthMm: 4720,
  widthMm: 1806,
  heightMm: 1482,
  wheelbaseMm: 2688,
  curbWeightKg: 1275,
  fuelPer100kmX10: 56,
  electricRangeKm: null,
  batteryKwhX10: null,
  nevCatalogue: false,
};

function line(label: string, fitted: boolean, item = "", price: number | null = null): SheetLine {
  return { label, item, fitted, price };
}

function card(id: string, guidePrice: number, lines: SheetLine[]): CatalogueCard {
  return {
    model: {
      id,
      series: "s",
      code: id,
      nameZh: id,
      nameEn: id,
      modelYear: 2026,
      guidePrice,
      launchDate: "2025-10-20",
      sale: "onSale",
      figures: FIGURES,
      colours: [],
      equipment: [],
      illustrative: "illustrative",
      source: "训练数据",
      edition: "1",
    },
    name: id,
    brand: "大众",
    maker: "上汽大众",
    class: "compactCar",
    groups: [{ group: "safety", lines }],
    colours: [],
    stock: [],
    siblings: [],
  };
}

const words = () => i18next.getFixedT("zh-CN", "catalogue");
const PLAIN = card("甲", 9_400_000, [
  line("前排双气囊", true),
  line("巡航控制", true, "定速巡航"),
  line("座椅加热", false),
]);
const RICH = card("乙", 11_510_000, [
  line("前排双气囊", true),
  line("巡航控制", true, "自适应巡航"),
  line("座椅加热", true, "", 300_000),
]);

it("says standard, option with its price, and neither, each differently", () => {
  const cells = sheetOf(RICH, words())
    .find((section) => section.id === "safety")
    ?.rows.map((row) => row.cell);
  expect(cells).toEqual([
    { kind: "standard", item: "" },
    { kind: "standard", item: "自适应巡航" },
    { kind: "optional", item: "", price: 300_000 },
  ]);
  const none = sheetOf(PLAIN, words()).find((section) => section.id === "safety")?.rows[2]?.cell;
  expect(none).toEqual({ kind: "none" });
});

it("writes figures as people read them, and leaves out what the drive does not have", () => {
  const rows = sheetOf(PLAIN, words()).flatMap((section) => section.rows);
  const text = (label: string) => rows.find((row) => row.label === label)?.cell;
  expect(text("最大功率")).toEqual({ kind: "text", text: "81 kW（110 马力）" });
  expect(text("综合油耗")).toEqual({ kind: "text", text: "5.6 L/100km" });
  expect(text("纯电续航")).toEqual({ kind: "none" });
});

it("keeps only the lines in which two versions differ, and no heading without a line", () => {
  const sections = narrowed(sideBySide([sheetOf(PLAIN, words()), sheetOf(RICH, words())]), "", "differing");
  expect(sections.map((section) => [section.title, section.rows.map((row) => row.label)])).toEqual([
    ["基本", ["指导价"]],
    ["安全", ["巡航控制", "座椅加热"]],
  ]);
});

it("finds a line by its label, by what is fitted, and by its group", () => {
  const sections = sideBySide([sheetOf(PLAIN, words())]);
  const found = (text: string) =>
    narrowed(sections, text, "all").flatMap((section) => section.rows.map((row) => row.label));
  expect(found("气囊")).toEqual(["前排双气囊"]);
  expect(found("定速")).toEqual(["巡航控制"]);
  expect(found("安全")).toHaveLength(3);
  expect(found("没有这个")).toEqual([]);
});
