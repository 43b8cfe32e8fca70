// Filters as a person keeps them. A period that has a name is kept by its name, so that "this month" is next month's
// in a month; a single day is kept while the window is open and no longer, because tomorrow's day sheet is tomorrow's.
import type { ReportFilter, ReportName } from "../../bindings/rpc";
import { changeSettings, settings, useSettings } from "../../lib/settings";
import { createStore, useStore } from "../../lib/store";
import { addDays, todayOf } from "../../lib/time";

export const PERIODS = ["today", "thisMonth", "lastMonth", "thisYear"] as const;

export type Period = (typeof PERIODS)[number] | "own";

export type Kept = Readonly<Record<string, string>>;

const NONE: Kept = {};

/** Single days, by report. */
const days = createStore<Record<string, Kept>>({});

/** First and last day of a named period. */
export function daysOf(period: Exclude<Period, "own">, today: string = todayOf()): { from: string; until: string } {
  const first = `${today.slice(0, 8)}01`;
  switch (period) {
    case "today":
      return { from: today, until: today };
    case "thisMonth":
      return { from: first, until: today };
    case "lastMonth": {
      const until = addDays(first, -1);
      return { from: `${until.slice(0, 8)}01`, until };
    }
    case "thisYear":
      return { from: `${today.slice(0, 5)}01-01`, until: today };
  }
}

/** The period that is kept; this month where nobody chose. */
export function periodOf(kept: Kept): Period {
  if (kept.period === "own") return "own";
  return PERIODS.find((period) => period === kept.period) ?? "thisMonth";
}

/** What the desk is asked, out of what is kept. */
export function asked(kept: Kept, today: string = todayOf()): Record<string, string> {
  const { period: _, ...others } = kept;
  const period = periodOf(kept);
  return period === "own" || kept.period === undefined ? others : { ...others, ...daysOf(period, today) };
}

/** The same with one filter set to something else; a period's day makes the period one's own. */
export function withFilter(kept: Kept, filters: readonly ReportFilter[], id: string, value: string): Kept {
  if (id !== "from" && id !== "until") return { ...kept, [id]: value };
  const at = (each: string) => filters.find((filter) => filter.id === each)?.value ?? "";
  const standing = { from: at("from"), until: at("until"), ...asked(kept) };
  return { ...kept, ...standing, period: "own", [id]: value };
}

export function withPeriod(kept: Kept, period: Period, filters: readonly ReportFilter[]): Kept {
  const { from: _from, until: _until, ...others } = kept;
  if (period !== "own") return { ...others, period };
  const at = (each: string) => filters.find((filter) => filter.id === each)?.value ?? "";
  return { ...others, from: at("from"), until: at("until"), period };
}

export function useKept(report: ReportName): [Kept, (next: Kept) => void] {
  const stored = useSettings((value) => value.reports[report]) ?? NONE;
  const day = useStore(days, (value) => value[report]) ?? NONE;
  const keep = (next: Kept) => {
    const { day: only, ...others } = next;
    days.set((before) => ({ ...before, [report]: only === undefined ? NONE : { day: only } }));
    changeSettings({ reports: { ...settings.get().reports, [report]: others } });
  };
  return [{ ...stored, ...day }, keep];
}
