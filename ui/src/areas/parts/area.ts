// Parts: what stands on the shelves, what is taken for repair orders, what is on its way and what differs.
import type { Area } from "../../app/area";
import { addPart, receiveParts } from "./actions";

export const area: Area = {
  id: "parts",
  order: 80,
  label: "parts:area",
  icon: "parts",
  right: "seeParts",
  manual: "parts:manual",
  load: () => import("./Parts").then(({ Parts }) => ({ Screen: Parts })),
  begins: [
    { action: addPart, rest: ["new"], right: "editParts" },
    { action: receiveParts, rest: ["receive"], right: "editParts" },
  ],
  kinds: ["part"],
};
