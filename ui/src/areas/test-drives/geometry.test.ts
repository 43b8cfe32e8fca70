// Where times lie on the board.
import { expect, test } from "vitest";
import { hoursOf, MINUTE, placeOf, shifted, stretched, timeAt } from "./geometry";

const HOUR = 60 * MINUTE;
const day = (number: number) => ({
  day: `2026-12-0${number}`,
  opensAt: number * 24 * HOUR + 9 * HOUR,
  closesAt: number * 24 * HOUR + 18 * HOUR,
});
const week = [day(1), day(2)];
const nine = day(1).opensAt;

test("a time lies at its share of the day, and outside the hours on their edge", () => {
  expect(placeOf([day(1)], nine)).toBe(0);
  expect(placeOf([day(1)], nine + 4.5 * HOUR)).toBe(0.5);
  expect(placeOf([day(1)], nine + 20 * HOUR)).toBe(1);
  expect(placeOf([day(1)], nine - HOUR)).toBe(0);
  expect(placeOf(week, day(2).opensAt + 4.5 * HOUR)).toBe(0.75);
  expect(placeOf(week, nine + 12 * HOUR)).toBe(0.5);
});

test("a place is a time on the grid", () => {
  expect(timeAt([day(1)], 0.501, 15)).toBe(nine + 4.5 * HOUR);
  expect(timeAt(week, 0.75, 15)).toBe(day(2).opensAt + 4.5 * HOUR);
  expect(timeAt(week, 2, 15)).toBe(day(2).closesAt);
});

test("what is moved beyond the evening lies on the next morning, and stays where there is none", () => {
  const last = { startsAt: nine + 8.5 * HOUR, endsAt: nine + 9 * HOUR, lane: "car" };
  expect(shifted(week, last, 1, 15).startsAt).toBe(day(2).opensAt);
  expect(shifted([day(1)], last, 1, 15).startsAt).toBe(last.startsAt);
  const first = { startsAt: nine, endsAt: nine + 0.5 * HOUR, lane: "car" };
  expect(shifted(week, first, -1, 15).startsAt).toBe(nine);
  expect(shifted(week, first, 2, 15)).toEqual({ startsAt: nine + HOUR / 2, endsAt: nine + HOUR, lane: "car" });
});

test("a drive is never shorter than a step", () => {
  const half = { startsAt: nine, endsAt: nine + 30 * MINUTE, lane: "car" };
  expect(stretched(half, 1, 15).endsAt).toBe(nine + 45 * MINUTE);
  expect(stretched(half, -3, 15).endsAt).toBe(nine + 15 * MINUTE);
});

test("the head of the board names the full hours", () => {
  expect(hoursOf(day(1))).toHaveLength(9);
});
