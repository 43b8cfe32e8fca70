// What the house pays on top when it broke the contract: the other half of double the 定金.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PaymentMethod } from "../../bindings/rpc";
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
import { payCompensation } from "./actions";
import type { StepProps } from "./OrderStepForm";
import { Capitals, METHODS } from "./TakePayment";

interface Values {
  amount: number | null;
  method: string | null;
  payer: string;
  reference: string;
}

export function PayCompensation({ card, onClose }: StepProps) {
  const { t } = useTranslation("orders");
  const may = useRight("refundPayments");
  const [payment] = useState(newId);
  const due = card.account.compensationDue;
  const form = useForm<Values>({
    form: "orders.compensation",
    record: card.order.id,
    start: { amount: due === 0 ? null : due, method: "transfer", payer: "", reference: "" },
    required: { amount: t("field.amount"), method: t("field.method") },
    save: async (values) => {
      const amount = values.amount ?? 0;
      const done = await submit({
        type: "PayCompensation",
        payment,
        order: card.order.id,
        amount,
        method: (values.method ?? "transfer") as PaymentMethod,
        receiptNumber: "",
        reference: values.reference,
        payer: values.payer,
      });
      say(t("compensated", { amount: formatFen(amount) }));
      sayConcerns(done.concerns);
      onClose();
    },
  });
  const whyNot = !may ? t("mayNotRefund") : due === 0 ? t("nothingToCompensate") : null;
  return (
    <Form
      form={form}
      title={`${t("step.compensation")} · ${card.order.number}`}
      action={payCompensation}
      whyNot={whyNot}
      onClose={onClose}
    >
      <FormGroup title={t("group.money")}>
        <MoneyField field={form.field("amount")} label={t("field.amount")} hint={t("hint.compensation", { due })} />
        <Capitals fen={form.values.amount} />
        <Choice
          field={form.field("method")}
          label={t("field.method")}
          options={METHODS.filter((method) => method !== "lender").map((value) => ({
            value,
            label: t(`method.${value}`),
          }))}
        />
        <TextField field={form.field("payer")} label={t("field.receiver")} hint={t("hint.payer")} />
        <TextField field={form.field("reference")} label={t("field.reference")} />
      </FormGroup>
    </Form>
  );
}
