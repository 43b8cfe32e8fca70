// The one thing this screen is for, always in the lower right corner: its verb, its key, and beside it what is
// missing, each item a link to its field. The latest screen that brings one owns the corner.
import { useEffect, useId, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { until } from "../lib/coming";
import { type ActionDeclaration, useAction } from "../lib/keys";
import { createStore, useStore } from "../lib/store";
import { Keys, spokenChord } from "./Keys";

export interface Missing {
  id: string;
  label: string;
  /** Takes the person to where it can be mended. */
  go: () => void;
}

interface Props {
  action: ActionDeclaration;
  /** While what it returns is not settled, it is not done a second time. */
  run: () => unknown;
  missing?: readonly Missing[];
  /** Why it cannot be done, where nothing the person fills in would help. */
  whyNot?: string | null;
  busy?: boolean;
}

const corner = createStore<HTMLElement | null>(null);
const owners = createStore<readonly string[]>([]);

function placeCorner(element: HTMLElement | null): void {
  corner.set(element);
}

/** The corner itself; stands once in the frame and takes room only while somebody owns it. */
export function PrimaryCorner() {
  const owned = useStore(owners, (all) => all.length > 0);
  return <div className="primary-corner" hidden={!owned} ref={placeCorner} />;
}

export function PrimaryAction({ action, run, missing = [], whyNot = null, busy = false }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const place = useStore(corner);
  const owner = useStore(owners, (all) => all.at(-1) === id);
  useEffect(() => {
    owners.set((before) => [...before, id]);
    return () => owners.set((before) => before.filter((other) => other !== id));
  }, [id]);

  const [going, setGoing] = useState<"yes" | "no">("no");
  const done = useRef<Promise<unknown> | null>(null);
  const press = () => {
    const [first] = missing;
    if (busy || whyNot !== null || done.current !== null) return;
    if (first) return first.go();
    const given = run();
    if (!(given instanceof Promise)) return;
    setGoing("yes");
    const settled = () => {
      done.current = null;
      setGoing("no");
    };
    done.current = until(given).then(settled, settled);
  };
  useAction(action, press, { whyNot, offered: owner ? "yes" : "no" });
  if (place === null || !owner) return null;
  const dead = whyNot !== null || missing.length > 0;
  return createPortal(
    <>
      {(whyNot !== null || missing.length > 0) && (
        <p className="missing" id={`${id}-missing`}>
          {whyNot ?? (
            <>
              <span className="muted">{t("common:primary.missing")}</span>
              {missing.map((item) => (
                <button key={item.id} type="button" className="link" onClick={item.go}>
                  {item.label}
                </button>
              ))}
            </>
          )}
        </p>
      )}
      <button
        type="button"
        className="button primary"
        data-primary=""
        aria-disabled={dead}
        aria-busy={busy || going === "yes"}
        aria-describedby={dead ? `${id}-missing` : undefined}
        aria-keyshortcuts={spokenChord(action.keys?.[0])}
        onClick={press}
      >
        {t(action.label)}
        <Keys chord={action.keys?.[0]} />
      </button>
    </>,
    place,
  );
}
