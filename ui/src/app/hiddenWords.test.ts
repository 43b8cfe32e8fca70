// Words for whoever hears the page: hidden in one way everywhere, and in a way that makes no page longer.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const SOURCES = join(process.cwd(), "src");

/** Every rule of the page's style sheets that takes its words out of sight. */
const rules = readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".css"))
  .flatMap((name) => readFileSync(join(SOURCES, name), "utf8").split("}"))
  .filter((rule) => rule.includes("clip-path: inset(50%)"));

it("hides words by one rule alone", () => {
  expect(rules.map((rule) => /([^\s}]+) \{/.exec(rule)?.[1])).toEqual([".hidden-words"]);
});

it("keeps hidden words where nothing scrolls further for them", () => {
  const rule = rules[0] ?? "";
  expect(rule).toMatch(/position: absolute;/);
  expect(rule).toMatch(/\btop: 0;/);
  expect(rule).toMatch(/\bleft: 0;/);
});
