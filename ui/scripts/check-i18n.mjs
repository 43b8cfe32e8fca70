// Checks the words of the page: both languages hold the same keys, every key that the code uses exists, every key
// that exists is used, and sentences of both languages take the same values. Plural forms count as one key.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const ui = join(dirname(fileURLToPath(import.meta.url)), "..");
const languages = ["zh-CN", "en"];
/** Groups whose keys are words of the domain: the desk names them, so no code here spells them out. */
const NAMED_BY_DESK = ["refusal", "failure", "concern", "state", "right", "role", "field", "kind", "command", "work"];
const PLURAL = /_(zero|one|two|few|many|other)$/;

const problems = [];

function flatten(value, path, into) {
  for (const [name, inner] of Object.entries(value)) {
    const key = path === "" ? name : `${path}.${name}`;
    if (typeof inner === "string") into.set(key, inner);
    else flatten(inner, key, into);
  }
  return into;
}

function wordsOf(language) {
  const folder = join(ui, "src/locales", language);
  const areas = new Map();
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
    const content = JSON.parse(readFileSync(join(folder, file), "utf8"));
    areas.set(file.slice(0, -5), flatten(content, "", new Map()));
  }
  return areas;
}

const withoutPlural = (key) => key.replace(PLURAL, "");
const valuesIn = (sentence) =>
  [...sentence.matchAll(/\{\{\s*([\w.]+)/g)]
    .map((found) => found[1])
    .sort()
    .join(" ");

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "bindings" || entry.name === "locales" ? [] : sources(path);
    return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

const [chinese, english] = languages.map(wordsOf);

for (const area of new Set([...chinese.keys(), ...english.keys()])) {
  const [zh, en] = [chinese.get(area), english.get(area)];
  if (!zh || !en) {
    problems.push(`${area}.json is missing in ${zh ? "en" : "zh-CN"}.`);
    continue;
  }
  const [zhKeys, enKeys] = [zh, en].map((words) => new Set([...words.keys()].map(withoutPlural)));
  for (const key of zhKeys) if (!enKeys.has(key)) problems.push(`${area}:${key} is missing in en.`);
  for (const key of enKeys) if (!zhKeys.has(key)) problems.push(`${area}:${key} is missing in zh-CN.`);
  for (const [key, sentence] of zh) {
    const other = en.get(key);
    if (other !== undefined && valuesIn(sentence) !== valuesIn(other)) {
      problems.push(`${area}:${key} takes {${valuesIn(sentence)}} in zh-CN and {${valuesIn(other)}} in en.`);
    }
  }
  for (const key of en.keys()) {
    if (key.endsWith("_one") && !en.has(key.replace(/_one$/, "_other"))) problems.push(`${area}:${key} has no _other.`);
  }
  for (const [key, sentence] of [...zh, ...en]) {
    if (sentence.trim() === "") problems.push(`${area}:${key} is empty.`);
    if (/[!！]|请您/.test(sentence)) problems.push(`${area}:${key} is not how this house speaks: ${sentence}`);
  }
}

const known = new Set();
for (const [area, words] of chinese) for (const key of words.keys()) known.add(`${area}:${withoutPlural(key)}`);

const used = new Set();
const usedBeginnings = new Set();

for (const path of sources(join(ui, "src"))) {
  const text = readFileSync(path, "utf8");
  const name = relative(ui, path);
  const spaces = [...text.matchAll(/useTranslation\(\s*"(\w[\w-]*)"/g)].map((found) => found[1]);
  const find = (key) => (key.includes(":") ? [key] : spaces.map((space) => `${space}:${key}`));
  for (const [, key] of text.matchAll(/\bt\(\s*"([^"]+)"/g)) {
    const candidates = find(key).filter((each) => known.has(each));
    if (candidates.length === 0) problems.push(`${name} uses ${key}, which is in no language.`);
    for (const each of candidates) used.add(each);
  }
  for (const [, beginning] of text.matchAll(/\bt\(\s*`([^`$]*)\$\{/g)) {
    for (const each of find(beginning)) usedBeginnings.add(each);
  }
  // Keys in declarations ("vehicles:action.take") and in conditionals inside t().
  for (const [, key] of text.matchAll(/["'`]((?:[\w-]+):[\w.]+)["'`]/g)) if (known.has(key)) used.add(key);
  for (const [, inside] of text.matchAll(/\bt\(([^()]*\?[^()]*)\)/g)) {
    for (const [, key] of inside.matchAll(/"([\w.]+)"/g)) {
      for (const each of find(key)) if (known.has(each)) used.add(each);
    }
  }
}

for (const key of known) {
  const [, path] = key.split(":");
  if (used.has(key) || NAMED_BY_DESK.some((group) => path.startsWith(`${group}.`))) continue;
  if ([...usedBeginnings].some((beginning) => beginning.split(":")[1] !== "" && key.startsWith(beginning))) continue;
  problems.push(`${key} is used nowhere.`);
}

if (problems.length > 0) {
  for (const problem of problems) console.error(problem);
  console.error(`${problems.length} faults in the words of the page.`);
  process.exit(1);
}
console.log(`${known.size} keys, the same in ${languages.join(" and ")}, all used.`);
