// Hours as people type them.
import { expect, test } from "vitest";
import { daysOf, hoursOf, weekOfDays, writtenHours } from "./pointWeek";

test.each([
  ["8:30-17:30", "8:30–17:30"],
  ["8：30至17点半", "8:30–17:30"],
  ["9点~18点", "9:00–18:00"],
  ["0:00-24:00", "0:00–24:00"],
])("hours typed as %s are read", (typed, written) => {
  expect(writtenHours(hoursOf(typed))).toBe(written);
});

test.each(["8:30", "17:30-8:30", "8:30-25:00", "早上到晚上", "8-12-14"])("%s is no hours of a day", (typed) => {
  expect(hoursOf(typed)).toBeNull();
});

test("a week goes there and back, and days that are shut are left out", () => {
  const week = [
    { weekday: 1, from: 510, until: 1050 },
    { weekday: 6, from: 540, until: 960 },
  ];
  expect(daysOf(week).map(writtenHours)).toEqual(["8:30–17:30", "", "", "", "", "9:00–16:00", ""]);
  expect(weekOfDays(daysOf(week))).toEqual(week);
});
