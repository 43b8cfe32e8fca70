// Stock: the cars of the dealership.
import type { Area } from "../../app/area";
import { setStockLevels, takeIntoStock } from "./actions";

export const area: Area = {
  id: "vehicles",
  order: 30,
  label: "vehicles:area",
  icon: "car",
  right: "seeStock",
  manual: "vehicles:manual",
  load: () => import("./Vehicles").then(({ Vehicles }) => ({ Screen: Vehicles })),
  begins: [
    { action: takeIntoStock, rest: ["new"], right: "takeIntoStock" },
    { action: setStockLevels, rest: ["levels"], right: "editStock" },
  ],
  kinds: ["vehicle"],
};
