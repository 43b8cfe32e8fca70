// A manager says yes or no to a discount.
import { useTranslation } from "react-i18next";
import type { OrderVerdict } from "../../bindings/rpc";
import { Choice } from "../../components/form/Choice";
import { Form, FormGroup } from "../../components/form/Form";
import { TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { useRight } from "../../components/rights";
import { Money } from "../../components/values";
import { submit } from "../../lib/ipc";
import { decide } from "./actions";
import type { StepProps } from "./OrderStepForm";

interface Values {
  verdict: string | null;
  reason: string;
}

export function ApprovalForm({ card, onClose }: StepProps) {
  const { t } = useTranslation("orders");
  const may = useRight("approveDiscounts");
  const form = useForm<Values>({
    form: "orders.approval",
    record: card.order.id,
    start: { verdict: "approve", reason: "" },
    required: { verdict: t("field.verdict") },
    save: async ({ verdict, reason }) => {
      const said: OrderVerdict = verdict === "reject" ? "reject" : "approve";
      await submit({ type: "DecideOrderApproval", order: card.order.id, verdict: said, reason });
      onClose();
    },
  });
  return (
    <Form
      form={form}
      title={`${t("step.approval")} · ${card.order.number}`}
      action={decide}
      whyNot={may ? null : t("mayNotApprove")}
      onClose={onClose}
    >
      <FormGroup title={t("group.money")}>
        {card.lines.map((line) => (
          <p key={line.id}>
            {t(`line.${line.kind}`)} {line.label} <Money fen={line.amount} />
          </p>
        ))}
        <Choice
          field={form.field("verdict")}
          label={t("field.verdict")}
          options={["approve", "reject"].map((value) => ({ value, label: t(`verdict.${value}`) }))}
        />
        <TextField field={form.field("reason")} label={t("field.reason")} lines={2} />
      </FormGroup>
    </Form>
  );
}
