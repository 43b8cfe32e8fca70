import { describe, expect, it } from "vitest";
import { editableFen, formatFen, parseFen } from "./money";

describe("money", () => {
  it("is shown with thin spaces and two decimals", () => {
    expect(formatFen(12_980_000)).toBe("129\u2009800.00");
    expect(formatFen(0)).toBe("0.00");
    expect(formatFen(5)).toBe("0.05");
    expect(formatFen(-123_456_789)).toBe("\u22121\u2009234\u2009567.89");
  });

  it.each([
    ["129800", 12_980_000],
    ["129,800.00", 12_980_000],
    ["￥129 800.5", 12_980_050],
    ["12.98万", 12_980_000],
    ["12.98w", 12_980_000],
    ["１２９８００．５０", 12_980_050],
    ["１２９，８００．５０", 12_980_050],
    ["129 800.00", 12_980_000],
    ["129\u2009800.00", 12_980_000],
    ["1、234、567", 123_456_700],
    ["¥ 1,234.50 元", 123_450],
    ["12.98 万", 12_980_000],
    [".5", 50],
    ["-3", -300],
    ["0.1", 10],
    ["1234567890.12", 123_456_789_012],
  ])("reads %s as it was meant", (text, fen) => {
    expect(parseFen(text)).toEqual({ fen });
  });

  it.each([
    ["abc", "notMoney"],
    ["", "notMoney"],
    ["1.2.3", "notMoney"],
    ["12,34,5", "misgrouped"],
    ["１２，３４，５", "misgrouped"],
    ["12 34 5", "misgrouped"],
    ["1,23", "misgrouped"],
    ["1234,567", "misgrouped"],
    [",123", "misgrouped"],
    ["129,800,", "misgrouped"],
    ["12,,345", "misgrouped"],
    ["1.234,50", "misgrouped"],
    ["1.234", "tooPrecise"],
    ["0.0000001万", "tooPrecise"],
    ["99999999999", "tooLarge"],
    ["9".repeat(40), "tooLarge"],
  ])("refuses %s and says why", (text, problem) => {
    expect(parseFen(text)).toEqual({ problem });
  });

  it("comes back from an edit unchanged, to the fen", () => {
    for (const fen of [0, 1, 10, 99, 100, 101, 12_980_000, 123_456_789_012, -250]) {
      expect(parseFen(editableFen(fen))).toEqual({ fen });
    }
  });
});
