// A list as a ledger: one grid, any number of rows, driven by the keyboard. It keeps its columns, order, widths and
// saved views per person; its rows come by windows from one query of the desk.
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Facet, Sort } from "../../bindings/rpc";
import { sayThrown } from "../../lib/errors";
import { declareAction, useAction } from "../../lib/keys";
import { rememberList, useSettings } from "../../lib/settings";
import { useSteady } from "../../lib/steady";
import { ROW_HEIGHT } from "../../lib/theme";
import { AfterAWhile } from "../values";
import { type FacetWords, facetsInWords } from "./facets";
import { LedgerFacets } from "./LedgerFacets";
import { LedgerFoot, LedgerHead } from "./LedgerHead";
import { LedgerRow } from "./LedgerRow";
import { LedgerTools } from "./LedgerTools";
import { useRows } from "./pages";
import { useSelection } from "./selection";
import type { Filters, LedgerColumn, LedgerDeed, LedgerView, ListName, RowOf } from "./types";
import "./ledger.css";

const next = declareAction({
  id: "list.next",
  label: "common:list.next",
  keys: ["J"],
  group: "list",
  palette: "hidden",
});
const previous = declareAction({
  id: "list.previous",
  label: "common:list.previous",
  keys: ["K"],
  group: "list",
  palette: "hidden",
});
const narrow = declareAction({ id: "list.find", label: "common:list.find", keys: ["/"], group: "list" });

const NO_TOTALS = {};
const NO_FACETS: readonly Facet[] = [];
const NO_VIEWS: readonly LedgerView[] = [];

export interface LedgerProps<Name extends ListName> {
  /** Under this name the list is remembered: the area, or area and list. */
  id: string;
  label: string;
  /** The query that answers the rows. */
  list: Name;
  /** How its facets are said; the same object until the language is another. */
  facets: FacetWords;
  columns: readonly LedgerColumn<RowOf<Name>>[];
  rowId: (row: RowOf<Name>) => string;
  /** The record that is open beside the list. */
  openId: string | null;
  /** Opens a row; `moving` when somebody goes from record to record and no step back is wanted. */
  onOpen: (row: RowOf<Name>, how: "opening" | "moving") => void;
  views?: readonly LedgerView[];
  /** Where the list begins when a link leads to some of its rows. */
  start?: { filters?: Filters; sort?: Sort | null; text?: string };
  deeds?: readonly LedgerDeed<RowOf<Name>>[];
  /** Quiet buttons at the right of the list's head. */
  tools?: ReactNode;
  empty: ReactNode;
}

export function Ledger<Name extends ListName>(props: LedgerProps<Name>) {
  type Row = RowOf<Name>;
  const { id, label, list, columns, rowId, openId, onOpen, views = NO_VIEWS, deeds = [], tools, empty } = props;
  const { t } = useTranslation("common");
  const memory = useSettings((value) => value.lists[id]);
  const density = useSettings((value) => value.density);
  const scale = useSettings((value) => value.scale);
  const [filters, setFilters] = useState<Filters>(props.start?.filters ?? {});
  const [text, setText] = useState(props.start?.text ?? "");
  const [sort, setSort] = useState<Sort | null>(props.start?.sort ?? memory?.sort ?? null);
  const [active, setActive] = useState(0);
  const [beside, setBeside] = useState<"shown" | "folded">("folded");
  const scroller = useRef<HTMLDivElement>(null);
  const find = useRef<HTMLInputElement>(null);
  const gridId = useId();
  const height = Math.round((ROW_HEIGHT[density] * scale) / 100);

  const shown = useMemo(() => {
    const chosen = memory?.columns
      ?.map((column) => columns.find((each) => each.id === column))
      .filter((column) => column !== undefined);
    const these = chosen && chosen.length > 0 ? chosen : columns.filter((column) => column.shown !== "onRequest");
    return these.map((column) => ({ ...column, width: memory?.widths?.[column.id] ?? column.width }));
  }, [columns, memory]);
  const template = shown.map((column) => `${column.width / 16}rem`).join(" ");

  const [range, setRange] = useState({ first: 0, last: 40 });
  const asked = useMemo(() => ({ filters, text: text.trim(), sort }), [filters, text, sort]);
  const rows = useRows(list, asked, range.first, range.last);
  const virtual = useVirtualizer({
    count: rows.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
    // The head is part of what scrolls, so that columns and head move as one.
    paddingStart: height,
    scrollPaddingStart: height,
    scrollPaddingEnd: height,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 40;
  useEffect(() => setRange({ first, last }), [first, last]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height of rows must be measured anew
  useEffect(() => virtual.measure(), [height, virtual]);

  // A record that was opened from elsewhere (search, a chip) is where J and K go on from.
  const foundAt = openId === null ? null : rows.indexOf((row) => rowId(row) === openId);
  const followed = useRef<string | null>(null);
  useEffect(() => {
    if (foundAt === null || followed.current === openId) return;
    followed.current = openId;
    setActive(foundAt);
    virtual.scrollToIndex(foundAt);
  }, [foundAt, openId, virtual]);

  const selection = useSelection<Row>(rowId);
  const at = Math.min(active, Math.max(0, rows.total - 1));

  // Other rows are asked for: begin at the top again.
  const show = useSteady((change: { filters?: Filters; text?: string; sort?: Sort | null }) => {
    if (change.filters !== undefined) setFilters(change.filters);
    if (change.text !== undefined) setText(change.text);
    if (change.sort !== undefined) {
      setSort(change.sort);
      rememberList(id, { sort: change.sort });
    }
    setActive(0);
    selection.clear();
    scroller.current?.scrollTo({ top: 0 });
  });
  const showFacets = useCallback((changed: Filters) => show({ filters: changed }), [show]);
  const showSort = useCallback((changed: Sort | null) => show({ sort: changed }), [show]);
  const widen = useSteady((column: string, width: number) =>
    rememberList(id, { widths: { ...memory?.widths, [column]: width } }),
  );
  const toggleFacets = useCallback(() => setBeside((now) => (now === "shown" ? "folded" : "shown")), []);
  const toGrid = useCallback(() => scroller.current?.focus(), []);

  const moveTo = (index: number) => {
    const target = Math.min(rows.total - 1, Math.max(0, index));
    if (target < 0) return;
    setActive(target);
    virtual.scrollToIndex(target);
    const row = rows.at(target);
    if (openId !== null && row) onOpen(row, "moving");
  };

  const step = (target: number) => {
    // While nothing is open, Enter is meant for the row that is reached.
    if (openId === null) scroller.current?.focus({ preventScroll: true });
    moveTo(target);
  };
  useAction(next, () => step(at + 1));
  useAction(previous, () => step(at - 1));
  useAction(narrow, () => find.current?.focus());

  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / height) - 2);
    const moves: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: rows.total - 1,
    };
    const target = moves[event.key];
    const row = rows.at(at);
    if (target !== undefined && !event.altKey && !event.metaKey) {
      event.preventDefault();
      if (event.shiftKey) void rows.between(at, Math.max(0, target)).then(selection.add);
      moveTo(target);
    } else if (event.key === "Enter" && !event.ctrlKey && row) {
      event.preventDefault();
      onOpen(row, "opening");
    } else if (event.key === " " && row) {
      event.preventDefault();
      selection.toggle(row);
    } else if (event.key === "Escape" && selection.rows.size > 0) {
      event.preventDefault();
      event.stopPropagation();
      selection.clear();
    }
  };

  const press = useSteady((index: number, row: Row, held: { shift: boolean; ctrl: boolean }) => {
    scroller.current?.focus({ preventScroll: true });
    setActive(index);
    if (held.shift) void rows.between(at, index).then(selection.add);
    else if (held.ctrl) selection.toggle(row);
    else onOpen(row, openId === null ? "opening" : "moving");
  });

  // The list takes the keys as soon as it is there, unless somebody is typing already.
  useEffect(() => {
    if (document.activeElement === document.body || document.activeElement === null) {
      scroller.current?.focus({ preventScroll: true });
    }
  }, []);

  const activeRow = rows.at(at);
  const narrowed = text.trim() !== "" || Object.values(filters).some((values) => values.length > 0);
  // Where there is nothing at all, there is nothing to narrow down and nothing to add up.
  const bare = rows.state === "here" && rows.total === 0 && !narrowed;
  const counted = bare ? NO_FACETS : (rows.first?.facets ?? NO_FACETS);
  const shownFacets = useMemo(() => facetsInWords(counted, props.facets), [counted, props.facets]);

  return (
    <section className="ledger" aria-label={label}>
      <LedgerTools
        id={id}
        label={label}
        total={rows.total}
        columns={columns}
        shown={shown}
        views={views}
        asked={asked}
        find={find}
        text={text}
        facets={shownFacets.length === 0 ? "none" : beside}
        onFacets={toggleFacets}
        onShow={show}
        onGrid={toGrid}
        tools={tools}
      />
      {selection.rows.size > 0 && (
        <div className="ledger-selected" role="status">
          <span>{t("list.selected", { count: selection.rows.size })}</span>
          {deeds.map((deed) => (
            <button
              key={deed.id}
              type="button"
              className="button"
              onClick={() => deed.run([...selection.rows.values()])}
            >
              {deed.label}
            </button>
          ))}
          <button type="button" className="link" onClick={selection.clear}>
            {t("list.unselect")}
          </button>
        </div>
      )}
      <div className={`ledger-body facets-${beside}`}>
        {shownFacets.length > 0 && <LedgerFacets facets={shownFacets} filters={filters} onChange={showFacets} />}
        {/* The grid names its active row; rows are no stops of their own, so that Tab leaves the list at once. */}
        <div
          ref={scroller}
          role="grid"
          tabIndex={0}
          className="ledger-grid"
          aria-label={label}
          aria-rowcount={rows.total + 1}
          aria-colcount={shown.length}
          aria-multiselectable="true"
          aria-busy={rows.state === "asking"}
          aria-activedescendant={activeRow ? `${gridId}-${at}` : undefined}
          onKeyDown={onKeyDown}
          style={{ "--columns": template, "--row": `${height}px` }}
        >
          <div role="rowgroup" className="ledger-rows" style={{ height: virtual.getTotalSize() }}>
            <LedgerHead columns={shown} sort={sort} onSort={showSort} onWidth={widen} />
            {items.map((item) => {
              const row = rows.at(item.index);
              return (
                <LedgerRow
                  key={item.key}
                  id={`${gridId}-${item.index}`}
                  index={item.index}
                  start={item.start}
                  row={row}
                  columns={shown}
                  active={item.index === at ? "yes" : "no"}
                  open={row !== undefined && rowId(row) === openId ? "yes" : "no"}
                  selected={row !== undefined && selection.rows.has(rowId(row)) ? "yes" : "no"}
                  onPress={press}
                />
              );
            })}
          </div>
          {!bare && <LedgerFoot columns={shown} totals={rows.first?.totals ?? NO_TOTALS} />}
        </div>
        {rows.state === "failed" && (
          <p className="ledger-note problem" role="alert">
            {sayThrown(rows.problem)}
          </p>
        )}
        {rows.state === "asking" && (
          <AfterAWhile>
            <p className="ledger-note muted" role="status">
              {t("list.asking")}
            </p>
          </AfterAWhile>
        )}
        {rows.state === "here" && rows.total === 0 && (
          <div className="ledger-note">
            {narrowed ? (
              <div className="empty">
                <p className="empty-title">{t("list.nothing")}</p>
                <button type="button" className="button" onClick={() => show({ filters: {}, text: "" })}>
                  {t("list.all")}
                </button>
              </div>
            ) : (
              empty
            )}
          </div>
        )}
      </div>
    </section>
  );
}
