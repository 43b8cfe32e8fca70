import { expect, test } from "vitest";
import { pieces, readPieces } from "./pieces";

test("thousandths are written without a tail of noughts, and read back", () => {
  expect([1000, 1500, 333, 0, -2000, 12_340_000].map(pieces)).toEqual(["1", "1.5", "0.333", "0", "−2", "12340"]);
  expect(["1", "1.5", "０.333", "12,340"].map(readPieces)).toEqual([1000, 1500, 333, 12_340_000]);
});

test("what is no quantity is not read as one", () => {
  expect(["", "-1", "1.2345", "一", "1.2.3"].map(readPieces)).toEqual([null, null, null, null, null]);
});
