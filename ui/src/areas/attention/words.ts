// The words of an item: what was done, with its main facts, and why it cannot stand.
import i18next from "i18next";
import type { Attention, Concern } from "../../bindings/rpc";
import { fieldWord, valueWord } from "../../components/History";
import { sentenceFor, wordFor } from "../../lib/i18n";
import { pieces } from "../../lib/pieces";
import { KINDS } from "./fields";

/** The area that has the words of a command, and so of its fields. */
export function areaOf(command: string): string {
  const all = Object.keys(i18next.store.data[i18next.language] ?? {});
  return all.find((area) => i18next.exists(`command.${command}`, { ns: [area] })) ?? "attention";
}

export function deedWord(command: string): string {
  return wordFor("command", command, areaOf(command));
}

/** Why, as one sentence for each reason. A code that no area knows becomes the general sentence. */
export function reasonWords({ kind, reasons }: Attention): string[] {
  const [first, second] = kind === "refused" ? (["refusal", "concern"] as const) : (["concern", "refusal"] as const);
  return reasons.map(
    ({ code, values }: Concern) =>
      sentenceFor(first, code, values) ?? sentenceFor(second, code, values) ?? i18next.t("attention:noWords"),
  );
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-/;

/** What was entered, as far as it can be read: names of records and lists inside of a command say nothing here. */
export function factsOf(given: Readonly<Record<string, unknown>>): { name: string; label: string; value: string }[] {
  const area = areaOf(String(given.type));
  return Object.entries(given).flatMap(([name, value]) => {
    if (name === "type" || (typeof value !== "string" && typeof value !== "number") || value === "") return [];
    const label = labelOf(name, area);
    if (label === name || (typeof value === "string" && ID.test(value))) return [];
    return [{ name, label, value: said(name, area, value) }];
  });
}

function said(name: string, area: string, value: string | number): string {
  const kind = KINDS[name];
  if (kind === "money" && typeof value === "number") return i18next.t("attention:sum", { sum: value });
  if (kind === "quantity" && typeof value === "number") return pieces(value);
  if (kind === "rate" && typeof value === "number") return i18next.t("attention:percent", { percent: value / 100 });
  return valueWord({ field: name, area, text: String(value) });
}

export function labelOf(field: string, area: string): string {
  return fieldWord(field, area);
}
