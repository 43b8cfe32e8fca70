// What the search finds can be opened: each kind of hit belongs to an area.
import { expect, test } from "vitest";
import { areas } from "./areas";

test.each(["vehicle", "customer", "sales_order", "quote"])("a found %s opens in an area", (kind) => {
  expect(areas.filter((area) => area.kinds?.includes(kind))).toHaveLength(1);
});
