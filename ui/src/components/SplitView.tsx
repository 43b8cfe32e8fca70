// A list on the left, the opened record on the right. The line between them is dragged or moved by arrows, and where
// it stood is remembered. Where there is no room for both, the record covers the list.
import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { changeSettings, settings, useSettings } from "../lib/settings";
import "./split.css";

const NARROWEST = 22;
const WIDEST = 75;

interface Props {
  id: string;
  list: ReactNode;
  /** Null while nothing is open: the list then has the whole width. */
  record: ReactNode | null;
}

export function SplitView({ id, list, record }: Props) {
  const { t } = useTranslation("common");
  const root = useRef<HTMLDivElement>(null);
  const width = useSettings((value) => value.splits[id] ?? 42);

  // What is closed takes its focus along; the list has the keys again.
  const open = record !== null;
  useEffect(() => {
    if (open || document.activeElement !== document.body) return;
    root.current?.querySelector<HTMLElement>("[role=grid]")?.focus({ preventScroll: true });
  }, [open]);

  const move = (next: number) => {
    const splits = {
      ...settings.get().splits,
      [id]: Math.round(Math.min(WIDEST, Math.max(NARROWEST, next)) * 10) / 10,
    };
    changeSettings({ splits });
  };

  const drag = (event: PointerEvent) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = root.current?.getBoundingClientRect();
    if (box) move(((event.clientX - box.left) / box.width) * 100);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowLeft" ? -2 : event.key === "ArrowRight" ? 2 : 0;
    if (step === 0) return;
    event.preventDefault();
    move(width + step);
  };

  return (
    <div ref={root} className={record === null ? "split" : "split open"} style={{ "--left": `${width}%` }}>
      <div className="split-list">{list}</div>
      {record !== null && (
        <>
          {/* A focusable separator is the ARIA window splitter. */}
          <div
            role="separator"
            tabIndex={0}
            className="split-line"
            aria-orientation="vertical"
            aria-label={t("split")}
            aria-valuenow={Math.round(width)}
            aria-valuemin={NARROWEST}
            aria-valuemax={WIDEST}
            onKeyDown={onKeyDown}
            onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
            onPointerMove={drag}
          />
          <div className="split-record">{record}</div>
        </>
      )}
    </div>
  );
}
