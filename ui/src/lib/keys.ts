// One declaration per thing a person can do. Its words and its key stand in the declaration; the screen that can do it
// right now adds how. Buttons, menus, the palette and the sheet of keys all read the same list.
import { createContext, type RefObject, use, useInsertionEffect, useLayoutEffect, useRef, useState } from "react";
import { coming } from "./coming";
import { cover } from "./cover";
import { createStore, useStore } from "./store";

export interface ActionDeclaration {
  /** Area and verb, "vehicles.take". */
  id: string;
  /** The i18n key of its words, with namespace: "vehicles:action.take". */
  label: string;
  /** "Ctrl+Enter", "J", "?"; several where several do the same. The first is the one that is shown. */
  keys?: readonly string[];
  /** Where it stands in the sheet of keys. */
  group: "screen" | "list" | "form" | "everywhere";
  /** Not offered by the palette: moving about in a list, say, needs no name. */
  palette?: "hidden";
}

export interface LiveAction extends ActionDeclaration {
  run: () => void;
  /** Null when it can be done, else the sentence that says why not. */
  whyNot: string | null;
}

interface Registration {
  declaration: ActionDeclaration;
  /** What it does and whether it can, as of the last drawing of the screen that offers it. */
  how: RefObject<{ run: () => void; whyNot: string | null }>;
  layer: number;
}

const registrations = createStore<readonly Registration[]>([]);

/** The layers that lie above the screen now, the highest last. */
let layers: readonly number[] = [];
let opened = 0;

/** The layer that a component stands on; 0 is the screen itself. */
export const Layer = createContext(0);

/** Every key that does something somewhere. */
const declaredKeys = new Set<string>();

export function declareAction(declaration: ActionDeclaration): ActionDeclaration {
  for (const key of declaration.keys ?? []) declaredKeys.add(key);
  return declaration;
}

/**
 * Lays a layer above the screen while the component is there: keys of what lies below rest. What stands on it is wrapped
 * in `Layer`, so that an action belongs to where it stands and not to what is open when it is first offered.
 */
export function useLayer(): number {
  const [own] = useState(() => {
    opened += 1;
    return opened;
  });
  useInsertionEffect(() => {
    layers = [...layers, own];
    return () => {
      layers = layers.filter((other) => other !== own);
    };
  }, [own]);
  return own;
}

/** Whether this layer is the one that a person has before them. */
export function isOnTop(layer: number): boolean {
  return layer === (layers.at(-1) ?? 0);
}

function reachable(registration: Registration): boolean {
  return registration.declaration.group === "everywhere" || isOnTop(registration.layer);
}

/** Offers an action while the component is there. `whyNot` keeps it in sight, saying what is missing. */
export function useAction(
  declaration: ActionDeclaration,
  run: () => void,
  options: { whyNot?: string | null; offered?: "yes" | "no" } = {},
): void {
  const current = useRef({ run, whyNot: options.whyNot ?? null });
  current.current = { run, whyNot: options.whyNot ?? null };
  const offered = options.offered ?? "yes";
  const layer = use(Layer);
  useLayoutEffect(() => {
    if (offered === "no") return;
    const registration: Registration = { declaration, how: current, layer };
    registrations.set((before) => [...before, registration]);
    return () => registrations.set((before) => before.filter((other) => other !== registration));
  }, [declaration, offered, layer]);
}

/** What can be done at this moment, the latest registration of each id first of its kind. */
export function liveActions(): LiveAction[] {
  const found = new Map<string, LiveAction>();
  for (const registration of [...registrations.get()].reverse()) {
    if (!reachable(registration) || found.has(registration.declaration.id)) continue;
    found.set(registration.declaration.id, { ...registration.declaration, ...registration.how.current });
  }
  return [...found.values()].reverse();
}

/** Does a declared action, if it is on offer and can be done. */
export function doAction({ id }: ActionDeclaration): void {
  const live = liveActions().find((each) => each.id === id);
  if (live?.whyNot === null) live.run();
}

/** The same for components that list actions. */
export function useLiveActions(): LiveAction[] {
  useStore(registrations);
  return liveActions();
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return (
    target instanceof HTMLInputElement &&
    !["checkbox", "radio", "button", "submit", "file", "range", "color"].includes(target.type)
  );
}

/** The name of a pressed key, the same with an input method switched on. */
function keyName(event: KeyboardEvent): string {
  const letter = /^Key([A-Z])$/.exec(event.code);
  if (letter && (event.key === "Process" || event.key.length !== 1 || event.ctrlKey || event.altKey))
    return letter[1] ?? "";
  if (event.key === "？") return "?";
  if (event.key === " ") return "Space";
  return event.key.length === 1 ? event.key.toUpperCase() : event.key;
}

/** "Ctrl+Shift+L" of an event; Command counts as Ctrl, and Shift only where it does not make the sign itself. */
export function chordOf(event: KeyboardEvent): string {
  const name = keyName(event);
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push("Ctrl");
  if (event.altKey) parts.push("Alt");
  if (event.shiftKey && (name.length > 1 || /[A-Z]/.test(name))) parts.push("Shift");
  return [...parts, name].join("+");
}

function rests(chord: string, target: EventTarget | null): boolean {
  const bare = !chord.includes("Ctrl+") && !chord.includes("Alt+") && !/^F\d/.test(chord);
  return bare && chord !== "Escape" && isTyping(target);
}

/** What a key does now, if it does anything. */
function actionOf(chord: string): LiveAction | undefined {
  return liveActions()
    .reverse()
    .find((each) => each.keys?.includes(chord));
}

/** How long a key is kept for what is on its way, in milliseconds; later, nobody remembers having pressed it. */
const KEPT_FOR = 5_000;

/** Keys that were pressed for something that is on its way to the screen, in their order. */
let ahead: { chord: string; at: number }[] = [];
/** Pressed again within this time, while its effect is on its way, a key is impatience and no second wish. */
const IMPATIENCE = 1_000;

/** The key that acted last. */
let acted = { chord: "", at: 0 };

/** Whether a key that does nothing yet is meant for what comes. Keys like Enter also do what the browser has them do. */
function isAhead(event: KeyboardEvent, chord: string): boolean {
  const named = event.key.length > 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
  const again = acted.chord === chord && performance.now() - acted.at < IMPATIENCE;
  return coming.get() > 0 && declaredKeys.has(chord) && !named && !event.repeat && !again;
}

/** Does what was pressed ahead, one key at a time, each as soon as what it does is on the screen. */
function catchUp(): void {
  const [next] = ahead;
  if (!next) return;
  const action = cover.get() === "on" ? undefined : actionOf(next.chord);
  const late = performance.now() - next.at > KEPT_FOR;
  if (!action && !late && coming.get() > 0) return;
  ahead = ahead.slice(1);
  if (action && !late && !rests(next.chord, document.activeElement)) {
    acted = { chord: next.chord, at: performance.now() };
    if (action.whyNot === null) action.run();
  }
  catchUpSoon();
}

let soon: ReturnType<typeof setTimeout> | undefined;

/** Not before the drawing that offers the action is done. */
function catchUpSoon(): void {
  if (ahead.length === 0 || soon !== undefined) return;
  soon = setTimeout(() => {
    soon = undefined;
    catchUp();
  });
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || cover.get() === "on") return;
  const chord = chordOf(event);
  if (rests(chord, event.target)) return;
  const action = actionOf(chord);
  if (action) {
    event.preventDefault();
    // Who does something else meanwhile has gone on.
    ahead = [];
    acted = { chord, at: performance.now() };
    if (action.whyNot === null) action.run();
  } else if (isAhead(event, chord)) {
    event.preventDefault();
    ahead = [...ahead, { chord, at: performance.now() }];
  }
}

/** Starts to listen; called once by the frame. */
export function listenToKeys(): () => void {
  window.addEventListener("keydown", onKey);
  const stops = [registrations.watch(catchUpSoon), coming.watch(catchUpSoon)];
  return () => {
    window.removeEventListener("keydown", onKey);
    for (const stop of stops) stop();
    ahead = [];
  };
}

const SIGNS: Record<string, string> = {
  Ctrl: "Ctrl",
  Escape: "Esc",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Enter: "↵",
};

/** A chord as its keycaps. */
export function keycaps(chord: string): string[] {
  return chord.split("+").map((key) => SIGNS[key] ?? key);
}
