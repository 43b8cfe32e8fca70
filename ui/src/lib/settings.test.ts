import { expect, it } from "vitest";
import { readSettings, settings } from "./settings";

it("takes from what was stored only what it understands", () => {
  const base = settings.get();
  const read = readSettings(
    { language: "fr", theme: "dark", density: "huge", scale: 999, lists: { vehicles: {} } },
    base,
  );
  expect(read).toEqual({ ...base, theme: "dark", scale: 200, lists: { vehicles: {} } });
  expect(readSettings("nonsense", base)).toEqual(base);
});
