import { expect, it } from "vitest";
import { newId } from "./ids";

it("draws ids of version 7 that are sorted in the order they were drawn, also within a millisecond", () => {
  const ids = Array.from({ length: 6_000 }, () => newId(1_763_800_000_000));
  expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
  expect(Number.parseInt((ids[0] ?? "").replace("-", "").slice(0, 12), 16)).toBe(1_763_800_000_000);
});
