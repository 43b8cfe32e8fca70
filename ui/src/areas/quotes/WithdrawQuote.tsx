// Takes a quote back, with the reason, which stands on the quote from then on.
import { useTranslation } from "react-i18next";
import type { Quote } from "../../bindings/rpc";
import { DialogForm } from "../../components/form/DialogForm";
import { TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { say } from "../../components/Toasts";
import { submit } from "../../lib/ipc";

interface Props {
  id: Quote["id"];
  number: string;
  /** The group whose budget gets back what the quote took. */
  promotedBy: string | null;
  onClose: () => void;
}

export function WithdrawQuote({ id, number, promotedBy, onClose }: Props) {
  const { t } = useTranslation("quotes");
  const form = useForm<{ words: string }>({
    form: "quotes.withdraw",
    record: id,
    start: { words: "" },
    required: { words: t("withdraw.words") },
    save: async ({ words }) => {
      await submit({ type: "WithdrawQuote", quote: id, words, ...(promotedBy === null ? {} : { group: promotedBy }) });
      say(t("withdraw.done", { number }));
      onClose();
    },
  });
  return (
    <DialogForm
      form={form}
      title={t("withdraw.title", { number })}
      consequence={t("withdraw.consequence")}
      verb={t("action.withdraw")}
      look="danger"
      onClose={onClose}
    >
      <TextField field={form.field("words")} label={t("withdraw.words")} hint={t("withdraw.hint")} lines={2} />
    </DialogForm>
  );
}
