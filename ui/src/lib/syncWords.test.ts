// The state of sync in a clerk's words.
import { expect, test } from "vitest";
import type { SyncState } from "../bindings/rpc";
import { ageWords, standingDot, standingWords } from "./syncWords";

const NOW = Date.parse("2026-11-29T02:00:00Z");
const MINUTE = 60_000;

function state(change: Partial<SyncState>): SyncState {
  return {
    phase: "level",
    address: "https://platform.example:8443",
    levelAt: NOW - MINUTE,
    awaySince: null,
    restsAt: null,
    nextAt: null,
    failure: null,
    waiting: 0,
    oldest: null,
    commands: [],
    followed: 1200,
    attention: 0,
    ...change,
  };
}

test.each<[Partial<SyncState>, string]>([
  [{ phase: "alone" }, "已存本机"],
  [{}, "全部已确认"],
  [{ waiting: 3, oldest: NOW - 12 * MINUTE }, "3 条待确认，最早 12 分钟前"],
  [{ phase: "speaking" }, "正在连接平台"],
  [{ phase: "noLine", awaySince: NOW - 20 * MINUTE, waiting: 3 }, "9:40 起离线，3 条待发"],
  [{ phase: "noLine", awaySince: NOW - 20 * MINUTE }, "9:40 起离线"],
  [{ phase: "noLine", awaySince: NOW - 24 * 60 * MINUTE }, "昨天 10:00 起离线"],
  [{ phase: "unwell" }, "平台暂时无法应答"],
  [{ phase: "needsSignIn", waiting: 2 }, "需重新登记本机"],
  [{ phase: "cloned" }, "需重新登记本机"],
  [{ phase: "revoked" }, "本机已停用"],
])("%j reads as %s", (change, words) => {
  expect(standingWords(state(change), NOW)).toBe(words);
});

test("offline and waiting have the quiet dot, and only what needs a person stands out", () => {
  expect(standingDot(state({}))).toBe("good");
  expect(standingDot(state({ waiting: 1 }))).toBe("pending");
  expect(standingDot(state({ phase: "noLine" }))).toBe("pending");
  expect(standingDot(state({ phase: "needsSignIn" }))).toBe("wait");
});

test("an age is said in the largest unit that fits", () => {
  expect(ageWords(NOW - 5_000, NOW)).toBe("刚刚");
  expect(ageWords(NOW - 59 * MINUTE, NOW)).toBe("59 分钟前");
  expect(ageWords(NOW - 3 * 60 * MINUTE, NOW)).toBe("3 小时前");
  expect(ageWords(NOW - 15 * 24 * 60 * MINUTE, NOW)).toBe("15 天前");
  // A clock that went back makes nothing come from the future.
  expect(ageWords(NOW + 5 * MINUTE, NOW)).toBe("刚刚");
});
