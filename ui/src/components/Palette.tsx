// Ctrl+K: one box for every record and every action. Records come from the desk's search as one types; actions are
// those that are on offer right now, with their keys, so that the palette also teaches them.
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SearchHit } from "../bindings/rpc";
import { useCatalogueWords } from "../lib/catalogueWords";
import { useDesk } from "../lib/desk";
import { wordFor } from "../lib/i18n";
import type { LiveAction } from "../lib/keys";
import { Dialog } from "./Dialog";
import { Keys } from "./Keys";
import "./palette.css";

/** Of each kind, so that all kinds stand on the sheet; whoever needs more types another letter. */
const HITS = 6;

interface Entry {
  id: string;
  /** The heading that it stands under: its kind of record, or the commands. */
  group: string;
  title: string;
  detail: string;
  chord: string | undefined;
  whyNot: string | null;
  run: () => void;
}

interface Props {
  /** What the box holds at first: empty, or what was scanned. */
  start: string;
  actions: readonly LiveAction[];
  onOpen: (hit: SearchHit) => void;
  onClose: () => void;
}

export function Palette({ start, actions, onOpen, onClose }: Props) {
  const { t } = useTranslation("common");
  const said = useCatalogueWords();
  const [text, setText] = useState(start);
  const [active, setActive] = useState(0);
  const [due, setDue] = useState<"yes" | "no">("no");
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const wanted = text.trim();
  const found = useDesk("search.all", { text: wanted, limit: HITS }, { asked: wanted === "" ? "no" : "yes" });

  const entries = useMemo<Entry[]>(() => {
    const hits = wanted === "" ? [] : (found.data?.hits ?? []);
    const records = hits.map(
      (hit): Entry => ({
        id: `${hit.kind}-${hit.id}`,
        group: wordFor("kind", hit.kind),
        title: said(hit.title),
        detail: said(hit.detail),
        chord: undefined,
        whyNot: null,
        run: () => onOpen(hit),
      }),
    );
    const words = wanted.toLowerCase();
    const doing = actions
      .filter((action) => action.palette !== "hidden")
      .map(
        (action): Entry => ({
          id: action.id,
          group: t("palette.actions"),
          title: t(action.label),
          detail: action.whyNot ?? "",
          chord: action.keys?.[0],
          whyNot: action.whyNot,
          run: action.run,
        }),
      )
      .filter((entry) => `${entry.title} ${entry.id}`.toLowerCase().includes(words));
    // A command that is named in full is meant; otherwise records come first.
    const named = doing.filter((entry) => entry.title.toLowerCase() === words);
    return [...named, ...records, ...doing.filter((entry) => !named.includes(entry))];
  }, [wanted, found.data, actions, onOpen, t, said]);

  const at = Math.min(active, Math.max(0, entries.length - 1));
  const chosen = entries[at];
  const answered = wanted === "" || !(found.isPending || found.isPlaceholderData);

  useEffect(() => {
    list.current?.querySelector(`[data-at="${at}"]`)?.scrollIntoView({ block: "nearest" });
  }, [at]);

  const take = (entry: Entry | undefined) => {
    if (!entry || entry.whyNot !== null) return;
    onClose();
    // The action runs on the screen below, so the palette must be gone first.
    setTimeout(entry.run);
  };

  useEffect(() => {
    if (due === "yes" && answered) {
      setDue("no");
      take(chosen);
    }
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && entries.length > 0) {
      event.preventDefault();
      setActive((at + step + entries.length) % entries.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      // Who types on is quicker than any search, and means the first of what is found, not of what stands there still.
      if (answered || at > 0) take(chosen);
      else setDue("yes");
    } else if (event.key === "Escape") {
      // The dialog hears Esc by itself, but not always while somebody types in it.
      event.preventDefault();
      onClose();
    }
  };

  const optionId = (entry: Entry) => `${id}-${entry.id}`;

  return (
    <Dialog title={t("palette.title")} head="spoken" look="top" onClose={onClose}>
      <input
        className="palette-box"
        type="text"
        role="combobox"
        aria-label={t("palette.title")}
        aria-expanded={entries.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={chosen ? optionId(chosen) : undefined}
        placeholder={t("palette.placeholder")}
        autoComplete="off"
        spellCheck={false}
        value={text}
        autoFocus
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
          setDue("no");
        }}
        onKeyDown={onKeyDown}
      />
      <div
        id={`${id}-list`}
        ref={list}
        role="listbox"
        aria-label={t("palette.found")}
        className="palette-list"
        tabIndex={-1}
      >
        {entries.map((entry, index) => (
          <div key={entry.id}>
            {entry.group !== entries[index - 1]?.group && (
              <p className="palette-group" aria-hidden="true">
                {entry.group}
              </p>
            )}
            {/* The box keeps the focus and names the active option, as the combobox pattern has it. */}
            <div
              id={optionId(entry)}
              role="option"
              tabIndex={-1}
              data-at={index}
              className="palette-entry"
              aria-selected={index === at}
              aria-disabled={entry.whyNot !== null}
              onClick={() => take(entry)}
              onPointerMove={() => setActive(index)}
            >
              <span className="palette-title">{entry.title}</span>
              <span className="muted">{entry.detail}</span>
              <Keys chord={entry.chord} />
            </div>
          </div>
        ))}
      </div>
      {entries.length === 0 && (
        <p className="palette-none muted" role="status">
          {t("palette.none")}
        </p>
      )}
    </Dialog>
  );
}
