// Values as a ledger shows them: money, dates, states, and the quiet sign of what is not yet confirmed.
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { sayThrown } from "../lib/errors";
import { wordFor } from "../lib/i18n";
import { formatFen } from "../lib/money";
import { useSettings } from "../lib/settings";
import { createStore, useStore } from "../lib/store";
import { fullInstant, shortDate, shortInstant } from "../lib/time";
import { Coming } from "./Coming";
import "./values.css";

/** A sum in fen. Nothing known, or nothing to be seen, is a dash. */
export function Money({ fen }: { fen: number | null | undefined }) {
  if (fen === null || fen === undefined) return <span className="muted">–</span>;
  return <span className={fen < 0 ? "money negative" : "money"}>{formatFen(fen)}</span>;
}

/** The minute that counts as now for every relative date on the page. */
const minute = createStore(Date.now());
let ticking: ReturnType<typeof setInterval> | undefined;
let watchers = 0;

/** Now, as of the last whole minute that this page has seen. */
export function useMinute(): number {
  useEffect(() => {
    watchers += 1;
    ticking ??= setInterval(() => minute.set(Date.now()), 60_000);
    return () => {
      watchers -= 1;
      if (watchers === 0) {
        clearInterval(ticking);
        ticking = undefined;
      }
    };
  }, []);
  return useStore(minute);
}

/** An instant (milliseconds) or a plain date ("YYYY-MM-DD"), short, with the whole of it on hover. */
export function When({ at }: { at: number | string | null | undefined }) {
  const language = useSettings((value) => value.language);
  const now = useMinute();
  if (at === null || at === undefined || at === "") return <span className="muted">–</span>;
  const said = { language, now };
  return typeof at === "number" ? (
    <time dateTime={new Date(at).toISOString()} title={fullInstant(at)}>
      {shortInstant(at, said)}
    </time>
  ) : (
    <time dateTime={at} title={at}>
      {shortDate(at, said)}
    </time>
  );
}

/** A time by which something is to be done, red when it has passed. */
export function Due({ at }: { at: number | null }) {
  const now = useMinute();
  return (
    <span className={at !== null && at < now ? "problem" : ""}>
      <When at={at} />
    </span>
  );
}

/** A time that was promised, behind a red dot where the desk says that the promise is broken. */
export function Promised({ at, broken }: { at: number | string | null; broken: boolean }) {
  if (!broken) return <When at={at} />;
  return (
    <StateDot hue="bad">
      <When at={at} />
    </StateDot>
  );
}

export type Hue = "good" | "wait" | "bad" | "info" | "none";

/** A state: a dot and its word, never the colour alone. */
export function StateDot({ hue, children }: { hue: Hue; children: ReactNode }) {
  return (
    <span className="state">
      <span className={`dot ${hue}`} aria-hidden="true" />
      {children}
    </span>
  );
}

interface StateProps {
  state: string;
  hue: Hue;
  /** The area whose word it is, where another area's record is shown: a car's state on an order. */
  of?: string;
}

/** The word of a state of the domain behind its dot. */
export function State({ state, hue, of }: StateProps) {
  useTranslation();
  return <StateDot hue={hue}>{wordFor("state", state, of)}</StateDot>;
}

/** Not yet confirmed by the platform: a quiet hollow dot with words on hover and for the screen reader. */
export function PendingDot({ pending }: { pending: boolean }) {
  const { t } = useTranslation("common");
  if (!pending) return null;
  return (
    <span className="dot pending" role="img" aria-label={t("pending")} title={t("pending")}>
      <span />
    </span>
  );
}

/** What a record is called in a list, with the mark of what waits for the platform. */
export function Called({ by, pending }: { by: string; pending: boolean }) {
  return (
    <>
      <span>{by}</span>
      <PendingDot pending={pending} />
    </>
  );
}

/** A related thing that can be opened. */
export function Chip({ children, onOpen }: { children: ReactNode; onOpen: () => void }) {
  return (
    <button type="button" className="chip" onClick={onOpen}>
      {children}
    </button>
  );
}

/** A sum that can be traced: a click shows the rows it is made of. */
export function Traced({ fen, onTrace }: { fen: number; onTrace: () => void }) {
  const { t } = useTranslation("common");
  return (
    <button type="button" className="link money" title={t("trace")} onClick={onTrace}>
      {formatFen(fen)}
    </button>
  );
}

/** What the desk could not answer, said at once. */
export function Problem({ thrown }: { thrown: unknown }) {
  return (
    <p className="problem" role="alert">
      {sayThrown(thrown)}
    </p>
  );
}

/** How long somebody holds still before a wait is worth a sign. */
const SKELETON_AFTER = 150;

/** Shows its children only once the wait has become noticeable. */
export function AfterAWhile({ children }: { children: ReactNode }) {
  const [noticed, setNoticed] = useState<"yes" | "no">("no");
  useEffect(() => {
    const timer = setTimeout(() => setNoticed("yes"), SKELETON_AFTER);
    return () => clearTimeout(timer);
  }, []);
  return noticed === "yes" ? children : null;
}

/** Grey lines where a record is about to be. */
export function Skeleton({ lines = 6 }: { lines?: number }) {
  return (
    <>
      <Coming />
      <AfterAWhile>
        <div className="skeleton" aria-hidden="true">
          {Array.from({ length: lines }, (_, index) => `${90 - ((index * 37) % 55)}%`).map((width) => (
            <span key={width} style={{ width }} />
          ))}
        </div>
      </AfterAWhile>
    </>
  );
}
