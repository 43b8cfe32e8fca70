// What a store does about its group: found one, invite another store by a code that is shown once, come in by a code,
// leave. The platform decides each; what it would refuse is said beside the field.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { GroupCode } from "../../bindings/rpc";
import { Dialog } from "../../components/Dialog";
import { DialogForm } from "../../components/form/DialogForm";
import { TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { say } from "../../components/Toasts";
import { act } from "../../lib/ipc";

interface Props {
  onClose: () => void;
}

export function FoundGroup({ onClose }: Props) {
  const { t } = useTranslation("settings");
  const form = useForm<{ name: string }>({
    form: "settings.foundGroup",
    record: null,
    start: { name: "" },
    required: { name: t("groups.name") },
    save: async ({ name }) => {
      await act("groups.found", { name });
      say(t("groups.founded", { name: name.trim() }));
      onClose();
    },
  });
  return (
    <DialogForm
      form={form}
      title={t("action.foundGroup")}
      verb={t("groups.found")}
      consequence={t("groups.foundAbout")}
      onClose={onClose}
    >
      <TextField field={form.field("name")} label={t("groups.name")} hint={t("groups.nameHint")} />
    </DialogForm>
  );
}

export function JoinGroup({ onClose }: Props) {
  const { t } = useTranslation("settings");
  const form = useForm<{ code: string }>({
    form: "settings.joinGroup",
    record: null,
    start: { code: "" },
    required: { code: t("groups.code") },
    save: async ({ code }) => {
      const { name } = await act("groups.join", { code });
      say(t("groups.joining", { name }));
      onClose();
    },
  });
  return (
    <DialogForm
      form={form}
      title={t("action.joinGroup")}
      verb={t("groups.join")}
      consequence={t("groups.joinAbout")}
      onClose={onClose}
    >
      <TextField field={form.field("code")} label={t("groups.code")} hint={t("groups.codeHint")} />
    </DialogForm>
  );
}

export function InviteStore({ onClose }: Props) {
  const { t } = useTranslation("settings");
  const [drawn, setDrawn] = useState<GroupCode | null>(null);
  const form = useForm<Record<never, never>>({
    form: "settings.inviteStore",
    record: null,
    start: {},
    required: {},
    save: async () => setDrawn(await act("groups.invite", {})),
  });
  if (drawn !== null) {
    return (
      <Dialog title={t("groups.readCode")} onClose={onClose}>
        <div className="dialog-body">
          <p className="read-aloud group-code">{drawn.code}</p>
          <p className="muted">{t("groups.readCodeAbout", { until: drawn.until })}</p>
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
      title={t("action.inviteStore")}
      verb={t("groups.invite")}
      consequence={t("groups.inviteAbout")}
      onClose={onClose}
    >
      {null}
    </DialogForm>
  );
}

export function LeaveGroup({ name, onClose }: Props & { name: string }) {
  const { t } = useTranslation("settings");
  const form = useForm<Record<never, never>>({
    form: "settings.leaveGroup",
    record: null,
    start: {},
    required: {},
    save: async () => {
      await act("groups.leave", {});
      say(t("groups.left", { name }));
      onClose();
    },
  });
  return (
    <DialogForm
      form={form}
      title={t("groups.leaveQuestion", { name })}
      verb={t("groups.leave")}
      consequence={t("groups.leaveConsequence")}
      look="danger"
      onClose={onClose}
    >
      {null}
    </DialogForm>
  );
}
