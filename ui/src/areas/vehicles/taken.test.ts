import { expect, it } from "vitest";
import type { CatalogueChoice } from "../../bindings/rpc";
import { takenOf, untaken, withModel } from "./taken";

const version = (id: string, guidePrice: number): CatalogueChoice => ({
  id,
  label: `大众 朗逸 ${id}`,
  guidePrice,
  class: "compactCar",
  energy: "petrol",
  displacementMl: 1498,
  powerKw: 81,
  transmission: "at",
  drivetrain: "fwd",
  seats: 5,
  power: "fuel",
  listing: "notNewEnergy",
  sale: "onSale",
  illustrative: "illustrative",
  colours: ["珠光白"],
});

const CHEAP = version("新逸版", 9_400_000);
const DEAR = version("满逸版", 11_510_000);

it("takes the price from the version that is chosen, and from the next one when that is chosen instead", () => {
  const first = { ...untaken(), ...withModel(untaken(), CHEAP, undefined) };
  expect(first.guidePrice).toBe(9_400_000);
  expect(withModel(first, DEAR, CHEAP).guidePrice).toBe(11_510_000);
});

it("leaves a price that somebody typed as it is", () => {
  const typed = { ...untaken(), guidePrice: 9_000_000 };
  expect(withModel(typed, CHEAP, undefined).guidePrice).toBe(9_000_000);
});

it("begins with what the catalogue knows when somebody comes from there", () => {
  const start = takenOf(CHEAP);
  expect([start.model, start.description, start.guidePrice]).toEqual(["新逸版", CHEAP.label, 9_400_000]);
});
