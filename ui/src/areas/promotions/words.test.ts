import { expect, it } from "vitest";
import { codesOf, drawnCode } from "./words";

it("draws codes that nobody guesses and nobody misreads", () => {
  const codes = Array.from({ length: 200 }, drawnCode);
  expect(new Set(codes).size).toBe(200);
  for (const code of codes) expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{12}$/);
});

it("reads codes one to a line or with commas of either language between", () => {
  expect(codesOf("SPRING001\n SPRING002，SPRING003, SPRING004、\n")).toEqual([
    "SPRING001",
    "SPRING002",
    "SPRING003",
    "SPRING004",
  ]);
  expect(codesOf(" \n ")).toEqual([]);
});
