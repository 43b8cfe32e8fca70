// What the search finds can be opened: each kind of hit belongs to an area.
import { expect, test } from "vitest";
import { areas, openRecord } from "./areas";

test.each([
  "vehicle",
  "customer",
  "sales_order",
  "quote",
  "test_drive",
  "service_booking",
  "repair_order",
  "service_point",
])("a found %s opens in an area", (kind) => {
  expect(areas.filter((area) => area.kinds?.includes(kind))).toHaveLength(1);
});

test.each([
  ["repair_order", "orders"],
  ["recall", "recalls"],
  ["service_point", "points"],
])("a %s opens in its own list of the service department", (kind, list) => {
  openRecord(kind, "r1");
  expect(window.location.href).toContain(`service/${list}/r1`);
});

test("what begins from anywhere takes no bare letter, which belongs to the screen that is open", () => {
  const keys = areas.flatMap((area) => area.begins?.flatMap(({ action }) => action.keys ?? []) ?? []);
  expect(keys.filter((key) => !key.includes("Ctrl+") && !key.includes("Alt+"))).toEqual([]);
});
