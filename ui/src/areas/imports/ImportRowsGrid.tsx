// Every row of the file with what would come of it. Rows are asked for by pages as they scroll into sight, so that a
// list of hundreds of thousands is as quick as one of twenty.
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportOpened, ImportRowLine, RowOutcome } from "../../bindings/rpc";
import { type Hue, StateDot } from "../../components/values";
import { sayError, sayThrown } from "../../lib/errors";
import { act } from "../../lib/ipc";
import { useSettings } from "../../lib/settings";
import { ROW_HEIGHT } from "../../lib/theme";
import "../../components/ledger/ledger.css";

const PAGE = 200;
const HUES: Record<RowOutcome, Hue> = { new: "good", changed: "info", duplicate: "none", bad: "bad" };

interface Props {
  list: ImportOpened;
  /** Only these rows. */
  outcome: RowOutcome | null;
  total: number;
}

export function ImportRowsGrid({ list, outcome, total }: Props) {
  const { t } = useTranslation("imports");
  const scroller = useRef<HTMLElement>(null);
  const asked = useRef(new Set<number>());
  const [pages, setPages] = useState<ReadonlyMap<number, readonly ImportRowLine[]>>(new Map());
  const [problem, setProblem] = useState<string | null>(null);
  const density = useSettings((value) => value.density);
  const scale = useSettings((value) => value.scale);
  const height = Math.round((ROW_HEIGHT[density] * scale) / 100);
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
    paddingStart: height,
    scrollPaddingStart: height,
  });
  const items = virtual.getVirtualItems();
  const first = Math.floor((items[0]?.index ?? 0) / PAGE);
  const last = Math.floor((items.at(-1)?.index ?? 0) / PAGE);

  useEffect(() => {
    for (let page = first; page <= last; page += 1) {
      if (asked.current.has(page)) continue;
      asked.current.add(page);
      act("imports.rows", { import: list.import, outcome, offset: page * PAGE, limit: PAGE })
        .then(({ rows }) => setPages((before) => new Map(before).set(page, rows)))
        .catch((thrown) => setProblem(sayThrown(thrown)));
    }
  }, [first, last, list.import, outcome]);

  const onKeyDown = (event: KeyboardEvent) => {
    const box = scroller.current;
    if (box === null) return;
    const ends: Record<string, number> = { Home: 0, End: total - 1 };
    const end = ends[event.key];
    if (end !== undefined) {
      event.preventDefault();
      if (end >= 0) virtual.scrollToIndex(end);
    }
  };

  const columns = `4.5rem 6.5rem 22rem ${list.headers.map(() => "10rem").join(" ")}`;
  return (
    <>
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <section
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
        tabIndex={0}
        className="ledger-grid imports-rows"
        aria-label={t("rowsOf")}
        onKeyDown={onKeyDown}
        style={{ "--columns": columns, "--row": `${height}px` }}
      >
        <table className="ledger-rows" aria-rowcount={total + 1} style={{ height: virtual.getTotalSize() }}>
          <thead>
            <tr className="ledger-head" aria-rowindex={1}>
              {[t("row"), t("outcomes"), t("reason"), ...list.headers].map((header, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place in the file
                <th key={at} className={at === 0 ? "ledger-cell number" : "ledger-cell"} scope="col">
                  <span>{header || t("columnAt", { at: at - 2 })}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr
                key={item.key}
                className="ledger-row"
                aria-rowindex={item.index + 2}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <Cells
                  row={pages.get(Math.floor(item.index / PAGE))?.[item.index % PAGE]}
                  width={list.headers.length}
                />
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

function Cells({ row, width }: { row: ImportRowLine | undefined; width: number }) {
  const { t } = useTranslation("imports");
  if (row === undefined)
    return (
      <td className="ledger-cell">
        <span className="skeleton-cell" />
      </td>
    );
  const reason = row.reason ? sayError(row.reason) : "";
  return (
    <>
      <td className="ledger-cell number">{row.number}</td>
      <td className="ledger-cell">
        <StateDot hue={HUES[row.outcome]}>{t(`outcome.${row.outcome}`)}</StateDot>
      </td>
      <td className="ledger-cell" title={reason}>
        <span>{reason}</span>
      </td>
      {Array.from({ length: width }, (_, at) => (
        <td
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place in the file
          key={at}
          className={row.column === at ? "ledger-cell imports-cell-wrong" : "ledger-cell"}
          title={row.cells[at] ?? ""}
        >
          <span>{row.cells[at] ?? ""}</span>
        </td>
      ))}
    </>
  );
}
