// A manager is asked for a discount, with what they should know.
import { useTranslation } from "react-i18next";
import { Form, FormGroup } from "../../components/form/Form";
import { TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { submit } from "../../lib/ipc";
import { PriceAsked } from "./ApprovalForm";
import { askApproval } from "./actions";
import type { StepProps } from "./OrderStepForm";

export function AskApproval({ card, onClose }: StepProps) {
  const { t } = useTranslation("orders");
  const may = useRight("makeOrders");
  const form = useForm({
    form: "orders.askApproval",
    record: card.order.id,
    start: { reason: "" },
    required: { reason: t("field.approvalWords") },
    save: async ({ reason }) => {
      await submit({ type: "AskOrderApproval", order: card.order.id, reason });
      say(t("asked"));
      onClose();
    },
  });
  return (
    <Form
      form={form}
      title={`${t("step.askApproval")} · ${card.order.number}`}
      action={askApproval}
      whyNot={may ? null : t("mayNotMake")}
      onClose={onClose}
    >
      <FormGroup title={t("group.money")}>
        <PriceAsked card={card} />
        <TextField
          field={form.field("reason")}
          label={t("field.approvalWords")}
          hint={t("hint.approvalWords")}
          lines={2}
        />
      </FormGroup>
    </Form>
  );
}
