// Hours as they are typed, "8:30", and as the desk keeps them, minutes since midnight.
import type { WeekdayHours } from "../../bindings/rpc";
import { parseTime } from "../../lib/time";

/** Minutes since midnight; not a number where no hour can be read. */
export function minutesOf(typed: string): number {
  const [hour, minute] = (parseTime(typed) ?? "").split(":");
  return Number(hour === "" ? Number.NaN : hour) * 60 + Number(minute);
}

/** The same hours on each of these weekdays, Monday 1 to Sunday 7. */
export function weekOf(weekdays: readonly number[], from: string, until: string): WeekdayHours[] {
  return weekdays.map((weekday) => ({ weekday, from: minutesOf(from), until: minutesOf(until) }));
}

export const ALL_DAYS = [1, 2, 3, 4, 5, 6, 7] as const;
