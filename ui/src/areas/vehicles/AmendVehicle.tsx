// What is known of a car is mended: every field that has no step of its own. Only what differs is sent, so that two
// people who mend different fields both succeed.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AmendVehicle as Amend, Vehicle, VehicleField } from "../../bindings/rpc";
import { DateField } from "../../components/form/DateField";
import { ReadOnly } from "../../components/form/Field";
import { Form, FormGroup } from "../../components/form/Form";
import { MoneyField, NumberField, TextField, VinField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { ModelChoice } from "../../components/ModelChoice";
import { useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { Problem, Skeleton } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { query, submit } from "../../lib/ipc";
import { todayOf } from "../../lib/time";
import { saveAmended } from "./actions";
import { PurposeAndSource } from "./PurposeAndSource";

export type AmendedValues = Pick<Vehicle, VehicleField>;

const FIELDS: readonly VehicleField[] = [
  "vin",
  "model",
  "description",
  "exteriorColour",
  "interiorColour",
  "engineNumber",
  "producedOn",
  "purpose",
  "source",
  "expectedOn",
  "arrivedOn",
  "odometerKm",
  "guidePrice",
  "remark",
];

/** A value as the command carries it: sums in fen, dates as they are, nothing as the empty text. */
function text(value: string | number | null): string {
  return value === null ? "" : String(value).trim();
}

/** What differs, each field with what stood there before. */
export function amended(before: AmendedValues, after: AmendedValues): Amend["fields"] {
  const changed = FIELDS.filter((field) => text(before[field]) !== text(after[field]));
  return Object.fromEntries(changed.map((field) => [field, { from: text(before[field]), to: text(after[field]) }]));
}

export function AmendVehicle({ id, onClose }: { id: string; onClose: () => void }) {
  const answer = useDesk("vehicles.card", { id }, { former: "dropped" });
  if (answer.isError) return <Problem thrown={answer.error} />;
  if (answer.data === undefined) return <Skeleton />;
  return <AmendForm vehicle={answer.data.vehicle} onClose={onClose} />;
}

function AmendForm({ vehicle, onClose }: { vehicle: Vehicle; onClose: () => void }) {
  const { t } = useTranslation("vehicles");
  const may = useRight("editStock");
  // What the form was opened with, which is what the person saw when they decided to change it.
  const [before] = useState<AmendedValues>(vehicle);
  const start = Object.fromEntries(FIELDS.map((field) => [field, vehicle[field]])) as AmendedValues;
  const commandOf = (values: AmendedValues) =>
    ({ type: "AmendVehicle", vehicle: vehicle.id, fields: amended(before, values) }) as const;
  const form = useForm<AmendedValues>({
    form: "vehicles.amend",
    record: vehicle.id,
    start,
    required: { vin: t("column.vin"), description: t("column.model") },
    check: async (values) => {
      const command = commandOf(values);
      if (Object.keys(command.fields).length === 0) return [];
      const { problems } = await query("commands.check", { command });
      return problems.map((error) => ({ look: "problem", error }));
    },
    save: async (values) => {
      const command = commandOf(values);
      if (Object.keys(command.fields).length > 0) {
        await submit(command);
        say(t("amended", { car: vehicle.stockNumber }));
      }
      onClose();
    },
  });
  const hiddenVin = vehicle.vin.includes("*");
  return (
    <Form
      form={form}
      title={t("amendTitle", { car: vehicle.stockNumber })}
      action={saveAmended}
      whyNot={may ? null : t("mayNotAmend")}
      onClose={onClose}
    >
      <FormGroup title={t("group.car")}>
        {hiddenVin ? (
          <ReadOnly label={t("column.vin")}>{vehicle.vin}</ReadOnly>
        ) : (
          <VinField field={form.field("vin")} label={t("column.vin")} hint={t("hint.vin")} />
        )}
        <ModelChoice
          field={form.field("description")}
          label={t("column.model")}
          hint={t("hint.model")}
          model={form.values.model}
          onWrite={(description) => form.change({ description, model: null })}
          onTake={(version) => form.change({ description: version.label, model: version.id })}
        />
        <TextField field={form.field("exteriorColour")} label={t("column.exteriorColour")} />
        <TextField field={form.field("interiorColour")} label={t("column.interiorColour")} />
        <TextField field={form.field("engineNumber")} label={t("column.engineNumber")} />
        <DateField field={form.field("producedOn")} label={t("column.producedOn")} latest={todayOf()} />
        <PurposeAndSource purpose={form.field("purpose")} source={form.field("source")} />
      </FormGroup>
      <FormGroup title={t("group.arrival")}>
        {vehicle.arrivedOn === null ? (
          <DateField field={form.field("expectedOn")} label={t("column.expectedOn")} />
        ) : (
          <DateField field={form.field("arrivedOn")} label={t("column.arrivedOn")} latest={todayOf()} />
        )}
        <NumberField
          field={{
            ...form.field("odometerKm"),
            change: (kilometres) => form.change({ odometerKm: kilometres ?? 0 }),
          }}
          label={t("column.odometerKm")}
          unit={t("km")}
        />
      </FormGroup>
      <FormGroup title={t("group.money")}>
        <MoneyField field={form.field("guidePrice")} label={t("column.guidePrice")} />
      </FormGroup>
      <FormGroup title={t("column.remark")}>
        <TextField field={form.field("remark")} label={t("column.remark")} lines={2} />
      </FormGroup>
    </Form>
  );
}
