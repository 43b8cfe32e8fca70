// Questions to the desk that keep themselves fresh: each query declares which kinds of record it reads, each applied
// change tells which kinds it touched, and just the answers that met are asked for again.
import { keepPreviousData, QueryClient, type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { Queries as Asked } from "../bindings/rpc";
import { type Changed, reads } from "../bindings/rpc";
import { hear, query } from "./ipc";

export const answers = new QueryClient({
  defaultOptions: {
    queries: { staleTime: Number.POSITIVE_INFINITY, gcTime: 60_000, retry: false, refetchOnWindowFocus: false },
  },
});

/** Asks, shows the former answer while a new one is on its way, and asks again when a change made it stale. */
export function useDesk<Name extends keyof Asked>(
  name: Name,
  args: Asked[Name]["args"],
  options: { asked?: "yes" | "no"; former?: "kept" | "dropped" } = {},
): UseQueryResult<Asked[Name]["result"]> {
  return useQuery<Asked[Name]["result"]>({
    queryKey: [name, args],
    queryFn: () => query(name, args),
    enabled: options.asked !== "no",
    placeholderData: options.former === "dropped" ? undefined : keepPreviousData,
  });
}

/** Asks what a screen is about to ask, which then has the answer when it is drawn. */
export function askAhead<Name extends keyof Asked>(name: Name, args: Asked[Name]["args"]): Promise<void> {
  return answers.prefetchQuery({ queryKey: [name, args], queryFn: () => query(name, args) });
}

/** Which questions a change makes stale; "*" reads everything. */
export function madeStaleBy(kinds: readonly string[], declared: Record<string, readonly string[]> = reads): string[] {
  const touched = new Set(kinds);
  return Object.entries(declared)
    .filter(([, read]) => read.some((kind) => kind === "*" || touched.has(kind)))
    .map(([name]) => name);
}

/** Keeps every answer fresh from now on. Changes that come in one frame are taken together. */
export function keepFresh(): () => void {
  const kinds = new Set<string>();
  let frame: number | undefined;
  const refresh = () => {
    frame = undefined;
    const stale = new Set(madeStaleBy([...kinds]));
    kinds.clear();
    void answers.invalidateQueries({ predicate: ({ queryKey }) => stale.has(String(queryKey[0])) });
  };
  const stop = hear("changed", (changed: Changed) => {
    for (const kind of changed.kinds) kinds.add(kind);
    frame ??= requestAnimationFrame(refresh);
  });
  return () => {
    stop();
    if (frame !== undefined) cancelAnimationFrame(frame);
  };
}
