// The drawing of a car from five sides that the page and the check-in paper share.

import car from "../../../../assets/outlines/car.json";
import type { CarView } from "../../bindings/rpc";

export const VIEWS: readonly CarView[] = ["left", "right", "front", "rear", "top"];

/** The lines of each side, as a path for its frame of 1000 × 500. */
export const SHAPES: Readonly<Record<CarView, string>> = {
  left: pathOf(car.views.left),
  right: pathOf(car.views.right),
  front: pathOf(car.views.front),
  rear: pathOf(car.views.rear),
  top: pathOf(car.views.top),
};

function pathOf(lines: readonly (readonly number[])[][]): string {
  return lines.map((line) => line.map(([x, y], at) => `${at === 0 ? "M" : "L"}${x} ${y}`).join(" ")).join(" ");
}
