// One declaration per thing a person can do. Its words and its key stand in the declaration; the screen that can do it
// right now adds how. Buttons, menus, the palette and the sheet of keys all read the same list.
import { type RefObject, useLayoutEffect, useRef } from "react";
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
let layer = 0;

export function declareAction(declaration: ActionDeclaration): ActionDeclaration {
  return declaration;
}

/** Opens a layer above the screen: keys of what lies below rest until it is closed. */
export function openLayer(): () => void {
  layer += 1;
  const own = layer;
  return () => {
    layer = Math.min(layer, own - 1);
  };
}

function reachable(registration: Registration): boolean {
  return registration.declaration.group === "everywhere" || registration.layer === layer;
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
  useLayoutEffect(() => {
    if (offered === "no") return;
    const registration: Registration = { declaration, how: current, layer };
    registrations.set((before) => [...before, registration]);
    return () => registrations.set((before) => before.filter((other) => other !== registration));
  }, [declaration, offered]);
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

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || cover.get() === "on") return;
  const chord = chordOf(event);
  const bare = !chord.includes("Ctrl+") && !chord.includes("Alt+") && !/^F\d/.test(chord);
  if (bare && chord !== "Escape" && isTyping(event.target)) return;
  const action = liveActions()
    .reverse()
    .find((each) => each.keys?.includes(chord));
  if (!action) return;
  event.preventDefault();
  if (action.whyNot === null) action.run();
}

/** Starts to listen; called once by the frame. */
export function listenToKeys(): () => void {
  window.addEventListener("keydown", onKey);
  return () => window.removeEventListener("keydown", onKey);
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
