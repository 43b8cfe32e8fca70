// The closed lists of the parts store, and the hue of each standing.
import type { PartOrigin, PartStanding, PartState } from "../../bindings/rpc";
import { sayConcerns } from "../../components/concerns";
import { say } from "../../components/Toasts";
import type { Hue } from "../../components/values";
import { submit } from "../../lib/ipc";

export const STANDING_HUES: Record<PartStanding, Hue> = {
  negative: "bad",
  waiting: "wait",
  short: "wait",
  enough: "good",
};

export const ORIGINS: readonly PartOrigin[] = ["original", "equivalent", "remanufactured", "reused"];
export const STATES: readonly PartState[] = ["carried", "discontinued"];

/** Gives a command, says that it is done, and what it broke. */
export async function given(command: Parameters<typeof submit>[0], said: string): Promise<void> {
  const done = await submit(command);
  say(said);
  sayConcerns(done.concerns);
}
