// Questions to the desk that keep themselves fresh: each query declares which kinds of record it reads, each applied
// change tells which kinds it touched, and just the answers that met are asked for again.
import { keepPreviousData, QueryClient, type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { Queries as Asked } from "../bindings/rpc";
import { type Changed, reads } from "../bindings/rpc";
import { awaitAfterCommands, hear, query } from "./ipc";

export const answers = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 60_000,
      retry: false,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      // The desk is on this machine: a line that breaks, which the system tells the page, keeps no question waiting.
      networkMode: "always",
    },
  },
});

/**
 * Asks, shows the former answer while a new one is on its way, and asks again when a change made it stale. Where no
 * change tells of what is read, such as the log of who looked at what, it is asked whenever the screen is opened.
 */
export function useDesk<Name extends keyof Asked>(
  name: Name,
  args: Asked[Name]["args"],
  options: { asked?: "yes" | "no"; former?: "kept" | "dropped"; opened?: "asked" } = {},
): UseQueryResult<Asked[Name]["result"]> {
  return useQuery<Asked[Name]["result"]>({
    queryKey: [name, args],
    queryFn: () => query(name, args),
    enabled: options.asked !== "no",
    refetchOnMount: options.opened === "asked" ? "always" : true,
    placeholderData: options.former === "dropped" ? undefined : keepPreviousData,
  });
}

/** Asks what a screen is about to ask, which then has the answer when it is drawn. What failed is asked anew by the screen. */
export async function askAhead<Name extends keyof Asked>(
  name: Name,
  args: Asked[Name]["args"],
): Promise<Asked[Name]["result"] | undefined> {
  const queryKey = [name, args];
  await answers.prefetchQuery({ queryKey, queryFn: () => query(name, args) });
  return answers.getQueryData<Asked[Name]["result"]>(queryKey);
}

/** Which questions a change makes stale; "*" reads everything. */
export function madeStaleBy(kinds: readonly string[], declared: Record<string, readonly string[]> = reads): string[] {
  const touched = new Set(kinds);
  return Object.entries(declared)
    .filter(([, read]) => read.some((kind) => kind === "*" || touched.has(kind)))
    .map(([name]) => name);
}

/** How long whoever gave a command waits for the screen, in milliseconds: a long report may come later. */
const PATIENCE = 400;

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Keeps every answer fresh from now on. Changes that come in one frame are taken together. */
export function keepFresh(): () => void {
  const kinds = new Set<string>();
  let frame: number | undefined;
  let refreshed: Promise<void> = Promise.resolve();
  const refresh = () => {
    frame = undefined;
    const stale = new Set(madeStaleBy([...kinds]));
    kinds.clear();
    refreshed = answers.invalidateQueries({ predicate: ({ queryKey }) => stale.has(String(queryKey[0])) });
  };
  const stop = hear("changed", (changed: Changed) => {
    for (const kind of changed.kinds) kinds.add(kind);
    frame ??= requestAnimationFrame(refresh);
  });
  awaitAfterCommands(async () => {
    // The desk tells what changed before it answers, but the two come by different ways.
    if (frame === undefined) await pause(0);
    if (frame !== undefined) {
      cancelAnimationFrame(frame);
      refresh();
    }
    await Promise.race([refreshed, pause(PATIENCE)]);
    // The answers are handed to the screen in a task of their own.
    await pause(0);
  });
  return () => {
    stop();
    awaitAfterCommands(() => Promise.resolve());
    if (frame !== undefined) cancelAnimationFrame(frame);
  };
}
