// Money back, the way it came: of which payment, how much, and why.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sayConcerns } from "../../components/concerns";
import { Choice } from "../../components/form/Choice";
import { Form, FormGroup } from "../../components/form/Form";
import { MoneyField, TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { newId } from "../../lib/ids";
import { submit } from "../../lib/ipc";
import { formatFen } from "../../lib/money";
import { refund as refundAction } from "./actions";
import type { StepProps } from "./OrderStepForm";
import { Capitals } from "./TakePayment";

interface Values {
  payment: string | null;
  amount: number | null;
  reason: string;
}

export function RefundPayment({ card, onClose, payment }: StepProps & { payment: string | null }) {
  const { t } = useTranslation("orders");
  const may = useRight("refundPayments");
  const [refund] = useState(newId);
  const open = card.payments.filter((each) => each.amount - each.refunded > 0);
  const only = open.length === 1 ? (open[0]?.id ?? null) : null;
  // After a cancellation what is due goes back, of this payment as far as it goes.
  const suggested = (id: string | null) => {
    const chosen = open.find((each) => each.id === id);
    if (chosen === undefined || card.account.refundDue === 0) return null;
    return Math.min(chosen.amount - chosen.refunded, card.account.refundDue);
  };
  const form = useForm<Values>({
    form: "orders.refund",
    record: card.order.id,
    start: { payment: payment ?? only, amount: suggested(payment ?? only), reason: card.order.cancelReason },
    required: { payment: t("field.payment"), amount: t("field.amount"), reason: t("field.reason") },
    save: async (values) => {
      const amount = values.amount ?? 0;
      const done = await submit({
        type: "RefundPayment",
        refund,
        payment: values.payment ?? "",
        amount,
        receiptNumber: "",
        reference: "",
        reason: values.reason,
      });
      say(t("refunded", { amount: formatFen(amount) }));
      sayConcerns(done.concerns);
      onClose();
    },
  });
  return (
    <Form
      form={form}
      title={`${t("step.refund")} · ${card.order.number}`}
      action={refundAction}
      whyNot={may ? null : t("mayNotRefund")}
      onClose={onClose}
    >
      <FormGroup title={t("group.money")}>
        <Choice
          field={form.field("payment")}
          label={t("field.payment")}
          hint={t("hint.refund")}
          onChoose={({ value }) => form.change({ amount: suggested(value) ?? form.values.amount })}
          options={open.map((each) => ({
            value: each.id,
            label: `${each.receiptNumber} ${t(`kindOf.${each.kind}`)} ${formatFen(each.amount - each.refunded)}`,
            detail: t(`method.${each.method}`),
          }))}
        />
        <MoneyField field={form.field("amount")} label={t("field.amount")} />
        <Capitals fen={form.values.amount} />
        <TextField field={form.field("reason")} label={t("field.reason")} lines={2} />
      </FormGroup>
    </Form>
  );
}
