// What somebody typed and has not saved. It goes to the desk at every pause, so that a closed window, a crash or a
// power cut leaves it there; the same form offers it again and one key brings it back.
import { useCallback, useEffect, useRef, useState } from "react";
import { act } from "./ipc";

/** How long a pause is, in milliseconds. */
const PAUSE = 400;

interface Kept<Content> {
  content: Content;
  /** An older draft that was offered and not yet taken up when new typing began. */
  earlier?: { content: Content; savedAt: number };
}

export interface OfferedDraft<Content> {
  content: Content;
  savedAt: number;
}

export interface Draft<Content> {
  /** The draft that waits to be taken up, if there is one. */
  offered: OfferedDraft<Content> | null;
  /** Whether all that was typed here has come to the desk. */
  kept: "yes" | "no";
  /** Keeps what the form holds now; written at the next pause. */
  keep: (content: Content) => void;
  /** Takes the offered draft up. */
  restore: () => Content | null;
  /** The offered draft is not wanted. */
  decline: () => void;
  /** Saves the form; then nothing is kept any more. */
  saved: (save: () => Promise<void>) => Promise<void>;
  /** The form was given up: nothing is kept any more. */
  discard: () => Promise<void>;
}

const writers = new Set<() => Promise<void>>();

/**
 * Drafts whose form is being saved. A form that comes empty again as soon as its record is there would otherwise offer
 * what was saved a moment ago.
 */
const beingSaved = new Map<string, Promise<void>>();

/**
 * Writes at once what waits for a pause: called before the screen is locked, somebody else takes the seat, or the
 * window closes. The promise is settled when all of it has come to the desk.
 */
export async function writeDraftsNow(): Promise<void> {
  await Promise.all([...writers].map((write) => write()));
}

const keyOf = (form: string, record: string | null) => `${form} ${record ?? ""}`;

/** The draft of one form, and of one record where the form edits a record. */
export function useDraft<Content>(form: string, record: string | null): Draft<Content> {
  const [offered, setOffered] = useState<OfferedDraft<Content> | null>(null);
  const [kept, setKept] = useState<"yes" | "no">("no");
  const waiting = useRef<OfferedDraft<Content> | null>(null);
  const pending = useRef<Content | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const write = useCallback(async () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    if (pending.current === undefined) return;
    const content: Kept<Content> = { content: pending.current };
    if (waiting.current) content.earlier = waiting.current;
    pending.current = undefined;
    await act("drafts.save", { form, record, content })
      .then(() => pending.current === undefined && setKept("yes"))
      .catch(() => undefined);
  }, [form, record]);

  useEffect(() => {
    let gone = false;
    const load = () => (gone ? null : act("drafts.load", { form, record }));
    const saving = beingSaved.get(keyOf(form, record));
    (saving === undefined ? Promise.resolve(load()) : saving.then(load))
      .then((found) => {
        if (gone || found === null) return;
        const former = found.content as Kept<Content>;
        waiting.current = former.earlier ?? { content: former.content, savedAt: found.savedAt };
        setOffered(waiting.current);
      })
      .catch(() => undefined);
    const hidden = () => void (document.visibilityState === "hidden" && write());
    const leave = () => void write();
    writers.add(write);
    window.addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", hidden);
    return () => {
      gone = true;
      writers.delete(write);
      window.removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", hidden);
      void write();
    };
  }, [form, record, write]);

  const settle = useCallback(() => {
    waiting.current = null;
    setOffered(null);
  }, []);

  const discard = useCallback(async () => {
    clearTimeout(timer.current);
    pending.current = undefined;
    settle();
    await act("drafts.discard", { form, record }).catch(() => undefined);
  }, [form, record, settle]);

  return {
    offered,
    kept,
    keep: useCallback(
      (content) => {
        pending.current = content;
        setKept("no");
        clearTimeout(timer.current);
        timer.current = setTimeout(() => void write(), PAUSE);
      },
      [write],
    ),
    restore: useCallback(() => {
      const taken = waiting.current;
      settle();
      return taken?.content ?? null;
    }, [settle]),
    decline: useCallback(() => {
      settle();
      if (pending.current === undefined) act("drafts.discard", { form, record }).catch(() => undefined);
    }, [form, record, settle]),
    saved: useCallback(
      async (save) => {
        const key = keyOf(form, record);
        const done = save().then(discard);
        // Whoever waits for it wants to know that it is over, not how it ended.
        const over = done.catch(() => undefined);
        beingSaved.set(key, over);
        try {
          await done;
        } finally {
          if (beingSaved.get(key) === over) beingSaved.delete(key);
        }
      },
      [form, record, discard],
    ),
    discard,
  };
}
