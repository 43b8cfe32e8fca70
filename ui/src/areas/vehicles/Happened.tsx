// One line of a car's story: what was done, and what it changed, each value in words.
import { useTranslation } from "react-i18next";
import type { TimelineChange } from "../../bindings/rpc";
import { wordFor } from "../../lib/i18n";
import { formatFen } from "../../lib/money";

const SUMS = ["guidePrice", "askingPrice"];
const WORDS: Record<string, string> = {
  state: "state",
  purpose: "purpose",
  source: "source",
  certificate: "certificate",
};

export function Happened({ what, changes }: { what: string; changes: readonly TimelineChange[] }) {
  const { t } = useTranslation("vehicles");
  const value = (field: string, text: string): string => {
    if (text === "") return "–";
    if (SUMS.includes(field)) return formatFen(Number(text));
    const group = WORDS[field];
    return group === undefined ? text : t(`${group}.${text}`, { defaultValue: text });
  };
  return (
    <>
      {wordFor("command", what)}
      {changes
        .filter(({ field }) => field !== "heldAt")
        .map(({ field, from, to }) => (
          <span key={field} className="muted">
            <br />
            {t(`column.${field}`, { defaultValue: field })} {value(field, from)} → {value(field, to)}
          </span>
        ))}
    </>
  );
}
