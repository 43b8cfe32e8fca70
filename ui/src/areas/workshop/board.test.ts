import { describe, expect, it } from "vitest";
import type { Board, BoardLane } from "../../bindings/rpc";
import { doneAt, GRID, type Held, instantAt, minutesIn, moved, share } from "./board";

const opensAt = 1_795_307_400_000;
const closesAt = opensAt + 9 * 3_600_000;
const lunchFrom = opensAt + 3.5 * 3_600_000;
const lunchUntil = lunchFrom + 3_600_000;
const board = { opensAt, closesAt, lunchFrom, lunchUntil } as Board;
const lanes = ["a", "b"].map((resource) => ({ resource })) as BoardLane[];
const held: Held = { job: "j", title: "小保养", minutes: 60, resource: "a", startsAt: opensAt };

describe("the board", () => {
  it("finds the same place by pointer and by time", () => {
    expect(share(board, opensAt + 4.5 * 3_600_000)).toBe(0.5);
    expect(instantAt(board, 0.5)).toBe(opensAt + 4.5 * 3_600_000);
    expect(instantAt(board, 0.501) % GRID).toBe(0);
  });

  it("keeps what is moved within the day and the lanes", () => {
    expect(moved(held, "earlier", board, lanes).startsAt).toBe(opensAt);
    expect(moved(held, "later", board, lanes).startsAt).toBe(opensAt + GRID);
    expect(moved(held, "up", board, lanes).resource).toBe("a");
    expect(moved(held, "down", board, lanes).resource).toBe("b");
  });

  it("makes work longer and shorter by steps, and never nothing", () => {
    expect(moved(held, "longer", board, lanes).minutes).toBe(75);
    expect(moved({ ...held, minutes: 15 }, "shorter", board, lanes).minutes).toBe(15);
  });

  it("lets work rest at lunch", () => {
    const beforeLunch = lunchFrom - 30 * 60_000;
    expect(doneAt(board, beforeLunch, 60)).toBe(lunchUntil + 30 * 60_000);
    expect(minutesIn(board, beforeLunch, lunchUntil + 30 * 60_000)).toBe(60);
    expect(moved({ ...held, startsAt: beforeLunch }, "longer", board, lanes).minutes).toBe(75);
  });
});
