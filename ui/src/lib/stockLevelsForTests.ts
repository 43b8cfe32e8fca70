// A level of stock that runs low, as tests of the stock list and of My day have it.
import type { StockLevelRow } from "../bindings/rpc";

export const stockLevel = (of: Partial<StockLevelRow>): StockLevelRow => ({
  id: "l1",
  series: "s1",
  model: null,
  brand: "大众",
  seriesName: "迈腾",
  version: "",
  versionName: "",
  least: 3,
  onHand: { free: 1, allocated: 2, onTheWay: 4 },
  short: 2,
  pending: false,
  ...of,
});
