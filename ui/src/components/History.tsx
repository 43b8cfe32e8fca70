// What became of a record, command by command: each field with its old and its new value, by whom and when. One key on
// every record's page, for those who may see the audit.
import i18next from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldChange, HistoryLine } from "../bindings/rpc";
import { useDesk } from "../lib/desk";
import { wordFor } from "../lib/i18n";
import { declareAction, useAction } from "../lib/keys";
import { formatCount, formatFen } from "../lib/money";
import { fullInstant } from "../lib/time";
import { Dialog } from "./Dialog";
import { Keys, spokenChord } from "./Keys";
import { useRight } from "./rights";
import { Problem, Skeleton } from "./values";
import "./sheet.css";

const showHistory = declareAction({
  id: "record.history",
  label: "audit:history.action",
  keys: ["H"],
  group: "screen",
});

interface Props {
  /** The kind of record as the desk calls it: "vehicle". */
  kind: string;
  id: string;
  /** The area whose words its fields have. */
  area: string;
  /** What it is called on the screen. */
  name: string;
}

/** The button on the record's page, its key, and the dialog behind it. Not there without the right. */
export function History(props: Props) {
  const { t } = useTranslation();
  const may = useRight("seeAudit");
  const [open, setOpen] = useState<"yes" | "no">("no");
  useAction(showHistory, () => setOpen("yes"), { offered: may ? "yes" : "no" });
  if (!may) return null;
  return (
    <>
      <button
        type="button"
        className="button quiet"
        aria-keyshortcuts={spokenChord(showHistory.keys?.[0])}
        onClick={() => setOpen("yes")}
      >
        {t(showHistory.label)}
        <Keys chord={showHistory.keys?.[0]} />
      </button>
      {open === "yes" && <HistoryDialog {...props} onClose={() => setOpen("no")} />}
    </>
  );
}

const SUMS = new Set([
  ...["guidePrice", "askingPrice", "purchasePrice", "carPrice", "discount", "extras", "extrasAfter", "fees", "total"],
  ...["amount", "loan", "downPayment", "firstPayment", "lastPayment", "regularPayment", "principal", "totalInterest"],
  ...["totalPaid", "toHouse", "toElsewhere", "unitPrice", "advanceAgreed", "deposit"],
]);
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The word for a field, as its own area has it. */
export function fieldWord(field: string, area: string): string {
  return i18next.t([`${area}:column.${field}`, `${area}:field.${field}`, `audit:field.${field}`], {
    defaultValue: field,
  });
}

/** A value as people read it: sums in yuan, instants as date and time, words of the domain in words. */
export function valueWord({ field, area, text }: { field: string; area: string; text: string | null }): string {
  if (text === null || text === "") return "–";
  if (SUMS.has(field) && /^-?\d+$/.test(text)) return formatFen(Number(text));
  if (/(At|Since)$/.test(field) && /^\d{12,}$/.test(text)) return fullInstant(Number(text));
  if (ID.test(text)) return `…${text.slice(-6)}`;
  if (/^[[{]/.test(text)) return i18next.t("audit:history.list");
  if (field === "state") return wordFor("state", text, area);
  return i18next.t(`${area}:${field}.${text}`, { defaultValue: text });
}

/** Whether the command is what its giver signed, and its place among those of the whole dealership. */
function Signed({ line }: { line: HistoryLine }) {
  const { t } = useTranslation("audit");
  const words = t(`history.signature.${line.signature}`);
  return (
    <p className={line.signature === "broken" ? "problem" : "muted"}>
      {line.seq === null ? words : t("history.place", { seq: line.seq, words })}
    </p>
  );
}

function HistoryDialog({ kind, id, area, name, onClose }: Props & { onClose: () => void }) {
  const { t } = useTranslation("audit");
  const answer = useDesk("audit.history", { kind, id }, { former: "dropped" });
  const beginning = useDesk("audit.beginning", {});
  const value = (change: FieldChange, text: string | null) => valueWord({ field: change.field, area, text });
  return (
    <Dialog title={t("history.title", { name })} look="wide" onClose={onClose}>
      <div className="dialog-body" tabIndex={0} role="group" aria-label={t("history.action")}>
        {answer.isError && <Problem thrown={answer.error} />}
        {answer.isPending && <Skeleton />}
        {answer.data?.length === 0 && <p className="muted">{t("history.none")}</p>}
        {answer.data !== undefined && answer.data.length > 0 && (
          <table className="dense story">
            <thead>
              <tr>
                <th scope="col">{t("column.at")}</th>
                <th scope="col">{t("column.who")}</th>
                <th scope="col">{t("history.desk")}</th>
                <th scope="col">{t("history.what")}</th>
                <th scope="col">{t("history.field")}</th>
                <th scope="col">{t("history.before")}</th>
                <th scope="col">{t("history.after")}</th>
              </tr>
            </thead>
            <tbody>
              {answer.data.flatMap((line) =>
                (line.changes.length === 0 ? [null] : line.changes).map((change, at) => (
                  <tr key={`${line.command} ${change?.field ?? ""}`}>
                    <td>{at === 0 && fullInstant(line.at)}</td>
                    <td>{at === 0 && line.who}</td>
                    <td>
                      {at === 0 && t(`history.line.${line.line}`, { desk: line.desk })}
                      {at === 0 && <Signed line={line} />}
                    </td>
                    <td>{at === 0 && wordFor("command", line.what, area)}</td>
                    <td>{change ? fieldWord(change.field, area) : line.erased && t("history.erased")}</td>
                    <td>{change && value(change, change.before)}</td>
                    <td>{change && value(change, change.after)}</td>
                  </tr>
                )),
              )}
            </tbody>
          </table>
        )}
        {beginning.data !== undefined && beginning.data.after > 0 && (
          <p className="muted">{t("history.beginning", { after: formatCount(beginning.data.after) })}</p>
        )}
      </div>
    </Dialog>
  );
}
