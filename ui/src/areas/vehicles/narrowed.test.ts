import { expect, it } from "vitest";
import type { StockLevelRow } from "../../bindings/rpc";
import { nameOfLevel, searchOfLevel } from "../../lib/stockLevels";
import { narrowedBy } from "./narrowed";

const LEVEL: StockLevelRow = {
  id: "l1",
  series: "s1",
  model: "m1",
  brand: "大众",
  seriesName: "迈腾",
  version: "大众 迈腾 2026款 380TSI",
  versionName: "2026款 380TSI",
  least: 3,
  onHand: { free: 1, allocated: 2, onTheWay: 4 },
  short: 2,
  pending: false,
};

it("reads from the address which cars the list begins with", () => {
  expect(narrowedBy({})).toBeUndefined();
  expect(narrowedBy({ model: "m1" })).toBeUndefined();
  expect(narrowedBy({ state: "inTransit,inStock", age: ">180" })).toEqual({
    filters: { state: ["inTransit", "inStock"], age: [">180"] },
  });
});

it("leads from a level to the cars that count beside it", () => {
  const states = ["inStock", "inTransit", "allocated", "inInspection", "ready"];
  expect(narrowedBy(searchOfLevel({ ...LEVEL, version: "", versionName: "" }))).toEqual({
    filters: { brand: ["大众"], series: ["迈腾"], purpose: ["forSale"], state: states },
  });
  expect(narrowedBy(searchOfLevel(LEVEL))?.text).toBe("2026款 380TSI");
});

it("calls a level by its series, or by its version", () => {
  const said = (written: string) => ({ 大众: "Volkswagen", 迈腾: "Magotan" })[written] ?? written;
  expect(nameOfLevel({ ...LEVEL, version: "" }, said)).toBe("Volkswagen Magotan");
  expect(nameOfLevel(LEVEL, said)).toBe("大众 迈腾 2026款 380TSI");
});
