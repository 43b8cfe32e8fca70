// The small forms about one settlement sheet: money, credit, and taking it back.
import { useTranslation } from "react-i18next";
import type { PaymentMethod, SheetCard } from "../../bindings/rpc";
import { sayConcerns } from "../../components/concerns";
import { OneOf } from "../../components/form/Choice";
import { DateField } from "../../components/form/DateField";
import { DialogForm } from "../../components/form/DialogForm";
import { MoneyField, TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { newId } from "../../lib/ids";
import { submit } from "../../lib/ipc";
import { formatFen } from "../../lib/money";
import { todayOf } from "../../lib/time";
import { METHODS } from "./words";

export type SheetQuestion = "pay" | "credit" | "reverse";

interface Props {
  card: SheetCard;
  onClose: () => void;
}

export function SheetForm({ card, what, onClose }: Props & { what: SheetQuestion }) {
  switch (what) {
    case "pay":
      return <Pay card={card} onClose={onClose} />;
    case "credit":
      return <Credit card={card} onClose={onClose} />;
    case "reverse":
      return <Reverse card={card} onClose={onClose} />;
  }
}

function useMethods() {
  const { t } = useTranslation("service");
  return METHODS.map((value) => ({ value, label: t(`method.${value}`) }));
}

function Pay({ card, onClose }: Props) {
  const { t } = useTranslation("service");
  const may = useRight("takePayments");
  const methods = useMethods();
  const form = useForm<{ amount: number | null; method: PaymentMethod; reference: string }>({
    form: "service.pay",
    record: card.sheet.id,
    start: { amount: card.left, method: "weChat", reference: "" },
    required: { amount: t("field.amount") },
    save: async ({ amount, method, reference }) => {
      await submit({
        type: "PaySettlement",
        payment: newId(),
        settlement: card.sheet.id,
        amount: amount ?? 0,
        method,
        receiptNumber: "",
        reference,
      });
      say(t("paid", { amount: formatFen(amount ?? 0) }));
      onClose();
    },
  });
  const verb = t("action.pay");
  return (
    <DialogForm
      form={form}
      title={`${verb} · ${card.sheet.number}`}
      verb={verb}
      whyNot={may ? null : t("mayNotPay")}
      onClose={onClose}
    >
      <MoneyField field={form.field("amount")} label={t("field.amount")} hint={t("left", { left: card.left })} />
      <OneOf field={form.field("method")} label={t("field.method")} options={methods} />
      <TextField field={form.field("reference")} label={t("field.reference")} />
    </DialogForm>
  );
}

function Credit({ card, onClose }: Props) {
  const { t } = useTranslation("service");
  const may = useRight("grantCredit");
  const form = useForm<{ until: string | null; reason: string }>({
    form: "service.credit",
    record: card.sheet.id,
    start: { until: null, reason: "" },
    required: { until: t("field.until"), reason: t("field.reason") },
    save: async ({ until, reason }) => {
      await submit({ type: "GrantCredit", settlement: card.sheet.id, until: until ?? todayOf(), reason });
      onClose();
    },
  });
  const verb = t("action.credit");
  return (
    <DialogForm
      form={form}
      title={`${verb} · ${card.sheet.number}`}
      verb={verb}
      whyNot={may ? null : t("mayNotCredit")}
      onClose={onClose}
    >
      <DateField field={form.field("until")} label={t("field.until")} />
      <TextField field={form.field("reason")} label={t("field.reason")} lines={2} />
    </DialogForm>
  );
}

function Reverse({ card, onClose }: Props) {
  const { t } = useTranslation("service");
  const may = useRight("reverseSettlements");
  const methods = useMethods();
  const form = useForm<{ reason: string; refundMethod: PaymentMethod }>({
    form: "service.reverse",
    record: card.sheet.id,
    start: { reason: "", refundMethod: card.payments[0]?.method ?? "cash" },
    required: { reason: t("field.reason") },
    save: async ({ reason, refundMethod }) => {
      const done = await submit({
        type: "ReverseSettlement",
        settlement: card.sheet.id,
        reason,
        refundMethod: card.sheet.paid > 0 ? refundMethod : null,
        receiptNumber: "",
      });
      sayConcerns(done.concerns);
      onClose();
    },
  });
  const verb = t("action.reverse");
  return (
    <DialogForm
      form={form}
      title={`${verb} · ${card.sheet.number}`}
      verb={verb}
      look="danger"
      whyNot={may ? null : t("mayNotReverse")}
      onClose={onClose}
    >
      <TextField field={form.field("reason")} label={t("field.reason")} lines={2} />
      {card.sheet.paid > 0 && (
        <OneOf field={form.field("refundMethod")} label={t("field.refundMethod")} options={methods} />
      )}
    </DialogForm>
  );
}
