// How the states of a drive look, and their order as a drive goes through them.
import type { DriveState } from "../../bindings/rpc";
import type { Hue } from "../../components/values";

export const HUES: Record<DriveState, Hue> = {
  booked: "info",
  checked: "info",
  signed: "info",
  out: "wait",
  returned: "wait",
  finished: "good",
  cancelled: "none",
  noShow: "bad",
};

/** Can still be moved to another time, car or colleague. */
export function isAhead(state: DriveState): boolean {
  return state === "booked" || state === "checked" || state === "signed";
}
