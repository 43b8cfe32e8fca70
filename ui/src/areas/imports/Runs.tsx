// The imports so far, each with what came of it and its undo.
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { confirm } from "../../components/Confirm";
import { EmptyState } from "../../components/EmptyState";
import { say } from "../../components/Toasts";
import { When } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { act } from "../../lib/ipc";
import { chooseFile } from "./actions";

/** Takes a whole import back, once the person has agreed. */
export async function undoImport(t: TFunction<"imports">, id: string, file: string): Promise<void> {
  const agreed = await confirm({
    question: t("undo.question", { file }),
    consequence: t("undo.consequence"),
    verb: t("undo.verb"),
  });
  if (!agreed) return;
  try {
    const { kept } = await act("imports.undo", { import: id });
    say(kept > 0 ? t("undo.kept", { count: kept }) : t("undo.done"));
  } catch (thrown) {
    say(sayThrown(thrown), "bad");
  }
}

export function Runs() {
  const { t } = useTranslation("imports");
  const answer = useDesk("imports.list", {});
  if (answer.data === undefined) return null;
  if (answer.data.length === 0)
    return <EmptyState title={t("empty.title")} about={t("empty.about")} action={chooseFile} />;
  return (
    <div className="imports-runs">
      <table>
        <thead>
          <tr>
            <th>{t("file")}</th>
            <th>{t("kind")}</th>
            <th>{t("when")}</th>
            <th>{t("outcomes")}</th>
            <th>{t("undo.verb")}</th>
          </tr>
        </thead>
        <tbody>
          {answer.data.map(({ run, undoable }) => (
            <tr key={run.id}>
              <td>{run.fileName}</td>
              <td>{t(`kinds.${run.kind}`)}</td>
              <td>
                <When at={run.beganAt} />
              </td>
              <td>{t("done", { added: run.added, changed: run.changed, leftOut: run.leftOut })}</td>
              <td>
                {undoable ? (
                  <button
                    type="button"
                    className="button quiet"
                    onClick={() => void undoImport(t, run.id, run.fileName)}
                  >
                    {t("undo.verb")}
                  </button>
                ) : (
                  run.undoneAt !== null && <span className="muted">{t("undone", { count: run.kept })}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
