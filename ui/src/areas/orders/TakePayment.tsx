// Money at the counter: what it is, how much, how it came. The amount is read back in capitals while it is typed.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Command, PaymentKind, PaymentMethod } from "../../bindings/rpc";
import { sayConcerns } from "../../components/concerns";
import { Choice } from "../../components/form/Choice";
import { Form, FormGroup } from "../../components/form/Form";
import { MoneyField, TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { useDesk } from "../../lib/desk";
import { newId } from "../../lib/ids";
import { query, submit } from "../../lib/ipc";
import { formatFen } from "../../lib/money";
import { takeMoney } from "./actions";
import type { StepProps } from "./OrderStepForm";

const KINDS = ["deposit", "prepayment", "balance"] as const;
export const METHODS: readonly PaymentMethod[] = ["cash", "transfer", "card", "weChat", "alipay", "lender"];

interface Values {
  kind: string | null;
  amount: number | null;
  method: string | null;
  payer: string;
  reference: string;
  remark: string;
}

/** 大写, from the one place that knows how it is written. */
export function Capitals({ fen }: { fen: number | null }) {
  const asked = fen !== null && fen > 0;
  const answer = useDesk("money.capitals", { amount: fen ?? 0 }, { asked: asked ? "yes" : "no" });
  if (!asked || answer.data === undefined) return null;
  return (
    <p className="muted" aria-live="polite">
      {answer.data.text}
    </p>
  );
}

function paymentCommand(values: Values, payment: string, order: string): Command {
  const shared = {
    payment,
    order,
    amount: values.amount ?? 0,
    method: (values.method ?? "cash") as PaymentMethod,
    receiptNumber: "",
    payer: values.payer,
    reference: values.reference,
    remark: values.remark,
  };
  return values.kind === "deposit" || values.kind === "prepayment"
    ? { type: "TakeDeposit", ...shared, kind: values.kind }
    : { type: "RecordPayment", ...shared, kind: "balance" };
}

export function TakePayment({ card, onClose, begin }: StepProps & { begin: PaymentKind }) {
  const { t } = useTranslation("orders");
  const may = useRight("takePayments");
  const [payment] = useState(newId);
  const { order } = card;
  const start = begin === "balance" ? card.outstanding : Math.max(0, order.advanceAgreed - card.account.paid);
  const form = useForm<Values>({
    form: `orders.${begin === "balance" ? "payment" : "deposit"}`,
    record: order.id,
    start: { kind: begin, amount: start === 0 ? null : start, method: "cash", payer: "", reference: "", remark: "" },
    required: { kind: t("field.kind"), amount: t("field.amount"), method: t("field.method") },
    check: async (values) => {
      const { problems } = await query("commands.check", { command: paymentCommand(values, payment, order.id) });
      return problems.map((error) => ({ look: "problem", error }));
    },
    save: async (values) => {
      const done = await submit(paymentCommand(values, payment, order.id));
      say(t("paymentTaken", { amount: formatFen(values.amount ?? 0) }));
      sayConcerns(done.concerns);
      onClose();
    },
  });
  const room = card.depositRoom === null ? 0 : Math.max(0, card.depositRoom);
  const hint =
    form.values.kind === "deposit"
      ? t("hint.deposit", { room })
      : form.values.kind === "prepayment"
        ? t("hint.prepayment")
        : t("hint.balance", { outstanding: card.outstanding });
  return (
    <Form
      form={form}
      title={`${t("step.payment")} · ${order.number}`}
      action={takeMoney[KINDS.find((kind) => kind === form.values.kind) ?? "balance"]}
      whyNot={may ? null : t("mayNotTakePayments")}
      onClose={onClose}
    >
      <FormGroup title={t("group.money")}>
        <Choice
          field={form.field("kind")}
          label={t("field.kind")}
          options={KINDS.map((value) => ({ value, label: t(`kindOf.${value}`) }))}
        />
        <MoneyField field={form.field("amount")} label={t("field.amount")} hint={hint} />
        <Capitals fen={form.values.amount} />
        <Choice
          field={form.field("method")}
          label={t("field.method")}
          options={METHODS.map((value) => ({ value, label: t(`method.${value}`) }))}
          hint={form.values.method === "cash" ? undefined : t("hint.recorded")}
        />
        <TextField field={form.field("payer")} label={t("field.payer")} hint={t("hint.payer")} />
        <TextField field={form.field("reference")} label={t("field.reference")} />
        <TextField field={form.field("remark")} label={t("column.remark")} lines={2} />
      </FormGroup>
    </Form>
  );
}
