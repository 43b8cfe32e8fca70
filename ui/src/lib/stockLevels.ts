// A level of stock as every screen says it: what it is of, and where the stock list has its cars.
import type { StockLevelRow } from "../bindings/rpc";

/** States of a car that counts beside a level. */
const COUNTED = "inStock,inTransit,allocated,inInspection,ready";

/** What the level is of, in the reader's language. */
export function nameOfLevel(level: StockLevelRow, said: (written: string) => string): string {
  if (level.version !== "") return said(level.version);
  return [level.brand, level.seriesName].map(said).join(" ").trim();
}

/** The address of the stock list, narrowed to the cars that count. */
export function searchOfLevel(level: StockLevelRow): Record<string, string> {
  return {
    brand: level.brand,
    series: level.seriesName,
    purpose: "forSale",
    state: COUNTED,
    ...(level.version === "" ? {} : { text: level.versionName }),
  };
}
