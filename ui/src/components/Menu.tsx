// A menu behind a button, after the ARIA menu-button pattern: arrows move, Enter does, Esc closes and returns.
import { type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { type ActionDeclaration, declareAction, useAction } from "../lib/keys";
import { Keys } from "./Keys";
import "./menu.css";

export interface MenuItem {
  id: string;
  label: string;
  chord?: string | undefined;
  look?: "danger";
  /** A sentence about what it will do, for rare and dangerous things. */
  consequence?: string;
  run: () => void;
}

interface Props {
  label: string;
  button: ReactNode;
  items: MenuItem[];
  look?: string;
  align?: "start" | "end";
  /** The action whose key opens it. */
  opens?: ActionDeclaration;
}

/** Stands for the action of a menu that no key opens; it is never on offer. */
const NOTHING = declareAction({ id: "menu.nothing", label: "", group: "screen", palette: "hidden" });

/** Pixels between the button and its menu, and between the menu and the edge of the window. */
const GAP = 4;

/** Lays the menu above everything, below its button or above it, wherever there is more room; the rest it scrolls. */
function place(menu: HTMLElement, button: HTMLElement, align: "start" | "end"): void {
  const box = button.getBoundingClientRect();
  const below = innerHeight - box.bottom - 2 * GAP;
  const above = box.top - 2 * GAP;
  // The test's document has no top layer.
  menu.showPopover?.();
  const under = below >= menu.scrollHeight || below >= above;
  Object.assign(menu.style, {
    top: under ? `${box.bottom + GAP}px` : "auto",
    bottom: under ? "auto" : `${innerHeight - box.top + GAP}px`,
    left: align === "start" ? `${box.left}px` : "auto",
    right: align === "end" ? `${innerWidth - box.right}px` : "auto",
    maxHeight: `${under ? below : above}px`,
  });
}

export function Menu({ label, button, items, look = "button quiet", align = "end", opens }: Props) {
  const [open, setOpen] = useState<"yes" | "no">("no");
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  useAction(opens ?? NOTHING, () => setOpen("yes"), { offered: opens === undefined ? "no" : "yes" });
  const sheet = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    if (open === "yes" && sheet.current && opener.current) place(sheet.current, opener.current, align);
  }, [open, align]);

  useEffect(() => {
    if (open === "no") return;
    root.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus();
    const outside = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) setOpen("no");
    };
    const away = () => setOpen("no");
    window.addEventListener("pointerdown", outside);
    window.addEventListener("resize", away);
    return () => {
      window.removeEventListener("pointerdown", outside);
      window.removeEventListener("resize", away);
    };
  }, [open]);

  const close = () => {
    setOpen("no");
    opener.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (open === "no") {
      if (event.key === "ArrowDown") {
        event.preventDefault();
        setOpen("yes");
      }
      return;
    }
    const entries = [...(root.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
    const at = entries.indexOf(document.activeElement as HTMLElement);
    const go: Record<string, number> = {
      ArrowDown: (at + 1) % entries.length,
      ArrowUp: (at - 1 + entries.length) % entries.length,
      Home: 0,
      End: entries.length - 1,
    };
    const target = go[event.key];
    if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      close();
    } else if (target !== undefined) {
      event.preventDefault();
      entries[target]?.focus();
    }
    event.stopPropagation();
  };

  return (
    <div className="menu-root" ref={root} onKeyDown={onKeyDown}>
      <button
        ref={opener}
        type="button"
        className={look}
        aria-haspopup="menu"
        aria-expanded={open === "yes"}
        aria-controls={open === "yes" ? id : undefined}
        aria-label={label}
        title={label}
        onClick={() => setOpen(open === "yes" ? "no" : "yes")}
      >
        {button}
      </button>
      {open === "yes" && (
        <div ref={sheet} id={id} role="menu" popover="manual" aria-label={label} className="menu">
          {items.map((item) => (
            <button
              key={item.id}
              type="button"
              role="menuitem"
              tabIndex={-1}
              className={`menu-item ${item.look ?? ""}`}
              onClick={() => {
                close();
                item.run();
              }}
            >
              <span>
                {item.label}
                {item.consequence !== undefined && <small>{item.consequence}</small>}
              </span>
              <Keys chord={item.chord} />
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
