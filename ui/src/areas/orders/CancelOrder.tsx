// The sale fails. What it means for the money is said for each answer before the button is pressed.
import { useTranslation } from "react-i18next";
import type { Fault } from "../../bindings/rpc";
import { sayConcerns } from "../../components/concerns";
import { Choice } from "../../components/form/Choice";
import { Form, FormGroup } from "../../components/form/Form";
import { TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { submit } from "../../lib/ipc";
import { cancel } from "./actions";
import type { StepProps } from "./OrderStepForm";

interface Values {
  fault: string | null;
  reason: string;
}

export function CancelOrder({ card, onClose }: StepProps) {
  const { t } = useTranslation("orders");
  const may = useRight("cancelOrders");
  const form = useForm<Values>({
    form: "orders.cancel",
    record: card.order.id,
    start: { fault: null, reason: "" },
    required: { fault: t("field.fault"), reason: t("field.reason") },
    save: async ({ fault, reason }) => {
      const done = await submit({
        type: "CancelOrder",
        order: card.order.id,
        fault: (fault ?? "nobody") as Fault,
        reason,
        ...(card.promotedBy === null ? {} : { group: card.promotedBy }),
      });
      say(t("cancelled", { number: card.order.number }));
      sayConcerns(done.concerns);
      onClose();
    },
  });
  const chosen = card.cancelling.find((each) => each.fault === form.values.fault);
  return (
    <Form
      form={form}
      title={`${t("step.cancel")} · ${card.order.number}`}
      action={cancel}
      whyNot={may ? null : t("mayNotCancel")}
      onClose={onClose}
    >
      <FormGroup title={t("group.cancel")}>
        <Choice
          field={form.field("fault")}
          label={t("field.fault")}
          options={card.cancelling.map(({ fault }) => ({ value: fault, label: t(`fault.${fault}`) }))}
        />
        {chosen !== undefined && (
          <p role="status" className="settlement">
            {t(`settlement.${chosen.fault}`, { ...chosen.settlement })}
            {card.vehicle !== null && t("settlement.car", { stockNumber: card.vehicle.stockNumber })}
          </p>
        )}
        <TextField field={form.field("reason")} label={t("field.reason")} lines={2} />
      </FormGroup>
    </Form>
  );
}
