import { describe, expect, it } from "vitest";
import type { ReportFilter } from "../../bindings/rpc";
import { asked, daysOf, withFilter, withPeriod } from "./period";

const day = (id: string, value: string): ReportFilter => ({ id, label: id, kind: "day", choices: [], value });
const FILTERS = [day("from", "2026-11-01"), day("until", "2026-11-25")];

describe("a period", () => {
  it("goes over the turn of the year", () => {
    expect(daysOf("lastMonth", "2027-01-03")).toEqual({ from: "2026-12-01", until: "2026-12-31" });
    expect(daysOf("lastMonth", "2028-03-31")).toEqual({ from: "2028-02-01", until: "2028-02-29" });
    expect(daysOf("thisYear", "2026-11-25")).toEqual({ from: "2026-01-01", until: "2026-11-25" });
    expect(daysOf("today", "2026-11-25")).toEqual({ from: "2026-11-25", until: "2026-11-25" });
  });

  it("that has a name is asked by the day on which it is asked", () => {
    expect(asked({ period: "thisMonth", by: "series" }, "2026-12-02")).toEqual({
      by: "series",
      from: "2026-12-01",
      until: "2026-12-02",
    });
    expect(asked({ by: "series" }, "2026-12-02")).toEqual({ by: "series" });
  });

  it("becomes one's own when one of its days is changed, and begins with the days that stood", () => {
    expect(withFilter({}, FILTERS, "from", "2026-10-05")).toEqual({
      from: "2026-10-05",
      until: "2026-11-25",
      period: "own",
    });
    expect(withPeriod({ by: "series", period: "thisMonth" }, "own", FILTERS)).toEqual({
      by: "series",
      from: "2026-11-01",
      until: "2026-11-25",
      period: "own",
    });
    expect(withPeriod({ period: "own", from: "2026-10-05", until: "2026-10-06" }, "today", FILTERS)).toEqual({
      period: "today",
    });
  });
});
