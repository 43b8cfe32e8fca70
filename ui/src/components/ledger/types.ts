// What a list tells the ledger about itself.
import type { ReactNode } from "react";
import type { Queries as Asked, Sort } from "../../bindings/rpc";

/** The chosen values by facet. */
export type Filters = Record<string, string[]>;

/** What the ledger asks for: one window of the rows that match. */
export interface LedgerWindow {
  filters: Filters;
  text: string;
  sort: Sort | null;
  offset: number;
  limit: number;
}

export interface LedgerFacet {
  facet: string;
  /** Already in words. */
  label: string;
  counts: readonly { value: string; label: string; count: number }[];
}

/** One window as the area hands it over, whatever its query calls things. */
export interface LedgerPage<Row> {
  total: number;
  rows: readonly Row[];
  /** Sums over all matching rows, by column. */
  totals: Record<string, number | null>;
  facets: readonly LedgerFacet[];
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

/** The query behind a list, with the translation between the ledger's words and the query's own. */
export interface LedgerSource<Row, Name extends keyof Asked> {
  query: Name;
  args: (window: LedgerWindow) => Asked[Name]["args"];
  page: (result: Asked[Name]["result"]) => LedgerPage<Row>;
}

/** Something that can be done with several rows at once. */
export interface LedgerDeed<Row> {
  id: string;
  label: string;
  run: (rows: readonly Row[]) => void;
}
