// What a list tells the ledger about itself.
import type { ReactNode } from "react";
import type { Queries as Asked, ListPage, Sort } from "../../bindings/rpc";

/** A query that answers lists: it is asked for one window of the rows that match, and sums and counts over all of them. */
export type ListName = {
  [Name in keyof Asked]: Asked[Name]["result"] extends ListPage<{ id: string }> ? Name : never;
}[keyof Asked];

export type RowOf<Name extends ListName> = Asked[Name]["result"]["rows"][number];

/** The chosen values by facet. */
export type Filters = Record<string, string[]>;

export interface LedgerFacet {
  facet: string;
  /** Already in words. */
  label: string;
  counts: readonly { value: string; label: string; count: number }[];
}

export interface LedgerColumn<Row> {
  id: string;
  label: string;
  /** CSS pixels at 100 %. */
  width: number;
  align?: "start" | "end";
  sort?: "no";
  /** Shown from the start, or only once somebody asks for it. */
  shown?: "onRequest";
  cell: (row: Row) => ReactNode;
  /** How the sum of this column is shown at the foot, where sums make sense. */
  total?: (sum: number) => ReactNode;
}

export interface LedgerView {
  id: string;
  label: string;
  filters: Filters;
  sort: Sort | null;
}

/** Something that can be done with several rows at once. */
export interface LedgerDeed<Row> {
  id: string;
  label: string;
  run: (rows: readonly Row[]) => void;
}
