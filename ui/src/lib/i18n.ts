// Words in both languages. The sign-in screen's own words come with the entry; all others come as one file per
// language once somebody works. A namespace is an area; its sentences for refusals stand in its own file.
import i18next, { type TFunction } from "i18next";
import { initReactI18next } from "react-i18next";
import enEntry from "../locales/en/entry.json";
import zhEntry from "../locales/zh-CN/entry.json";
import { formatCount, formatFen } from "./money";
import { pieces } from "./pieces";
import { currentRoute } from "./router";
import { type Language, settings } from "./settings";
import { clockOf, shortDate, shortInstant, spokenMinutes, todayOf } from "./time";

type Words = Record<string, unknown>;

const loaded = new Set<Language>();

const bundles: Record<Language, () => Promise<{ words: Record<string, Words> }>> = {
  "zh-CN": () => import("../locales/zh-CN"),
  en: () => import("../locales/en"),
};

/** Loads every area's words of one language; does nothing the second time. */
export async function loadWords(language: Language): Promise<void> {
  if (loaded.has(language)) return;
  const { words } = await bundles[language]();
  for (const [area, content] of Object.entries(words)) i18next.addResourceBundle(language, area, content, true, true);
  loaded.add(language);
}

/** Starts the translation with the entry's words alone. */
export function startWords(): void {
  void i18next.use(initReactI18next).init({
    lng: settings.get().language,
    fallbackLng: false,
    ns: ["entry"],
    defaultNS: "entry",
    resources: { "zh-CN": { entry: zhEntry }, en: { entry: enEntry } },
    interpolation: { escapeValue: false },
    react: { useSuspense: false, bindI18nStore: "added" },
    initAsync: false,
  });
  const formatter = i18next.services.formatter;
  const now = () => ({ language: i18next.language, now: Date.now() });
  formatter?.add("whole", (value) => (typeof value === "number" ? formatCount(value) : ""));
  formatter?.add("fen", (value) => (typeof value === "number" ? formatFen(value) : ""));
  formatter?.add("instant", (value) => (typeof value === "number" ? shortInstant(value, now()) : ""));
  // A time that somebody agrees on is said with its hour, however far away the day is.
  formatter?.add("moment", (value) =>
    typeof value === "number" ? `${shortDate(todayOf(value), now())} ${clockOf(value)}` : "",
  );
  formatter?.add("lasting", (value) => (typeof value === "number" ? spokenMinutes(value, i18next.language) : ""));
  formatter?.add("pieces", (value) => (typeof value === "number" ? pieces(value) : ""));
  formatter?.add("date", (value) => (typeof value === "string" ? shortDate(value, now()) : ""));
  document.documentElement.lang = i18next.language;
  settings.watch(() => {
    const { language } = settings.get();
    if (language !== i18next.language) void speak(language);
  });
}

/** Turns the whole page to another language on the spot; open forms keep what was typed. */
async function speak(language: Language): Promise<void> {
  if (loaded.size > 0) await loadWords(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/**
 * Every namespace of the current language, for keys that any area may hold (refusals, states, rights). Areas share
 * words: a car and an order are both "delivered" and are not said alike. The area that is meant comes first, then the
 * one that is on the screen.
 */
function everywhere(meant?: string): string[] {
  const all = Object.keys(i18next.store.data[i18next.language] ?? {});
  const first = [meant, currentRoute().area].filter((area) => area !== undefined && all.includes(area)) as string[];
  return [...new Set([...first, ...all])];
}

/** Values that are words of the domain and have words for people: `{ right: "seeCost" }` reads as the right's name. */
const NAMED = ["right", "field", "kind", "state", "skill"];

type Values = Record<string, string | number | null>;

function inWords(values: Values, area: string | undefined): Values {
  const said: Values = { ...values };
  for (const name of NAMED) {
    const value = values[name];
    if (typeof value === "string") said[name] = wordFor(name, value, area);
  }
  // Several rights travel as one text, their words separated by commas.
  if (typeof values.rights === "string") {
    const each = values.rights.split(",").map((right) => wordFor("right", right, area));
    said.rights = each.join(i18next.t("common:listSeparator"));
  }
  return said;
}

/** The word for a value of the domain, wherever an area keeps it: wordFor("state", "inStock", "vehicles"). */
export function wordFor(group: string, value: string, area?: string): string {
  return i18next.t(`${group}.${value}`, { ns: everywhere(area), defaultValue: value });
}

/** The sentence for a refusal, failure or concern by its code, or null where no area has one. */
export function sentenceFor(group: "refusal" | "failure" | "concern", code: string, values: Values): string | null {
  const key = `${group}.${code}`;
  const area = everywhere().find((each) => i18next.exists(key, { ns: [each] }));
  return area === undefined ? null : i18next.t(key, { ns: [area], ...inWords(values, area) });
}

export type Translate = TFunction;
