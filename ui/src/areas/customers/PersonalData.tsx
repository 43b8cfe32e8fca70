// What a person may ask of the house under the law: a copy of what is known of them, and that it be erased. Both need a
// reason, which is written down: how they asked, and how it was seen that it was them.
import { useTranslation } from "react-i18next";
import type { CustomerCard } from "../../bindings/rpc";
import { DialogForm } from "../../components/form/DialogForm";
import { TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { say } from "../../components/Toasts";
import { act, submit } from "../../lib/ipc";

interface Props {
  card: CustomerCard;
  onClose: () => void;
}

export function ExportPersonalData({ card, onClose }: Props) {
  const { t } = useTranslation("customers");
  const { id, number } = card.customer;
  const form = useForm<{ reason: string }>({
    form: "customers.export",
    record: id,
    start: { reason: "" },
    required: { reason: t("personal.reason") },
    save: async ({ reason }) => {
      const { path } = await act("privacy.export", { customer: id, reason });
      say(t("personal.exported", { path }));
      onClose();
    },
  });
  return (
    <DialogForm
      form={form}
      title={t("personal.exportTitle", { number })}
      consequence={t("personal.exportConsequence")}
      verb={t("action.exportPerson")}
      onClose={onClose}
    >
      <TextField field={form.field("reason")} label={t("personal.reason")} hint={t("personal.reasonHint")} />
    </DialogForm>
  );
}

export function ErasePersonalData({ card, onClose }: Props) {
  const { t } = useTranslation("customers");
  const { id, number } = card.customer;
  const form = useForm<{ reason: string }>({
    form: "customers.erase",
    record: id,
    start: { reason: "" },
    required: { reason: t("personal.reason") },
    save: async ({ reason }) => {
      await submit({ type: "EraseCustomer", customer: id, reason });
      say(t("erase.done"));
      onClose();
    },
  });
  const { kept } = card;
  return (
    <DialogForm
      form={form}
      title={t("erase.question", { number })}
      consequence={t("erase.consequence")}
      whyNot={kept === null ? null : t("erase.kept", { until: kept.until, source: kept.source })}
      verb={t("action.erase")}
      look="danger"
      onClose={onClose}
    >
      <TextField field={form.field("reason")} label={t("personal.reason")} hint={t("personal.reasonHint")} />
    </DialogForm>
  );
}
