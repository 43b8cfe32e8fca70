// The rows around what is in sight. A list of a hundred thousand is asked for by pages as it scrolls; one page ahead is
// fetched too, so that rolling on finds it there.
import { type UseQueryOptions, useQueries, useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import type { ListArgs, ListPage } from "../../bindings/rpc";
import { query } from "../../lib/ipc";
import type { ListName, RowOf } from "./types";

export const PAGE = 100;
/** The most rows that one selection by Shift gathers; beyond it a filter says better what is meant. */
const MOST_SELECTED = 5_000;

/** The pages that cover the rows from `first` to `last`, and one on either side where the list goes on. */
export function pagesAround(first: number, last: number, total: number): number[] {
  const end = Math.max(0, Math.ceil(total / PAGE) - 1);
  const from = Math.max(0, Math.floor(first / PAGE));
  const to = Math.min(end, Math.floor(last / PAGE) + 1);
  const pages = [0];
  for (let page = from; page <= to; page += 1) if (page !== 0) pages.push(page);
  return pages;
}

export interface Rows<Row> {
  total: number;
  at: (index: number) => Row | undefined;
  first: ListPage<Row> | undefined;
  /** The number of the first row at hand that is meant, or null. */
  indexOf: (meant: (row: Row) => boolean) => number | null;
  state: "asking" | "here" | "failed";
  problem: unknown;
  /** Rows from one index to another, also those that were never in sight. */
  between: (from: number, to: number) => Promise<Row[]>;
}

type Wanted = Omit<ListArgs, "offset" | "limit">;

export function useRows<Name extends ListName>(
  list: Name,
  wanted: Wanted,
  first: number,
  last: number,
): Rows<RowOf<Name>> {
  type Page = ListPage<RowOf<Name>>;
  const client = useQueryClient();
  const known = useRef<{ total: number; page: Page | undefined }>({ total: 0, page: undefined });
  const pages = pagesAround(first, last, known.current.total);

  const optionsOf = useCallback(
    (page: number) => {
      const args: ListArgs = { ...wanted, offset: page * PAGE, limit: PAGE };
      return {
        queryKey: [list, args],
        // Every list is asked alike; which rows it answers is told by its name alone.
        queryFn: () => query<ListName>(list, args) as Promise<Page>,
      } satisfies UseQueryOptions<Page>;
    },
    [list, wanted],
  );

  const answers = useQueries({ queries: pages.map(optionsOf) });
  const byPage = new Map<number, Page>();
  answers.forEach((answer, index) => {
    const page = pages[index];
    if (page !== undefined && answer.data !== undefined) byPage.set(page, answer.data);
  });

  const head = byPage.get(0);
  // While another filter's first page is on its way the former one stays in sight, so that nothing flickers.
  const shown = head ?? known.current.page;
  if (head) known.current = { total: head.total, page: head };
  const failed = answers.find((answer) => answer.isError);

  const between = useCallback(
    async (from: number, to: number) => {
      const [low, high] = from < to ? [from, to] : [to, from];
      const end = Math.min(high, low + MOST_SELECTED - 1);
      const rows: RowOf<Name>[] = [];
      for (let page = Math.floor(low / PAGE); page <= Math.floor(end / PAGE); page += 1) {
        const options = optionsOf(page);
        const { rows: some } = await client.ensureQueryData(options);
        some.forEach((row, index) => {
          const at = page * PAGE + index;
          if (at >= low && at <= end) rows.push(row);
        });
      }
      return rows;
    },
    [client, optionsOf],
  );

  return {
    total: shown?.total ?? 0,
    at: (index) => {
      const page = Math.floor(index / PAGE);
      return (
        byPage.get(page)?.rows[index % PAGE] ?? (head === undefined && page === 0 ? shown?.rows[index] : undefined)
      );
    },
    first: shown,
    indexOf: (meant) => {
      for (const [page, { rows }] of byPage) {
        const index = rows.findIndex(meant);
        if (index >= 0) return page * PAGE + index;
      }
      return null;
    },
    state: failed ? "failed" : shown ? "here" : "asking",
    problem: failed?.error,
    between,
  };
}
