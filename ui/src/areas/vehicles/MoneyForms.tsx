// What a car cost the house, and the lowest price it is sold for: two small forms for those who may edit cost.
import { useTranslation } from "react-i18next";
import type { Vehicle, VehicleCost } from "../../bindings/rpc";
import { DateField } from "../../components/form/DateField";
import { DialogForm } from "../../components/form/DialogForm";
import { MoneyField, RateField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { say } from "../../components/Toasts";
import { useDesk } from "../../lib/desk";
import { submit } from "../../lib/ipc";
import { todayOf } from "../../lib/time";

interface Props {
  vehicle: Vehicle;
  onClose: () => void;
}

interface CostValues {
  purchasePrice: number | null;
  floorPlanBasisPoints: number | null;
  financedOn: string | null;
}

export function CostForm({ vehicle, cost, onClose }: Props & { cost: VehicleCost | null }) {
  const { t } = useTranslation("vehicles");
  const form = useForm<CostValues>({
    form: "vehicles.cost",
    record: vehicle.id,
    start: {
      purchasePrice: cost?.purchasePrice ?? null,
      floorPlanBasisPoints: cost === null || cost.floorPlanBasisPoints === 0 ? null : cost.floorPlanBasisPoints,
      financedOn: cost?.financedOn ?? null,
    },
    required: { purchasePrice: t("column.cost") },
    save: async (values) => {
      const financed = values.floorPlanBasisPoints !== null && values.floorPlanBasisPoints > 0;
      await submit({
        type: "SetCost",
        vehicle: vehicle.id,
        purchasePrice: values.purchasePrice ?? 0,
        floorPlanBasisPoints: values.floorPlanBasisPoints ?? 0,
        financedOn: financed ? values.financedOn : null,
      });
      say(t("deedDone", { deed: t("deed.cost"), model: vehicle.description }));
      onClose();
    },
  });
  return (
    <DialogForm form={form} title={t("deed.cost")} verb={t("deed.cost")} onClose={onClose}>
      <p className="muted">
        {vehicle.stockNumber} {vehicle.description}
      </p>
      <MoneyField field={form.field("purchasePrice")} label={t("column.cost")} hint={t("hint.cost")} />
      <RateField field={form.field("floorPlanBasisPoints")} label={t("column.floorPlan")} unit={t("percentAYear")} />
      {form.values.floorPlanBasisPoints !== null && form.values.floorPlanBasisPoints > 0 && (
        <DateField field={form.field("financedOn")} label={t("column.financedOn")} latest={todayOf()} />
      )}
    </DialogForm>
  );
}

export function FloorForm(props: Props) {
  const known = useDesk("quotes.floor", { vehicle: props.vehicle.id }, { former: "dropped" });
  if (known.data === undefined) return null;
  return <FloorFields {...props} floor={known.data.floor} />;
}

function FloorFields({ vehicle, floor, onClose }: Props & { floor: number | null }) {
  const { t } = useTranslation("vehicles");
  const form = useForm<{ floor: number | null }>({
    form: "vehicles.floor",
    record: vehicle.id,
    start: { floor },
    required: {},
    save: async (values) => {
      await submit({ type: "SetDiscountFloor", vehicle: vehicle.id, floor: values.floor });
      say(t("deedDone", { deed: t("deed.floor"), model: vehicle.description }));
      onClose();
    },
  });
  return (
    <DialogForm form={form} title={t("deed.floor")} verb={t("deed.floor")} onClose={onClose}>
      <p className="muted">
        {vehicle.stockNumber} {vehicle.description}
      </p>
      <MoneyField field={form.field("floor")} label={t("field.floor")} hint={t("hint.floor")} />
    </DialogForm>
  );
}
