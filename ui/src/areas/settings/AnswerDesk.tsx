// A desk that has been by itself for too long is let go on over the phone: what it shows is typed here, and the answer
// is read back to it.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DeskRow } from "../../bindings/rpc";
import { Dialog } from "../../components/Dialog";
import { DialogForm } from "../../components/form/DialogForm";
import { NumberField, TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { act } from "../../lib/ipc";

/** A week is enough to get a line, and short enough to be asked again. */
const USUAL_DAYS = 7;

export function AnswerDesk({ row: { desk }, onClose }: { row: DeskRow; onClose: () => void }) {
  const { t } = useTranslation("settings");
  const [answer, setAnswer] = useState<string | null>(null);
  const form = useForm<{ question: string; days: number | null }>({
    form: "settings.answerDesk",
    record: desk.id,
    start: { question: "", days: USUAL_DAYS },
    required: { question: t("field.question"), days: t("field.days") },
    save: async ({ question, days }) => {
      const answered = await act("desks.answer", { desk: desk.id, question, days: days ?? USUAL_DAYS });
      setAnswer(answered.answer);
    },
  });
  if (answer !== null) {
    return (
      <Dialog title={t("desks.readBack", { name: desk.name })} onClose={onClose}>
        <div className="dialog-body">
          <p className="read-aloud">{answer}</p>
          <p className="muted">{t("desks.readBackAbout")}</p>
          <button type="button" className="button primary" onClick={onClose}>
            {t("common:action.close")}
            <kbd>↵</kbd>
          </button>
        </div>
      </Dialog>
    );
  }
  return (
    <DialogForm
      form={form}
      title={t("desks.answerQuestion", { name: desk.name })}
      verb={t("desks.answer")}
      consequence={t("desks.answerAbout")}
      onClose={onClose}
    >
      <TextField field={form.field("question")} label={t("field.question")} hint={t("desks.questionHint")} />
      <NumberField field={form.field("days")} label={t("field.days")} />
    </DialogForm>
  );
}
