// The terms of a rule of law in words: what its text names is called by its word, a rate is in per cent, money in yuan.
import { type Translate, wordFor } from "../../lib/i18n";
import { formatCount, formatFen } from "../../lib/money";
import type { Language } from "../../lib/settings";

export interface Term {
  /** What it is about: "Compulsory insurance · family". */
  name: string;
  value: string;
}

/** Under these names numbers are fen; elsewhere they count something that the name says. */
const MONEY = new Set(["cap", "threshold", "amount", "base", "least", "most", "provinces"]);
const RATE = /^-?\d+(\.\d+)?$/;

interface Place {
  names: readonly string[];
  isMoney: "yes" | "no";
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Per cent without the zeros that a binary fraction would put behind it. */
function percent(rate: string): string {
  return `${Number((Number(rate) * 100).toFixed(6))} %`;
}

export function termsOf(terms: Fields, language: Language, t: Translate): Term[] {
  const fields = Array.isArray(terms.holidays) ? daysOff(terms.holidays.filter(isFields), language) : terms;
  return within(fields, { names: [], isMoney: "no" }, t);
}

/** The blocks of a year's calendar, by the names that the calendar itself gives them. */
function daysOff(holidays: Fields[], language: Language): Fields {
  const name = language === "zh-CN" ? "zh" : "en";
  return Object.fromEntries(holidays.map((block) => [String(block[name]), `${block.from} – ${block.to}`]));
}

function within(fields: Fields, place: Place, t: Translate): Term[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    const called = t(`rules:term.${name}`, { defaultValue: wordFor("province", name, "quotes") });
    const isMoney = MONEY.has(name) ? "yes" : place.isMoney;
    const here: Place = { names: [...place.names, called], isMoney };
    return one(value, here, t);
  });
}

function one(value: unknown, place: Place, t: Translate): Term[] {
  if (value === null || value === undefined) return [];
  if (isFields(value)) return within(value, place, t);
  if (Array.isArray(value)) {
    if (value.some(isFields)) return value.flatMap((row, at) => one(row, numbered(place, at), t));
    const said = value.map((each) => plain(each, place, t)).join(t("common:listSeparator"));
    return [{ name: called(place), value: said }];
  }
  return [{ name: called(place), value: plain(value, place, t) }];
}

function called({ names }: Place): string {
  return names.join(" · ");
}

function numbered(place: Place, at: number): Place {
  return { ...place, names: [...place.names, String(at + 1)] };
}

function plain(value: unknown, place: Place, t: Translate): string {
  if (typeof value === "number") return place.isMoney === "yes" ? formatFen(value) : formatCount(value);
  const text = String(value);
  if (RATE.test(text)) return percent(text);
  return t(`rules:value.${text}`, { defaultValue: text });
}
