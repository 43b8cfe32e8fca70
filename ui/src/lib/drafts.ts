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
  /** Keeps what the form holds now; written at the next pause. */
  keep: (content: Content) => void;
  /** Takes the offered draft up. */
  restore: () => Content | null;
  /** The offered draft is not wanted. */
  decline: () => void;
  /** The form was saved or given up: nothing is kept any more. */
  discard: () => Promise<void>;
}

const writers = new Set<() => void>();

/** Writes at once what waits for a pause: called before the screen is locked or somebody else takes the seat. */
export function writeDraftsNow(): void {
  for (const write of writers) write();
}

/** The draft of one form, and of one record where the form edits a record. */
export function useDraft<Content>(form: string, record: string | null): Draft<Content> {
  const [offered, setOffered] = useState<OfferedDraft<Content> | null>(null);
  const waiting = useRef<OfferedDraft<Content> | null>(null);
  const pending = useRef<Content | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const write = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
    if (pending.current === undefined) return;
    const kept: Kept<Content> = { content: pending.current };
    if (waiting.current) kept.earlier = waiting.current;
    pending.current = undefined;
    act("drafts.save", { form, record, content: kept }).catch(() => undefined);
  }, [form, record]);

  useEffect(() => {
    let gone = false;
    act("drafts.load", { form, record })
      .then((found) => {
        if (gone || found === null) return;
        const kept = found.content as Kept<Content>;
        waiting.current = kept.earlier ?? { content: kept.content, savedAt: found.savedAt };
        setOffered(waiting.current);
      })
      .catch(() => undefined);
    const hidden = () => document.visibilityState === "hidden" && write();
    writers.add(write);
    window.addEventListener("pagehide", write);
    document.addEventListener("visibilitychange", hidden);
    return () => {
      gone = true;
      writers.delete(write);
      window.removeEventListener("pagehide", write);
      document.removeEventListener("visibilitychange", hidden);
      write();
    };
  }, [form, record, write]);

  const settle = useCallback(() => {
    waiting.current = null;
    setOffered(null);
  }, []);

  return {
    offered,
    keep: useCallback(
      (content) => {
        pending.current = content;
        clearTimeout(timer.current);
        timer.current = setTimeout(write, PAUSE);
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
    discard: useCallback(async () => {
      clearTimeout(timer.current);
      pending.current = undefined;
      settle();
      await act("drafts.discard", { form, record }).catch(() => undefined);
    }, [form, record, settle]),
  };
}
