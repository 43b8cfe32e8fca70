// Every term, rule and word of the rules that the program brings along has its word in both languages; rates are in per
// cent and money in yuan.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import i18next from "i18next";
import { expect, test } from "vitest";
import { formatCount, formatFen } from "../../lib/money";
import { type Term, termsOf } from "./ruleTerms";

const RULES = join(process.cwd(), "../crates/domain/rules");
const LOCALES = join(process.cwd(), "src/locales");

type Words = Readonly<Record<string, Readonly<Record<string, string>>>>;

const words = (language: string, area: string) =>
  JSON.parse(readFileSync(join(LOCALES, language, `${area}.json`), "utf8")) as Words;

interface Text {
  set?: string;
  edition?: string;
  [table: string]: unknown;
}

const TEXTS = readdirSync(RULES)
  .map((file) => JSON.parse(readFileSync(join(RULES, file), "utf8")) as Text)
  .filter(({ edition }) => edition !== undefined);

function tablesOf({ set: _, edition: __, ...tables }: Text): [string, Record<string, unknown>[]][] {
  return Object.entries(tables) as [string, Record<string, unknown>[]][];
}

test("each rule and each of its terms is called by a word", () => {
  expect(TEXTS.length).toBe(8);
  for (const language of ["zh-CN", "en"]) {
    const { term = {}, rule = {}, set = {}, value = {} } = words(language, "rules");
    const { province = {} } = words(language, "quotes");
    const nameless = new Set<string>();
    const look = (found: unknown): void => {
      if (Array.isArray(found)) {
        for (const each of found) look(each);
        return;
      }
      if (typeof found === "string") {
        // A class of licence is its own word.
        if (!/^-?[\d.]+$|^\d{4}-|^[A-Z]\d?$/.test(found) && value[found] === undefined) nameless.add(found);
        return;
      }
      if (typeof found !== "object" || found === null) return;
      for (const [name, inner] of Object.entries(found)) {
        if (term[name] === undefined && province[name] === undefined) nameless.add(name);
        look(inner);
      }
    };
    for (const text of TEXTS) {
      if (set[String(text.set)] === undefined) nameless.add(String(text.set));
      for (const [table, rows] of tablesOf(text)) {
        if (rule[table] === undefined) nameless.add(table);
        for (const { from: _, to: __, source: ___, holidays, ...terms } of rows)
          if (holidays === undefined) look(terms);
      }
    }
    expect([...nameless], language).toEqual([]);
  }
});

const t = i18next.t;
const said = (terms: Record<string, unknown>): Term[] => termsOf(terms, "zh-CN", t);

test("a rate is said in per cent, a sum in yuan, a count as it is", () => {
  expect(said({ share: "0.5", cap: 1_500_000 })).toEqual([
    { name: "减免比例", value: "50 %" },
    { name: "最高", value: formatFen(1_500_000) },
  ]);
  expect(said({ rate: "0.005" })).toEqual([{ name: "比例", value: "0.5 %" }]);
  expect(said({ guaranteeKm: 50_000 })).toEqual([{ name: "三包有效期（公里）", value: formatCount(50_000) }]);
});

test("what lies within another term is called by both, and lists stand in one", () => {
  expect(said({ provinces: { beijing: [30_000, 42_000] } })).toEqual([
    { name: "各地税额 · 北京", value: "300.00、420.00" },
  ]);
  expect(said({ bands: [{ upToMl: 1000, least: 6000, most: 36_000 }] }).map(({ name }) => name)).toEqual([
    "排量档 · 1 · 排量至（毫升）",
    "排量档 · 1 · 最低",
    "排量档 · 1 · 最高",
  ]);
});

test("a year's days off are called as its calendar calls them", () => {
  const holidays = [{ zh: "元旦", en: "New Year's Day", from: "2026-01-01", to: "2026-01-03" }];
  expect(said({ year: 2026, holidays })).toEqual([{ name: "元旦", value: "2026-01-01 – 2026-01-03" }]);
});
