import { describe, expect, it } from "vitest";
import { addDays, instantOf, parseDate, parseTime, shortDate, shortInstant, spokenMinutes, todayOf } from "./time";

// 22 November 2026, 18:30 in Shanghai.
const now = Date.UTC(2026, 10, 22, 10, 30);
const zh = { language: "zh-CN", now };
const en = { language: "en", now };

describe("dates and instants", () => {
  it("are said relative to today in the dealership's zone", () => {
    expect(shortInstant(now - 4 * 3_600_000, zh)).toBe("今天 14:30");
    expect(shortInstant(now - 4 * 3_600_000, en)).toBe("today 14:30");
    // 23:30 UTC is the next day in Shanghai already.
    expect(shortInstant(Date.UTC(2026, 10, 22, 23, 30), zh)).toBe("明天 07:30");
    expect(shortDate("2026-11-25", zh)).toBe("3 天后");
    expect(shortDate("2026-11-25", en)).toBe("in 3 days");
    expect(shortDate("2026-11-16", zh)).toBe("6 天前");
    expect(shortDate("2026-03-01", zh)).toBe("3月1日");
    expect(shortDate("2025-03-01", zh)).toBe("2025-03-01");
    expect(shortDate("2025-03-01", en)).toBe("1 Mar 2025");
  });

  it.each([
    [0, "0 分钟", "0 min"],
    [45, "45 分钟", "45 min"],
    [120, "2 小时", "2 h"],
    [125, "2 小时 5 分钟", "2 h 5 min"],
    [1440, "1 天", "1 d"],
    [1567, "1 天 2 小时", "1 d 2 h"],
  ])("%d minutes last as long as people say", (minutes, chinese, english) => {
    expect(spokenMinutes(minutes, "zh-CN")).toBe(chinese);
    expect(spokenMinutes(minutes, "en")).toBe(english);
  });

  it.each([
    ["今天", "2026-11-22"],
    ["昨天", "2026-11-21"],
    ["+3", "2026-11-25"],
    ["1122", "2026-11-22"],
    ["11-3", "2026-11-03"],
    ["11月3日", "2026-11-03"],
    ["20240229", "2024-02-29"],
    ["2026/1/9", "2026-01-09"],
    ["９", "2026-11-09"],
  ])("reads %s as %s", (text, date) => {
    expect(parseDate(text, now)).toBe(date);
  });

  it.each(["2026-02-30", "20230229", "1322", "x", "", "0", "1800-01-01"])("knows that %s is no date", (text) => {
    expect(parseDate(text, now)).toBeNull();
  });

  it.each([
    ["18:45", "18:45"],
    ["1845", "18:45"],
    ["９：05", "09:05"],
    ["9点", "09:00"],
    ["9点半", "09:30"],
    ["9点05分", "09:05"],
    ["0:00", "00:00"],
  ])("reads the time %s as %s", (text, time) => {
    expect(parseTime(text)).toBe(time);
  });

  it.each(["24:00", "9:60", "", "soon", "12345"])("knows that %s is no time of the day", (text) => {
    expect(parseTime(text)).toBeNull();
  });

  it("means the dealership's hour, wherever the machine thinks it stands", () => {
    expect(instantOf("2026-11-25", "09:00")).toBe(Date.UTC(2026, 10, 25, 1));
  });

  it("counts days over the ends of months and years", () => {
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addDays("2024-03-01", -1)).toBe("2024-02-29");
    expect(todayOf(Date.UTC(2026, 10, 22, 16, 30))).toBe("2026-11-23");
  });
});

it("an hour on a day is meant as the dealership's clocks show it, whatever the computer's zone", () => {
  expect(instantOf("2026-11-23", "10:00")).toBe(Date.UTC(2026, 10, 23, 2, 0));
  expect(shortInstant(instantOf("2026-11-23", "10:00"), zh)).toBe("明天 10:00");
});
