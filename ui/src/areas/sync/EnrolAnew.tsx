// A desk that its platform does not know any more, or whose disk was cloned, is enrolled anew: it shows a code, an
// administrator lets it in at another desk, and what waits here is sent then.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Shown } from "../../bindings/rpc";
import { DialogForm } from "../../components/form/DialogForm";
import { TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { PrimaryAction } from "../../components/PrimaryAction";
import { useSecondsLeft } from "../../lib/countdown";
import { answers, useDesk } from "../../lib/desk";
import { sayError } from "../../lib/errors";
import { act } from "../../lib/ipc";
import { enrolAnew, leaveCode } from "./actions";

function refresh(): Promise<void> {
  return answers.invalidateQueries({ queryKey: ["sync.join_state"] });
}

export function EnrolAnew() {
  const joining = useDesk("sync.join_state", {}).data;
  const [asking, setAsking] = useState<"yes" | "no">("no");
  const leave = async () => {
    await act("sync.leave_joining", {}).catch(() => undefined);
    await refresh();
  };
  if (joining?.stage === "shown") return <Code shown={joining.shown} onLeave={() => void leave()} />;
  return (
    <>
      {joining?.stage === "failed" && (
        <p className="problem" role="alert">
          {sayError(joining.failure)}
        </p>
      )}
      <PrimaryAction action={enrolAnew} run={() => setAsking("yes")} />
      {asking === "yes" && <NameForm onClose={() => setAsking("no")} />}
    </>
  );
}

function NameForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("sync");
  const form = useForm<{ deskName: string }>({
    form: "sync.anew",
    record: null,
    start: { deskName: "" },
    required: { deskName: t("bring.deskName") },
    save: async ({ deskName }) => {
      await act("sync.enrol_anew", { deskName: deskName.trim() });
      await refresh();
      onClose();
    },
  });
  return (
    <DialogForm
      form={form}
      title={t("action.enrolAnew")}
      verb={t("anew.ask")}
      consequence={t("anew.about")}
      onClose={onClose}
    >
      <TextField field={form.field("deskName")} label={t("bring.deskName")} hint={t("bring.deskNameHint")} />
    </DialogForm>
  );
}

/** The code, large, for whoever reads it to the administrator, and how long it holds. */
function Code({ shown, onLeave }: { shown: Shown; onLeave: () => void }) {
  const { t } = useTranslation("sync");
  const left = useSecondsLeft(shown.until);
  return (
    <section className="facts">
      <h3>{t("anew.code")}</h3>
      <p className="read-aloud">{shown.userCode}</p>
      <p>{t("anew.codeAbout")}</p>
      <p className="muted">
        {left === 0
          ? t("anew.ranOut")
          : t("anew.left", { minutes: Math.floor(left / 60), seconds: String(left % 60).padStart(2, "0") })}
      </p>
      <PrimaryAction action={leaveCode} run={onLeave} />
    </section>
  );
}
