// A broken rule is settled by saying what was done about it.
import { useTranslation } from "react-i18next";
import type { AttentionRow } from "../../bindings/rpc";
import { DialogForm } from "../../components/form/DialogForm";
import { TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { say } from "../../components/Toasts";
import { submit } from "../../lib/ipc";

export function ResolveForm({ row, onClose }: { row: AttentionRow; onClose: () => void }) {
  const { t } = useTranslation("attention");
  const form = useForm<{ note: string }>({
    form: "attention.resolve",
    record: row.attention.id,
    start: { note: "" },
    required: { note: t("way.note") },
    save: async ({ note }) => {
      await submit({ type: "SettleAttention", attention: row.attention.id, way: "resolved", note });
      say(t("done.resolved"));
      onClose();
    },
  });
  return (
    <DialogForm form={form} title={t("resolveTitle")} verb={t("action.resolve")} onClose={onClose}>
      <TextField field={form.field("note")} label={t("way.note")} hint={t("noteHint")} lines={3} />
    </DialogForm>
  );
}
