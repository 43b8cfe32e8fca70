// The catalogue: what the makers sell, with price, figures and equipment.
import type { Area } from "../../app/area";

export const area: Area = {
  id: "catalogue",
  order: 110,
  label: "catalogue:area",
  icon: "catalogue",
  right: "seeStock",
  manual: "catalogue:manual",
  load: () => import("./Catalogue").then(({ Catalogue }) => ({ Screen: Catalogue })),
  kinds: ["model"],
};
