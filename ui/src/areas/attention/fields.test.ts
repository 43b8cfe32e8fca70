// Every plain field of every command is either open to change or left out on purpose: a field that is new to the
// commands must be decided here.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { KINDS, OTHERWISE, openFields } from "./fields";

const BINDINGS = join(process.cwd(), "src/bindings");

/** What the desk drew, what a printed sheet holds, and what a file was called is not typed anew by hand. */
const LEFT = new Set([
  ...[
    "zone",
    "logo",
    "language",
    "templateVersion",
    "sha256",
    "data",
    "noticeVersion",
    "customerNumber",
    "externalKey",
  ],
  ...["subjectKind", "contractNumber", "handoverNumber", "receiptNumber", "day", "source", "edition", "fileName"],
  ...["pages", "type", "repairOrderNumber", "operationCode", "by"],
  // Points are given anew on the member's card, where the balance stands beside them; the day is the platform's.
  ...["points", "before"],
  // A set of rules of law is published by the platform, never typed at a desk.
  "text",
]);

function read(name: string): string {
  return readFileSync(join(BINDINGS, `${name}.ts`), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
}

const LOCALES = join(process.cwd(), "src/locales");
const LANGUAGES = ["zh-CN", "en"];
const AREAS = readdirSync(join(LOCALES, "en"))
  .filter((file) => file.endsWith(".json"))
  .map((file) => file.replace(".json", ""));

type Words = Record<"command" | "column" | "field", Record<string, unknown> | undefined>;

const WORDS = new Map<string, Words>(
  LANGUAGES.flatMap((language) =>
    AREAS.map((area) => [
      `${language} ${area}`,
      JSON.parse(readFileSync(join(LOCALES, language, `${area}.json`), "utf8")) as Words,
    ]),
  ),
);

function wordsOf(language: string, area: string): Words {
  const words = WORDS.get(`${language} ${area}`);
  if (words === undefined) throw new Error(`${area} has no words in ${language}`);
  return words;
}

/** The fields of a command that are a sum, a number, a date or a text, without those inside of others. */
function plainFields(command: string): string[] {
  const body = /= \{([\s\S]*)\};/.exec(read(command))?.[1] ?? "";
  return [...body.matchAll(/(?:^|,)\s*(\w+)\??: (?:Fen|number|string|Vin)(?: \| null)?\s*(?=,|$)/g)].map(
    ([, name]) => name ?? "",
  );
}

test("each plain field of a command can be changed, or is left out by name", () => {
  const commands = [...read("Command").matchAll(/"type": "(\w+)"/g)].map(([, name]) => name ?? "");
  expect(commands.length).toBeGreaterThan(80);
  const undecided = commands.flatMap((command) =>
    plainFields(command).filter((field) => KINDS[field] === undefined && !LEFT.has(field)),
  );
  expect(undecided).toEqual([]);
});

test("each field that can be changed has its word in both languages", () => {
  const commands = [...read("Command").matchAll(/"type": "(\w+)"/g)].map(([, name]) => name ?? "");
  const nameless = LANGUAGES.flatMap((language) =>
    commands.flatMap((command) => {
      const area = AREAS.find((each) => wordsOf(language, each).command?.[command] !== undefined) ?? "attention";
      return plainFields(command)
        .filter((field) => KINDS[field] !== undefined && !OTHERWISE.has(`${command}.${field}`))
        .filter((field) => {
          const { column, field: fields } = wordsOf(language, area);
          return (column?.[field] ?? fields?.[field] ?? wordsOf(language, "audit").field?.[field]) === undefined;
        })
        .map((field) => `${language} ${area}: ${command}.${field}`);
    }),
  );
  expect(nameless).toEqual([]);
});

test("records that a command names, lists, and words of the domain stay as they were", () => {
  const given = {
    type: "RecordPayment",
    order: "019ac000-0000-7000-8000-000000000001",
    kind: "balance",
    amount: 5_000_000,
    reference: "2026112900017",
    receiptNumber: "HY-A-R-0007",
    items: [1],
  };
  expect(openFields(given)).toEqual([
    { name: "amount", kind: "money", value: 5_000_000 },
    { name: "reference", kind: "text", value: "2026112900017" },
  ]);
  expect(openFields({ type: "ReportLost", reason: "price", competitor: "" })).toEqual([
    { name: "competitor", kind: "text", value: "" },
  ]);
});
