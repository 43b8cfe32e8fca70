// The small forms about one part: a delivery, a count, an order, a write-down, and why the shelf and the books differ.
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { DifferenceRow, PartCard } from "../../bindings/rpc";
import { DateField } from "../../components/form/DateField";
import { DialogForm } from "../../components/form/DialogForm";
import { MoneyField, TextField } from "../../components/form/fields";
import { QuantityField } from "../../components/form/QuantityField";
import { useForm } from "../../components/form/useForm";
import { newId } from "../../lib/ids";
import { given } from "./words";

interface Props {
  card: PartCard;
  onClose: () => void;
}

export function ReceiveOne({ card, onClose }: Props) {
  const { t } = useTranslation("parts");
  const form = useForm<{ quantity: number | null; unitCost: number | null; deliveryNote: string }>({
    form: "parts.receiveOne",
    record: card.part.id,
    start: { quantity: null, unitCost: card.unitCost === 0 ? null : card.unitCost, deliveryNote: "" },
    required: { quantity: t("field.quantity"), unitCost: t("field.unitCost") },
    named: { "lines.0.quantity": "quantity", "lines.0.unitCost": "unitCost" },
    save: async ({ quantity, unitCost, deliveryNote }) => {
      await given(
        {
          type: "ReceiveParts",
          number: "",
          // The oldest order on which it is still to come.
          order: card.coming[0]?.order ?? null,
          deliveryNote,
          lines: [{ part: card.part.id, quantity: quantity ?? 0, unitCost: unitCost ?? 0 }],
        },
        t("receivedSaid"),
      );
      onClose();
    },
  });
  const verb = t("action.receive");
  return (
    <DialogForm form={form} title={`${verb} · ${card.part.name}`} verb={verb} onClose={onClose}>
      <QuantityField field={form.field("quantity")} label={t("field.quantity")} unit={card.part.unit} />
      <MoneyField field={form.field("unitCost")} label={t("field.unitCost")} hint={t("hint.unitCost")} />
      <TextField field={form.field("deliveryNote")} label={t("field.deliveryNote")} />
    </DialogForm>
  );
}

export function CountForm({ card, onClose }: Props) {
  const { t } = useTranslation("parts");
  const form = useForm<{ counted: number | null }>({
    form: "parts.count",
    record: card.part.id,
    start: { counted: null },
    required: { counted: t("field.counted") },
    named: { "lines.0.counted": "counted" },
    save: async ({ counted }) => {
      await given({ type: "CountParts", lines: [{ part: card.part.id, counted: counted ?? 0 }] }, t("countedSaid"));
      onClose();
    },
  });
  const verb = t("action.count");
  return (
    <DialogForm form={form} title={`${verb} · ${card.part.name}`} verb={verb} onClose={onClose}>
      <QuantityField
        field={form.field("counted")}
        label={t("field.counted")}
        hint={t("hint.counted")}
        unit={card.part.unit}
      />
    </DialogForm>
  );
}

export function OrderForm({ card, onClose }: Props) {
  const { t } = useTranslation("parts");
  const id = useRef(newId()).current;
  const suggested = card.reorder.quantity > 0 ? card.reorder.quantity : card.part.orderQuantity;
  const form = useForm<{ quantity: number | null; supplier: string; expectedOn: string | null }>({
    form: "parts.order",
    record: card.part.id,
    start: { quantity: suggested, supplier: card.part.supplier, expectedOn: null },
    required: { quantity: t("field.quantity") },
    named: { "lines.0.quantity": "quantity" },
    save: async ({ quantity, supplier, expectedOn }) => {
      await given(
        {
          type: "OrderParts",
          order: id,
          number: "",
          supplier,
          expectedOn,
          lines: [{ part: card.part.id, quantity: quantity ?? 0 }],
          remark: "",
        },
        t("orderedSaid"),
      );
      onClose();
    },
  });
  const verb = t("action.order");
  return (
    <DialogForm form={form} title={`${verb} · ${card.part.name}`} verb={verb} onClose={onClose}>
      <QuantityField field={form.field("quantity")} label={t("field.quantity")} unit={card.part.unit} />
      <TextField field={form.field("supplier")} label={t("field.supplier")} />
      <DateField field={form.field("expectedOn")} label={t("field.expectedOn")} />
    </DialogForm>
  );
}

export function WriteDownForm({ card, onClose }: Props) {
  const { t } = useTranslation("parts");
  const form = useForm<{ amount: number | null; reason: string }>({
    form: "parts.writeDown",
    record: card.part.id,
    start: { amount: null, reason: "" },
    required: { amount: t("field.amount"), reason: t("field.reason") },
    save: async ({ amount, reason }) => {
      await given({ type: "WriteDownPart", part: card.part.id, amount: amount ?? 0, reason }, t("writtenDownSaid"));
      onClose();
    },
  });
  const verb = t("action.writeDown");
  return (
    <DialogForm form={form} title={`${verb} · ${card.part.name}`} verb={verb} onClose={onClose}>
      <MoneyField field={form.field("amount")} label={t("field.amount")} />
      <TextField field={form.field("reason")} label={t("field.reason")} lines={2} />
    </DialogForm>
  );
}

export function SettleForm({ difference, onClose }: { difference: DifferenceRow; onClose: () => void }) {
  const { t } = useTranslation("parts");
  const form = useForm({
    form: "parts.settle",
    record: difference.id,
    start: { reason: "" },
    required: { reason: t("field.reason") },
    save: async ({ reason }) => {
      await given({ type: "SettleDifference", difference: difference.id, reason }, t("settledSaid"));
      onClose();
    },
  });
  const verb = t("action.settle");
  return (
    <DialogForm form={form} title={`${verb} · ${difference.name}`} verb={verb} onClose={onClose}>
      <p>
        {`${t(`difference.${difference.kind}`)} ${t("pieces", { quantity: difference.quantity, unit: difference.unit })}`}
      </p>
      <TextField field={form.field("reason")} label={t("field.reason")} lines={2} />
    </DialogForm>
  );
}
