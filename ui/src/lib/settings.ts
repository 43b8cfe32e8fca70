// What a person has chosen: language, look, and what each list and split remembered. The desk keeps it per person;
// language and look are also kept by this window, so that the sign-in screen already has them.
import { act, hear, query } from "./ipc";
import { createStore, useStore } from "./store";
import { type Appearance, applyAppearance, type Density, onSystemTheme, type ThemeChoice } from "./theme";

export type Language = "zh-CN" | "en";

export interface ListMemory {
  /** The shown columns, in their order. */
  columns?: string[];
  widths?: Record<string, number>;
  sort?: { column: string; descending: boolean } | null;
  views?: { name: string; filters: Record<string, string[]>; sort: { column: string; descending: boolean } | null }[];
}

/** How a form came out of the printer last. */
export interface PrintingMemory {
  printer: string;
  tray: string;
  /** Calibration in millimetres. */
  shiftRightMm: number;
  shiftDownMm: number;
}

export interface Settings extends Appearance {
  language: Language;
  rail: "words" | "icons";
  sounds: "off" | "on";
  lists: Record<string, ListMemory>;
  /** The width of the left part of each split, in per cent. */
  splits: Record<string, number>;
  /** By form. */
  printing: Record<string, PrintingMemory>;
  /** The filters of each report as they stood last. */
  reports: Record<string, Readonly<Record<string, string>>>;
}

const WINDOW_KEY = "forecourt.look";

function isLanguage(value: unknown): value is Language {
  return value === "zh-CN" || value === "en";
}

function systemLanguage(): Language {
  return navigator.language.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

const DEFAULTS: Settings = {
  language: "zh-CN",
  theme: "system",
  density: "normal",
  scale: 100,
  rail: "words",
  sounds: "off",
  lists: {},
  splits: {},
  printing: {},
  reports: {},
};

/** Takes from anything that was stored what is understood today; the rest keeps its default. */
export function readSettings(stored: unknown, base: Settings): Settings {
  if (typeof stored !== "object" || stored === null) return base;
  const found = stored as Partial<Record<keyof Settings, unknown>>;
  const oneOf = <Word extends string>(value: unknown, words: readonly Word[], other: Word): Word =>
    words.find((word) => word === value) ?? other;
  const record = <Value>(value: unknown, other: Record<string, Value>): Record<string, Value> =>
    typeof value === "object" && value !== null ? (value as Record<string, Value>) : other;
  const scale = typeof found.scale === "number" ? Math.min(200, Math.max(100, Math.round(found.scale))) : base.scale;
  return {
    language: isLanguage(found.language) ? found.language : base.language,
    theme: oneOf<ThemeChoice>(found.theme, ["system", "light", "dark"], base.theme),
    density: oneOf<Density>(found.density, ["compact", "normal", "comfortable"], base.density),
    scale,
    rail: oneOf(found.rail, ["words", "icons"] as const, base.rail),
    sounds: oneOf(found.sounds, ["off", "on"] as const, base.sounds),
    lists: record(found.lists, base.lists),
    splits: record(found.splits, base.splits),
    printing: record(found.printing, base.printing),
    reports: record(found.reports, base.reports),
  };
}

function ofThisWindow(): Settings {
  const base = { ...DEFAULTS, language: systemLanguage() };
  try {
    return readSettings(JSON.parse(localStorage.getItem(WINDOW_KEY) ?? "null"), base);
  } catch {
    return base;
  }
}

export const settings = createStore<Settings>(ofThisWindow());

let saving: ReturnType<typeof setTimeout> | undefined;
/** The last time that the desk was asked to keep the choices. */
let kept: Promise<unknown> = Promise.resolve();
/** Whose choices these are; null while nobody is signed in and they are the window's alone. */
let whose: string | null = null;
/** How often something was chosen in this window. */
let chosen = 0;

function keepInWindow(): void {
  const { language, theme, density, scale } = settings.get();
  localStorage.setItem(WINDOW_KEY, JSON.stringify({ language, theme, density, scale }));
}

/**
 * Changes a choice: shown at once. The desk keeps widths and splits at the next pause, and the language at once, since
 * its own answers are in it.
 */
export function changeSettings(change: Partial<Settings>): void {
  const former = settings.get().language;
  chosen += 1;
  settings.set((before) => ({ ...before, ...change }));
  keepInWindow();
  const { language } = settings.get();
  if (whose === null) {
    if (language !== former) act("settings.speak", { language }).catch(() => undefined);
    return;
  }
  clearTimeout(saving);
  if (change.language === undefined) saving = setTimeout(save, 400);
  else save();
}

function save(): void {
  clearTimeout(saving);
  saving = undefined;
  kept = act("settings.save", { settings: { ...settings.get() } }).catch(() => undefined);
}

/** Has the desk keep at once what waits for a pause; for whoever is about to leave. */
export async function saveSettingsNow(): Promise<void> {
  if (saving !== undefined) save();
  await kept;
}

/** Changes what one list remembers. */
export function rememberList(id: string, change: ListMemory): void {
  const { lists } = settings.get();
  changeSettings({ lists: { ...lists, [id]: { ...lists[id], ...change } } });
}

/**
 * Fetches the choices of the person who is signed in. A desk that cannot answer leaves those of the window, and what
 * was chosen while the answer was on its way is newer than the answer.
 */
export async function loadSettings(person: string): Promise<void> {
  const before = chosen;
  try {
    const stored = await query("settings.load", {});
    if (whose === person && chosen !== before) return;
    settings.set((before) => readSettings(stored, { ...before, lists: {}, splits: {}, printing: {}, reports: {} }));
    keepInWindow();
  } catch {
    // The look of the window stands; nothing a person typed depends on it.
  }
  whose = person;
}

/** Whether the choices of this person are here. */
export function settingsOf(person: string): "here" | "away" {
  return whose === person ? "here" : "away";
}

/** Follows what the same person chooses in another window. */
export function followSettings(): () => void {
  return hear("changed", ({ kinds }) => {
    if (kinds.includes("setting") && saving === undefined && whose !== null) void loadSettings(whose);
  });
}

/** Called when nobody is signed in any more: later changes belong to the window alone. */
export function forgetPerson(): void {
  whose = null;
  clearTimeout(saving);
  saving = undefined;
}

export function useSettings<Picked>(pick: (value: Settings) => Picked): Picked {
  return useStore(settings, pick);
}

/** Keeps the document's look equal to the settings from now on. */
export function keepAppearance(): void {
  const apply = () => applyAppearance(settings.get());
  apply();
  settings.watch(apply);
  onSystemTheme(apply);
}
