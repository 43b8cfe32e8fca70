import { expect, it } from "vitest";
import { secondsLeft } from "./Tray";

it("says how long the rest will take at the pace so far, and nothing while that would be a guess", () => {
  expect(secondsLeft({ done: 25, total: 100, since: 0 }, 10_000)).toBe(30);
  expect(secondsLeft({ done: 0, total: 100, since: 0 }, 10_000)).toBeNull();
  expect(secondsLeft({ done: 5, total: null, since: 0 }, 10_000)).toBeNull();
  expect(secondsLeft({ done: 5, total: 100, since: 9_900 }, 10_000)).toBeNull();
});
