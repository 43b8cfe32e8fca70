// A car for the order, found by typing; the oldest in stock comes first.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Choice } from "../../components/form/Choice";
import { Form, FormGroup } from "../../components/form/Form";
import { useForm } from "../../components/form/useForm";
import { useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { useDesk } from "../../lib/desk";
import { submit } from "../../lib/ipc";
import { allocate } from "./actions";
import type { StepProps } from "./OrderStepForm";

export function AllocateVehicle({ card, onClose }: StepProps) {
  const { t } = useTranslation("orders");
  const may = useRight("allocateVehicles");
  const [typed, setTyped] = useState("");
  const stock = useDesk("vehicles.list", {
    filters: { state: ["inStock", "inTransit"] },
    text: typed,
    sort: { column: "ageDays", descending: true },
    offset: 0,
    limit: 50,
  });
  const form = useForm<{ vehicle: string | null }>({
    form: "orders.allocate",
    record: card.order.id,
    // The very car that the price was agreed for, where there is one.
    start: { vehicle: card.order.wantedVehicle },
    required: { vehicle: t("column.vehicle") },
    save: async ({ vehicle }) => {
      await submit({ type: "AllocateVehicle", order: card.order.id, vehicle: vehicle ?? "" });
      say(t("allocated", { number: card.order.number }));
      onClose();
    },
  });
  return (
    <Form
      form={form}
      title={`${t("step.allocate")} · ${card.order.number}`}
      action={allocate}
      whyNot={may ? null : t("mayNotAllocate")}
      onClose={onClose}
    >
      <FormGroup title={t("group.car")}>
        <p className="muted settlement">{t("wantedIs", { wanted: card.order.wanted })}</p>
        <Choice
          field={form.field("vehicle")}
          label={t("column.vehicle")}
          hint={t("hint.allocate")}
          shown={card.order.wanted}
          onType={setTyped}
          options={(stock.data?.rows ?? []).map((row) => ({
            value: row.id,
            label: `${row.stockNumber} ${row.description} ${row.exteriorColour}`.trim(),
            detail: `${row.vin} · ${row.ageDays === null ? t("onTheWay") : t("age", { count: row.ageDays })}`,
          }))}
        />
      </FormGroup>
    </Form>
  );
}
