// Long work never holds the window: it runs here with its progress, the time it still needs, and Cancel.
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { WorkProgress } from "../bindings/rpc";
import { sayError } from "../lib/errors";
import { act, hear } from "../lib/ipc";
import "./tray.css";

interface Running extends WorkProgress {
  since: number;
  /** Work that is done before anybody could wonder never comes into sight; its own screen says what came of it. */
  sight: "waiting" | "shown";
}

/** Work that nobody at this desk asked for stays small while it runs, so that it covers nothing that somebody reads. */
const BY_ITSELF: ReadonlySet<string> = new Set(["work.dailyBackUp"]);

/** How long work runs before it is worth a sign, in milliseconds. */
const SHOWN_AFTER = 1_000;

/** How long finished work stays in sight, in milliseconds. */
const LINGER = 6_000;

/** Seconds that the rest will take at the pace so far; null while that would be a guess. */
export function secondsLeft(work: { done: number; total: number | null; since: number }, now: number): number | null {
  const passed = (now - work.since) / 1000;
  if (work.total === null || work.done === 0 || passed < 1) return null;
  return Math.max(1, Math.round((passed / work.done) * (work.total - work.done)));
}

/** From so many seconds on, what is left is said in minutes. */
const IN_MINUTES = 100;

export function Tray() {
  const { t, i18n } = useTranslation("common");
  const [works, setWorks] = useState<readonly Running[]>([]);
  const met = useRef(new Set<string>());

  useEffect(() => {
    const show = (id: string) =>
      setWorks((before) => before.map((each) => (each.id === id ? { ...each, sight: "shown" } : each)));
    return hear("work", (progress) => {
      setWorks((before) => {
        const known = before.find((each) => each.id === progress.id);
        const sight = progress.state === "failed" ? "shown" : (known?.sight ?? "waiting");
        if (sight === "waiting" && progress.state !== "running") return before.filter((each) => each !== known);
        const next: Running = { ...progress, since: known?.since ?? Date.now(), sight };
        return known ? before.map((each) => (each.id === progress.id ? next : each)) : [...before, next];
      });
      if (!met.current.has(progress.id)) {
        met.current.add(progress.id);
        setTimeout(() => show(progress.id), SHOWN_AFTER);
      }
      if (progress.state === "done" || progress.state === "cancelled") {
        setTimeout(() => setWorks((before) => before.filter((each) => each.id !== progress.id)), LINGER);
      }
    });
  }, []);

  const shown = works.filter(
    ({ sight, state, label }) => sight === "shown" && !(state === "done" && BY_ITSELF.has(label)),
  );
  if (shown.length === 0) return null;
  return (
    <section className="tray" aria-label={t("tray.title")}>
      {shown.map((work) => {
        const left = work.state === "running" ? secondsLeft(work, Date.now()) : null;
        // The area that begins a work keeps its name.
        const ns = Object.keys(i18n.store.data[i18n.language] ?? {});
        // Work that does not go through rows says in its own words what came of it, and counts nothing.
        const ownWords = i18n.exists(`${work.label}Done`, { ns });
        const whatCameOfIt = ({ label, values, done }: Running) => {
          if (ownWords) return i18n.t(`${label}Done`, { ...values, ns });
          return done === 0 ? t("tray.doneAll") : t("tray.done", { count: done });
        };
        const name = i18n.exists(work.label, { ns }) ? i18n.t(work.label, { ...work.values, ns }) : t("tray.work");
        const small = work.state === "running" && BY_ITSELF.has(work.label);
        return (
          <div key={work.id} className={small ? "work small" : "work"}>
            <div className="work-line">
              <span>{name}</span>
              {work.state === "running" ? (
                <button
                  type="button"
                  className="link"
                  onClick={() => act("work.cancel", { id: work.id }).catch(() => undefined)}
                >
                  {t("tray.cancel")}
                </button>
              ) : (
                <button
                  type="button"
                  className="link"
                  onClick={() => setWorks((before) => before.filter((each) => each.id !== work.id))}
                >
                  {t("tray.dismiss")}
                </button>
              )}
            </div>
            {work.state === "running" && (
              <progress
                aria-label={name}
                max={work.total ?? undefined}
                value={work.total === null ? undefined : work.done}
              />
            )}
            <span className={small ? "hidden-words" : work.state === "failed" ? "problem" : "muted"} role="status">
              {work.state === "failed" && work.failure && sayError(work.failure)}
              {work.state === "done" && whatCameOfIt(work)}
              {work.state === "cancelled" && t("tray.cancelled")}
              {work.state === "running" &&
                (left !== null
                  ? left < IN_MINUTES
                    ? t("tray.left", { count: left })
                    : t("tray.leftMinutes", { count: Math.round(left / 60) })
                  : ownWords
                    ? t("tray.underWay")
                    : t("tray.running", { count: work.done }))}
            </span>
          </div>
        );
      })}
    </section>
  );
}
