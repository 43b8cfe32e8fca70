// The backups of this store: every generation with its age, size and proof; one more now; and the way back to one.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BackupRow } from "../../bindings/rpc";
import { confirm } from "../../components/Confirm";
import { EmptyState } from "../../components/EmptyState";
import { PrimaryAction } from "../../components/PrimaryAction";
import { useRight } from "../../components/rights";
import { Sheet } from "../../components/Sheet";
import { say } from "../../components/Toasts";
import { Skeleton, StateDot } from "../../components/values";
import { formatBytes } from "../../lib/bytes";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { newId } from "../../lib/ids";
import { act } from "../../lib/ipc";
import { formatCount } from "../../lib/money";
import { fullInstant } from "../../lib/time";
import { backUpNow } from "./actions";

export function Backups() {
  const { t } = useTranslation("backups");
  const mayRestore = useRight("restore");
  const mayBackUp = useRight("backUp");
  const answer = useDesk("backups.list", {});
  const [busy, setBusy] = useState<"no" | "backingUp" | "restoring">("no");
  const [problem, setProblem] = useState<string | null>(null);

  const make = async () => {
    setBusy("backingUp");
    setProblem(null);
    try {
      const made = await act("backups.make", { work: newId() });
      say(t("made", { size: formatBytes(made.bytes ?? 0) }));
      await answer.refetch();
    } catch (thrown) {
      setProblem(sayThrown(thrown));
    }
    setBusy("no");
  };

  const restore = async (row: BackupRow) => {
    const answered = await confirm({
      question: t("restoreQuestion", { at: fullInstant(row.madeAt ?? 0) }),
      consequence: t("restoreConsequence", { at: fullInstant(row.madeAt ?? 0) }),
      verb: t("action.restore"),
    });
    if (answered === "no") return;
    setBusy("restoring");
    setProblem(null);
    try {
      await act("backups.restore", { name: row.name });
    } catch (thrown) {
      setProblem(sayThrown(thrown));
    }
    setBusy("no");
  };

  const said = problem ?? (answer.isError ? sayThrown(answer.error) : null);
  return (
    <Sheet title={t("area")} problem={said}>
      {answer.data === undefined && !answer.isError && <Skeleton />}
      {answer.data !== undefined && (
        <>
          <p className="sheet-line muted">{t("where", { folder: answer.data.folder })}</p>
          {answer.data.rows.length === 0 ? (
            <EmptyState title={t("empty.title")} about={t("empty.about")} />
          ) : (
            <table className="dense">
              <caption className="hidden-words">{t("list")}</caption>
              <thead>
                <tr>
                  <th scope="col">{t("column.madeAt")}</th>
                  <th scope="col" className="number">
                    {t("column.size")}
                  </th>
                  <th scope="col" className="number">
                    {t("column.commands")}
                  </th>
                  <th scope="col" className="number">
                    {t("column.papers")}
                  </th>
                  <th scope="col">{t("column.state")}</th>
                  <th scope="col">{t("column.restore")}</th>
                </tr>
              </thead>
              <tbody>
                {answer.data.rows.map((row) => (
                  <tr key={row.name}>
                    <td>{row.madeAt === null ? row.name : fullInstant(row.madeAt)}</td>
                    <td className="number">{row.bytes === null ? "–" : formatBytes(row.bytes)}</td>
                    <td className="number">{row.commands === null ? "–" : formatCount(row.commands)}</td>
                    <td className="number">{row.papers === null ? "–" : formatCount(row.papers)}</td>
                    <td>
                      <StateDot hue={row.state === "verified" ? "good" : "bad"}>{t(`state.${row.state}`)}</StateDot>
                      {row.papersDamaged > 0 && (
                        <span className="problem"> {t("papersDamaged", { count: row.papersDamaged })}</span>
                      )}
                    </td>
                    <td>
                      {row.state === "verified" && (
                        <button
                          type="button"
                          className="link"
                          disabled={!mayRestore || busy !== "no"}
                          title={mayRestore ? undefined : t("mayNotRestore")}
                          aria-label={t("restoreThis", { at: fullInstant(row.madeAt ?? 0) })}
                          onClick={() => void restore(row)}
                        >
                          {t("action.restore")}
                        </button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </>
      )}
      <PrimaryAction
        action={backUpNow}
        run={() => void make()}
        busy={busy !== "no"}
        whyNot={mayBackUp ? (busy === "no" ? null : t(`busy.${busy}`)) : t("mayNotBackUp")}
      />
    </Sheet>
  );
}
