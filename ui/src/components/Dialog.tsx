// A native modal dialog: focus is held, the rest is inert, Esc closes, and the keys of the screen below rest.
import { type ReactNode, useEffect, useId, useRef } from "react";
import { cover } from "../lib/cover";
import { Layer, useLayer } from "../lib/keys";
import "./dialog.css";

interface Props {
  title: string;
  /** Whether the title is seen, or only heard. */
  head?: "shown" | "spoken";
  look?: "centred" | "wide" | "top" | "side" | "paper";
  onClose: () => void;
  children: ReactNode;
  foot?: ReactNode;
}

export function Dialog({ title, head = "shown", look = "centred", onClose, children, foot }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const close = useRef(onClose);
  close.current = onClose;
  const layer = useLayer();

  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    const follow = () => {
      if (cover.get() === "on") element?.close();
      else if (element && !element.open) element.showModal();
    };
    follow();
    const stop = cover.watch(follow);
    return () => {
      stop();
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);

  // The dialog hears Esc itself through onCancel; the click only closes when it falls on the backdrop.
  return (
    <Layer value={layer}>
      <dialog
        ref={dialog}
        className={`dialog ${look}`}
        aria-labelledby={id}
        onCancel={(event) => {
          event.preventDefault();
          close.current();
        }}
        onClick={(event) => {
          if (event.target === dialog.current) close.current();
        }}
      >
        <div className="dialog-sheet">
          <h2 id={id} className={head === "spoken" ? "hidden-words" : "dialog-head"}>
            {title}
          </h2>
          {children}
          {foot !== undefined && <div className="dialog-foot">{foot}</div>}
        </div>
      </dialog>
    </Layer>
  );
}
