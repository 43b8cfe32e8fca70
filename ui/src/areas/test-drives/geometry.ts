// Where a time lies on the board, and which time lies under a place. The board is a row of days, each as wide as the
// other and as long as the house is open; places are shares of the whole width.
import type { BoardDay } from "../../bindings/rpc";

export const MINUTE = 60_000;

/** The share of the width at which an instant lies; what lies before or after the hours lies on their edge. */
export function placeOf(days: readonly BoardDay[], at: number): number {
  if (days.length === 0) return 0;
  let place = 0;
  for (const [index, day] of days.entries()) {
    const share = (at - day.opensAt) / Math.max(day.closesAt - day.opensAt, 1);
    if (share < 0) return place;
    place = (index + Math.min(share, 1)) / days.length;
    if (share <= 1) return place;
  }
  return place;
}

/** The instant under a place, on the grid of the house. */
export function timeAt(days: readonly BoardDay[], place: number, gridMinutes: number): number {
  const last = days.length - 1;
  const index = Math.min(Math.max(Math.floor(place * days.length), 0), last);
  const day = days[index];
  if (day === undefined) return 0;
  const share = Math.min(Math.max(place * days.length - index, 0), 1);
  const grid = gridMinutes * MINUTE;
  const steps = Math.round((share * (day.closesAt - day.opensAt)) / grid);
  return day.opensAt + steps * grid;
}

/** Where a drive stands while it is dragged or moved by keys. */
export interface Standing {
  startsAt: number;
  endsAt: number;
  /** The car or the colleague in whose lane it lies. */
  lane: string;
}

/** The same, moved by so many steps of the grid; it stays within the hours of its day. */
export function shifted(days: readonly BoardDay[], from: Standing, steps: number, gridMinutes: number): Standing {
  const by = steps * gridMinutes * MINUTE;
  const index = days.findIndex((day) => from.startsAt >= day.opensAt && from.startsAt < day.closesAt);
  const day = days[index];
  if (day === undefined) return { ...from, startsAt: from.startsAt + by, endsAt: from.endsAt + by };
  const length = from.endsAt - from.startsAt;
  let startsAt = from.startsAt + by;
  const before = days[index - 1];
  const after = days[index + 1];
  // Beyond the evening lies the next morning, where the board shows it.
  if (startsAt < day.opensAt) startsAt = before === undefined ? day.opensAt : before.closesAt - length;
  else if (startsAt + length > day.closesAt) startsAt = after === undefined ? day.closesAt - length : after.opensAt;
  return { ...from, startsAt, endsAt: startsAt + length };
}

/** The same, longer or shorter by so many steps; never shorter than one step. */
export function stretched(from: Standing, steps: number, gridMinutes: number): Standing {
  const grid = gridMinutes * MINUTE;
  return { ...from, endsAt: Math.max(from.endsAt + steps * grid, from.startsAt + grid) };
}

/** The full hours of a day, for the head of the board. */
export function hoursOf(day: BoardDay): number[] {
  const hour = 60 * MINUTE;
  const hours: number[] = [];
  for (let at = Math.ceil(day.opensAt / hour) * hour; at < day.closesAt; at += hour) hours.push(at);
  return hours;
}
