// A car for the order, found by typing; the oldest in stock comes first.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Choice } from "../../components/form/Choice";
import { Form, FormGroup } from "../../components/form/Form";
import { useForm } from "../../components/form/useForm";
import { useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { Skeleton } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { submit } from "../../lib/ipc";
import { allocate } from "./actions";
import type { StepProps } from "./OrderStepForm";

/** What can be given: here or on its way, held by nobody, the oldest first. */
const free = (text: string) => ({
  filters: { state: ["inStock", "inTransit"] },
  text,
  sort: { column: "ageDays", descending: true },
  offset: 0,
  limit: 50,
});

export function AllocateVehicle(props: StepProps) {
  const { wanted, wantedVehicle } = props.card.order;
  const first = useDesk("vehicles.list", free(""));
  const named = useDesk("vehicles.card", { id: wantedVehicle ?? "" }, { asked: wantedVehicle === null ? "no" : "yes" });
  if (first.data === undefined || (wantedVehicle !== null && named.isPending)) return <Skeleton />;
  // The very car that the price was agreed for, unless somebody else holds it by now.
  const car = named.data?.vehicle;
  const start = car !== undefined && car.heldBy === null ? car.id : null;
  return <AllocateForm {...props} start={start} wanted={wanted} />;
}

function AllocateForm({ card, onClose, start, wanted }: StepProps & { start: string | null; wanted: string }) {
  const { t } = useTranslation("orders");
  const may = useRight("allocateVehicles");
  const [typed, setTyped] = useState("");
  const stock = useDesk("vehicles.list", free(typed));
  const form = useForm<{ vehicle: string | null }>({
    form: "orders.allocate",
    record: card.order.id,
    start: { vehicle: start },
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
        <p className="muted settlement">{t("wantedIs", { wanted })}</p>
        <Choice
          field={form.field("vehicle")}
          label={t("column.vehicle")}
          hint={t("hint.allocate")}
          shown={wanted}
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
