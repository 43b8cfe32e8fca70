// What was just done, said once at the foot of the window. What can be undone stays for ten seconds with its Undo.
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { cover } from "../lib/cover";
import { declareAction, useAction } from "../lib/keys";
import { createStore, useStore } from "../lib/store";
import { Keys, spokenChord } from "./Keys";
import "./toasts.css";

const UNDO_FOR = 10_000;
const SAY_FOR = 5_000;

interface Toast {
  id: number;
  text: string;
  look: "done" | "bad";
  undo: (() => void) | null;
}

const toasts = createStore<readonly Toast[]>([]);
let drawn = 0;

function show(toast: Omit<Toast, "id">): void {
  drawn += 1;
  toasts.set((before) => [...before.filter((other) => other.undo === null).slice(-2), { ...toast, id: drawn }]);
}

/** Says what has happened. */
export function say(text: string, look: "done" | "bad" = "done"): void {
  show({ text, look, undo: null });
}

/** Says what has been done and offers to undo it for ten seconds. */
export function offerUndo(text: string, undo: () => void): void {
  show({ text, look: "done", undo });
}

const undoLast = declareAction({
  id: "frame.undo",
  label: "common:action.undo",
  keys: ["Ctrl+Z"],
  group: "everywhere",
});

function remove(id: number): void {
  toasts.set((before) => before.filter((each) => each.id !== id));
}

/** Where the sentences appear; stands once in the frame. */
export function Toasts() {
  const shown = useStore(toasts);
  // What one person did goes with them, and is not read off a locked screen.
  const covered = useStore(cover);
  useEffect(() => {
    if (covered === "on") toasts.set([]);
  }, [covered]);
  useEffect(() => {
    toasts.set([]);
    return () => toasts.set([]);
  }, []);
  const undoable = shown.find((each) => each.undo !== null);
  useAction(
    undoLast,
    () => {
      if (!undoable) return;
      remove(undoable.id);
      undoable.undo?.();
    },
    { offered: undoable ? "yes" : "no" },
  );
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map((toast) => (
        <ToastLine key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function ToastLine({ toast }: { toast: Toast }) {
  const { t } = useTranslation("common");
  useEffect(() => {
    const timer = setTimeout(() => remove(toast.id), toast.undo ? UNDO_FOR : SAY_FOR);
    return () => clearTimeout(timer);
  }, [toast]);
  return (
    <div className={`toast ${toast.look}`}>
      <span>{toast.text}</span>
      {toast.undo && (
        <button
          type="button"
          className="link"
          aria-keyshortcuts={spokenChord("Ctrl+Z")}
          onClick={() => {
            remove(toast.id);
            toast.undo?.();
          }}
        >
          {t("action.undo")}
        </button>
      )}
      {toast.undo && <Keys chord="Ctrl+Z" />}
    </div>
  );
}
