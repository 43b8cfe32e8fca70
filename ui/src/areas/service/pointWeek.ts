// The hours of a service point as one types them, "8:30-17:30", and as the desk keeps them, minutes since midnight.
import type { Hours, WeekdayHours } from "../../bindings/rpc";
import { parseTime } from "../../lib/time";

/** A minute of the day as a clock shows it; the day's end is 24:00. */
export function clockOfMinute(minute: number): string {
  return `${Math.floor(minute / 60)}:${`${minute % 60}`.padStart(2, "0")}`;
}

function minuteOf(typed: string): number | null {
  if (/^24([:：点时](00)?)?$/.test(typed.trim())) return 24 * 60;
  const [hour, minute] = (parseTime(typed) ?? "").split(":");
  return minute === undefined ? null : Number(hour) * 60 + Number(minute);
}

/** The hours that were typed; nothing when they cannot be read or end before they begin. */
export function hoursOf(typed: string): Hours | null {
  const [from, until, more] = typed.normalize("NFKC").split(/[-–—~至到]/);
  if (from === undefined || until === undefined || more !== undefined) return null;
  const hours = { from: minuteOf(from), until: minuteOf(until) };
  if (hours.from === null || hours.until === null || hours.from >= hours.until) return null;
  return { from: hours.from, until: hours.until };
}

export function writtenHours(hours: Hours | null): string {
  return hours === null ? "" : `${clockOfMinute(hours.from)}–${clockOfMinute(hours.until)}`;
}

/** Seven days from Monday on, nothing where the doors stay shut. */
export function daysOf(week: readonly WeekdayHours[]): (Hours | null)[] {
  return [1, 2, 3, 4, 5, 6, 7].map((weekday) => {
    const found = week.find((hours) => hours.weekday === weekday);
    return found === undefined ? null : { from: found.from, until: found.until };
  });
}

/** The same as the desk keeps it: open days only. */
export function weekOfDays(days: readonly (Hours | null)[]): WeekdayHours[] {
  return days.flatMap((hours, at) => (hours === null ? [] : [{ weekday: at + 1, ...hours }]));
}
