// Where a block stands on the board, and where a move takes it. Pure, so that keys and pointer agree.
import type { Board, BoardLane, Skill } from "../../bindings/rpc";

/** Times are planned on the quarter hours, as people say them. */
export const GRID = 15 * 60_000;

export interface Held {
  /** What the work asks for; unknown for what is planned already, whose people are known. */
  skill?: Skill;
  job: string;
  title: string;
  minutes: number;
  /** The lane it is over, and when it would begin. */
  resource: string;
  startsAt: number;
}

/** How far along the day an instant is, from 0 to 1. */
export function share(board: Pick<Board, "opensAt" | "closesAt">, instant: number): number {
  const { opensAt, closesAt } = board;
  if (opensAt === null || closesAt === null || closesAt <= opensAt) return 0;
  return Math.min(1, Math.max(0, (instant - opensAt) / (closesAt - opensAt)));
}

/** The instant at a share of the day, on the grid. */
export function instantAt(board: Pick<Board, "opensAt" | "closesAt">, along: number): number {
  const { opensAt, closesAt } = board;
  if (opensAt === null || closesAt === null) return 0;
  const raw = opensAt + Math.min(1, Math.max(0, along)) * (closesAt - opensAt);
  return Math.round(raw / GRID) * GRID;
}

/** Work rests at lunch, so a stretch over noon holds less work than it is long. */
type Day = Pick<Board, "lunchFrom" | "lunchUntil">;

/** The minutes of work in a stretch. */
export function minutesIn({ lunchFrom, lunchUntil }: Day, from: number, until: number): number {
  const rest = Math.max(0, Math.min(until, lunchUntil ?? 0) - Math.max(from, lunchFrom ?? 0));
  return Math.max(0, Math.round((until - from - rest) / 60_000));
}

/** When work that begins at an instant and takes so many minutes is done. */
export function doneAt({ lunchFrom, lunchUntil }: Day, from: number, minutes: number): number {
  const until = from + minutes * 60_000;
  if (lunchFrom === null || lunchUntil === null || from >= lunchFrom || until <= lunchFrom) return until;
  return until + lunchUntil - lunchFrom;
}

/** The same, done at another instant; never shorter than one step of the grid. */
export function stretchedTo(held: Held, board: Day, until: number): Held {
  return { ...held, minutes: Math.max(GRID / 60_000, minutesIn(board, held.startsAt, until)) };
}

export type Step = "earlier" | "later" | "up" | "down" | "longer" | "shorter";

/** The held job one step further, kept within the day and the lanes. */
export function moved(held: Held, step: Step, board: Board, lanes: readonly BoardLane[]): Held {
  const at = lanes.findIndex(({ resource }) => resource === held.resource);
  const opens = board.opensAt ?? held.startsAt;
  const last = (board.closesAt ?? held.startsAt) - GRID;
  const done = doneAt(board, held.startsAt, held.minutes);
  switch (step) {
    case "longer":
      return stretchedTo(held, board, Math.min(board.closesAt ?? done, done + GRID));
    case "shorter":
      return stretchedTo(held, board, done - GRID);
    case "earlier":
      return { ...held, startsAt: Math.max(opens, held.startsAt - GRID) };
    case "later":
      return { ...held, startsAt: Math.min(last, held.startsAt + GRID) };
    case "up":
      return { ...held, resource: lanes[Math.max(0, at - 1)]?.resource ?? held.resource };
    case "down":
      return { ...held, resource: lanes[Math.min(lanes.length - 1, at + 1)]?.resource ?? held.resource };
  }
}
