import { expect, it } from "vitest";
import { keepEverythingNow } from "./leaving";
import { loadSettings, readSettings, rememberList, settings } from "./settings";
import { deskThatAnswers } from "./testing";

it("takes from what was stored only what it understands", () => {
  const base = settings.get();
  const read = readSettings(
    { language: "fr", theme: "dark", density: "huge", scale: 999, lists: { vehicles: {} } },
    base,
  );
  expect(read).toEqual({ ...base, theme: "dark", scale: 200, lists: { vehicles: {} } });
  expect(readSettings("nonsense", base)).toEqual(base);
});

it("what was chosen a moment before somebody leaves has come to the desk when they go", async () => {
  const saved: unknown[] = [];
  deskThatAnswers({
    "settings.load": () => null,
    "settings.save": (given) => {
      saved.push(given);
      return null;
    },
  });
  await loadSettings("sales");
  rememberList("vehicles", { views: [{ name: "在库汽油车", filters: {}, sort: null }] });
  expect(saved).toEqual([]);
  await keepEverythingNow();
  expect(JSON.stringify(saved)).toContain("在库汽油车");
  await keepEverythingNow();
  expect(saved).toHaveLength(1);
});
