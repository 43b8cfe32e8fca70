import { expect, it } from "vitest";
import { madeStaleBy } from "./desk";

it("a change makes just those questions stale that read what it touched", () => {
  const declared = {
    "vehicles.list": ["vehicle", "vehicle_cost"],
    "people.list": ["person"],
    "search.all": ["vehicle"],
  };
  expect(madeStaleBy(["vehicle"], declared)).toEqual(["vehicles.list", "search.all"]);
  expect(madeStaleBy(["vehicle_cost"], declared)).toEqual(["vehicles.list"]);
  expect(madeStaleBy(["draft"], declared)).toEqual([]);
});
