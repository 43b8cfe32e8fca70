// A record tells its story: who or what, its state and the next step at the top; facts in groups, empty ones folded;
// at the side what happened, by whom and when.
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { declareAction, useAction } from "../lib/keys";
import { CloseButton } from "./CloseButton";
import { Icon } from "./Icon";
import { PendingDot, Problem, When } from "./values";
import "./record.css";

const close = declareAction({
  id: "record.close",
  label: "common:action.close",
  keys: ["Escape"],
  group: "screen",
  palette: "hidden",
});
const ownWindow = declareAction({
  id: "record.ownWindow",
  label: "common:action.ownWindow",
  keys: ["Ctrl+Shift+O"],
  group: "screen",
});

interface Props {
  /** The kind of thing, small, above its name. */
  kind: string;
  title: string;
  pending?: boolean;
  state?: ReactNode;
  /** What comes next, as a sentence. */
  next?: ReactNode;
  /** Quiet buttons and menus; the primary action has its own corner. */
  actions?: ReactNode;
  onClose: () => void;
  onOwnWindow?: (() => void) | undefined;
  children: ReactNode;
  timeline?: ReactNode;
}

export function RecordPage(props: Props) {
  const { kind, title, pending = false, state, next, actions, onClose, onOwnWindow, children, timeline } = props;
  const { t } = useTranslation("common");
  const body = useRef<HTMLDivElement>(null);
  useAction(close, onClose);
  useAction(ownWindow, () => onOwnWindow?.(), { offered: onOwnWindow ? "yes" : "no" });
  // Another record in the same place begins at its top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the title stands for the record
  useEffect(() => {
    // Some engines answer with a promise, which an effect must not return as its clean-up.
    void body.current?.scrollTo({ top: 0 });
  }, [title]);
  return (
    <article className="record" aria-label={`${kind} ${title}`}>
      <header className="record-head">
        <div className="record-name">
          <span className="muted">{kind}</span>
          <h2>
            {title} <PendingDot pending={pending} />
          </h2>
          <p className="record-state">
            {state}
            {next !== undefined && <span className="muted">{next}</span>}
          </p>
        </div>
        <div className="record-actions">
          {actions}
          {onOwnWindow && (
            <button
              type="button"
              className="button quiet square"
              aria-label={t("action.ownWindow")}
              title={t("action.ownWindow")}
              onClick={onOwnWindow}
            >
              <Icon name="window" />
            </button>
          )}
          <CloseButton onClose={onClose} />
        </div>
      </header>
      <div className="record-body" ref={body} tabIndex={0} role="group" aria-label={t("record.facts")}>
        <div className="record-facts">{children}</div>
        {timeline !== undefined && <aside className="record-side">{timeline}</aside>}
      </div>
    </article>
  );
}

interface Lost {
  kind: string;
  title: string;
  thrown: unknown;
  onClose: () => void;
}

/** Stands in for a record that the desk could not show. */
export function RecordLost({ kind, title, thrown, onClose }: Lost) {
  return (
    <RecordPage kind={kind} title={title} onClose={onClose}>
      <Problem thrown={thrown} />
    </RecordPage>
  );
}

export interface FactItem {
  /** Tells two facts of one label apart. */
  id?: string;
  label: string;
  value: ReactNode;
  /** Set where there is nothing, so that the group can fold it away. */
  empty?: boolean;
}

/** A group of facts. Those without a value are folded into one line that opens. */
export function Facts({ title, items, children }: { title: string; items: readonly FactItem[]; children?: ReactNode }) {
  const { t } = useTranslation("common");
  const filled = items.filter((item) => item.empty !== true);
  const empty = items.filter((item) => item.empty === true);
  return (
    <section className="facts">
      <h3>{title}</h3>
      {filled.length > 0 && (
        <dl>
          {filled.map((item) => (
            <div key={item.id ?? item.label}>
              <dt>{item.label}</dt>
              <dd>{item.value}</dd>
            </div>
          ))}
        </dl>
      )}
      {children}
      {empty.length > 0 && (
        <details>
          <summary>{t("record.empty", { count: empty.length })}</summary>
          <p className="muted">{empty.map((item) => item.label).join(t("listSeparator"))}</p>
        </details>
      )}
    </section>
  );
}

export interface TimelineEntry {
  id: string;
  at: number;
  who: string;
  what: ReactNode;
  pending?: boolean;
}

/** What happened, newest first, with people and times. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  const { t } = useTranslation("common");
  return (
    <section className="timeline">
      <h3>{t("record.timeline")}</h3>
      {entries.length === 0 && <p className="muted">{t("record.noEvents")}</p>}
      <ol>
        {entries.map((entry) => (
          <li key={entry.id}>
            <p>
              {entry.what}
              <PendingDot pending={entry.pending === true} />
            </p>
            <p className="muted">
              {entry.who} · <When at={entry.at} />
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

interface Told {
  command: string;
  at: number;
  who: string;
  pending?: boolean;
}

/** The commands that made a record what it is, each told in the words of its area. */
export function Story<Entry extends Told>(props: { entries: readonly Entry[]; tell: (entry: Entry) => ReactNode }) {
  const { entries, tell } = props;
  return (
    <Timeline
      entries={entries.map((entry, at) => ({
        // One command may be told twice.
        id: `${entry.command} ${at}`,
        at: entry.at,
        who: entry.who,
        what: tell(entry),
        pending: entry.pending === true,
      }))}
    />
  );
}
