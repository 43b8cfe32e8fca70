// A delivery is taken in, line by line, against an order or without one.
import { useTranslation } from "react-i18next";
import type { PartOrderRow } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { Form, FormGroup } from "../../components/form/Form";
import { MoneyField, TextField } from "../../components/form/fields";
import { QuantityField } from "../../components/form/QuantityField";
import { useForm } from "../../components/form/useForm";
import { PartChoice } from "../../components/PartChoice";
import { useRight } from "../../components/rights";
import { Skeleton } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { declareAction, useAction } from "../../lib/keys";
import { addLine } from "./actions";
import { given } from "./words";

const saveReceipt = declareAction({
  id: "parts.form.receive",
  label: "parts:action.receive",
  keys: ["Ctrl+Enter"],
  group: "form",
});

interface Line {
  part: string | null;
  /** How the part is called, where it came with the order. */
  called: string;
  quantity: number | null;
  unitCost: number | null;
}

const NOTHING: Line = { part: null, called: "", quantity: null, unitCost: null };

export function ReceiveForm({ order, onClose }: { order: string | null; onClose: () => void }) {
  const orders = useDesk("parts.orders", {}).data;
  if (order === null) return <Receipt order={null} onClose={onClose} />;
  if (orders === undefined) return <Skeleton />;
  return <Receipt order={orders.find(({ id }) => id === order) ?? null} onClose={onClose} />;
}

function Receipt({ order, onClose }: { order: PartOrderRow | null; onClose: () => void }) {
  const { t } = useTranslation("parts");
  const may = useRight("editParts");
  const coming = order?.lines.filter((line) => line.coming > 0) ?? [];
  const form = useForm<{ deliveryNote: string; lines: Line[] }>({
    form: "parts.receive",
    record: order?.id ?? null,
    start: {
      deliveryNote: "",
      lines:
        coming.length === 0
          ? [NOTHING]
          : coming.map((line) => ({
              part: line.part,
              called: `${line.number} ${line.name}`,
              quantity: line.coming,
              unitCost: null,
            })),
    },
    required: {},
    save: async ({ deliveryNote, lines }) => {
      await given(
        {
          type: "ReceiveParts",
          number: "",
          order: order?.id ?? null,
          deliveryNote,
          lines: lines.flatMap(({ part, quantity, unitCost }) =>
            part === null ? [] : [{ part, quantity: quantity ?? 0, unitCost: unitCost ?? 0 }],
          ),
        },
        t("receivedSaid"),
      );
      onClose();
    },
  });
  const { lines } = form.values;
  const put = (at: number, change: Partial<Line>) =>
    form.change({ lines: lines.map((line, place) => (place === at ? { ...line, ...change } : line)) });
  useAction(addLine, () => form.change({ lines: [...lines, NOTHING] }));
  return (
    <Form
      form={form}
      title={order === null ? t("action.receive") : `${t("action.receive")} · ${order.number} ${order.supplier}`}
      action={saveReceipt}
      whyNot={may ? null : t("mayNot")}
      onClose={onClose}
    >
      <FormGroup title={t("group.parts")}>
        {lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line that is being typed has nothing else to be known by
          <div className="part-lines" key={at}>
            <PartChoice
              field={form.part(`lines.${at}.part`, line.part, (part) => put(at, { part }))}
              shown={line.called}
            />
            <QuantityField
              field={form.part(`lines.${at}.quantity`, line.quantity, (quantity) => put(at, { quantity }))}
              label={t("field.quantity")}
            />
            <MoneyField
              field={form.part(`lines.${at}.unitCost`, line.unitCost, (unitCost) => put(at, { unitCost }))}
              label={t("field.unitCost")}
            />
          </div>
        ))}
        <ActionButton action={addLine} look="quiet" />
        <TextField field={form.field("deliveryNote")} label={t("field.deliveryNote")} />
      </FormGroup>
    </Form>
  );
}
