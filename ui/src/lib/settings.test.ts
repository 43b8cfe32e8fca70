import { expect, it } from "vitest";
import { keepEverythingNow } from "./leaving";
import { changeSettings, loadSettings, readSettings, rememberList, settings } from "./settings";
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

it("what is chosen while the desk tells of the choice before it stands", async () => {
  let kept: Record<string, unknown> = {};
  deskThatAnswers({
    "settings.load": () => {
      const answer = kept;
      // The person goes on at this moment: the answer is made and has not arrived.
      changeSettings({ reports: { salesMonth: { until: "2026-11-22", from: "2026-09-01" } } });
      return answer;
    },
    "settings.save": (given: { settings: Record<string, unknown> }) => {
      kept = given.settings;
      return null;
    },
  });
  kept = { reports: { salesMonth: { until: "2026-12-01", from: "2026-09-01" } } };
  await loadSettings("sales");
  await loadSettings("sales");
  expect(settings.get().reports).toEqual({ salesMonth: { until: "2026-11-22", from: "2026-09-01" } });
  await keepEverythingNow();
  expect(kept.reports).toEqual({ salesMonth: { until: "2026-11-22", from: "2026-09-01" } });
});
