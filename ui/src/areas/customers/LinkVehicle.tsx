// A car and what the customer is to it: owner, the one who brings it in, the one who drives it. A car of the house is
// found by typing; any other is named by its VIN or plate.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Command, VehicleRole } from "../../bindings/rpc";
import { Choice, OneOf } from "../../components/form/Choice";
import { Form, FormGroup } from "../../components/form/Form";
import { PlateField, TextField, VinField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { useDesk } from "../../lib/desk";
import { newId } from "../../lib/ids";
import { query, submit } from "../../lib/ipc";
import { saveLink } from "./actions";
import { VEHICLE_ROLES } from "./words";

interface Values {
  role: VehicleRole;
  vehicle: string | null;
  vehicleShown: string;
  vin: string;
  plate: string;
  description: string;
}

function commandOf(values: Values, customer: string): Command {
  return {
    type: "LinkVehicle",
    link: newId(),
    customer,
    role: values.role,
    vehicle: values.vehicle,
    vin: values.vehicle === null ? values.vin : "",
    plate: values.plate,
    description: values.description,
  };
}

export function LinkVehicle({ customer, onClose }: { customer: string; onClose: () => void }) {
  const { t } = useTranslation("customers");
  const may = useRight("editCustomers");
  const seesStock = useRight("seeStock");
  const [typed, setTyped] = useState("");
  const card = useDesk("customers.card", { id: customer });
  const stock = useDesk(
    "vehicles.list",
    { filters: {}, text: typed, sort: null, offset: 0, limit: 20 },
    { asked: seesStock ? "yes" : "no" },
  );
  const form = useForm<Values>({
    form: "customers.linkVehicle",
    record: customer,
    start: { role: "owner", vehicle: null, vehicleShown: "", vin: "", plate: "", description: "" },
    required: {},
    check: async (values) => {
      const { problems } = await query("commands.check", { command: commandOf(values, customer) });
      return problems.map((error) => ({ look: "problem" as const, error }));
    },
    save: async (values) => {
      await submit(commandOf(values, customer));
      say(t("linked"));
      onClose();
    },
  });
  return (
    <Form
      form={form}
      title={`${t("action.linkVehicle")} · ${card.data?.customer.name ?? ""}`}
      action={saveLink}
      whyNot={may ? null : t("mayNotAmend")}
      onClose={onClose}
    >
      <FormGroup title={t("group.cars")}>
        <OneOf
          field={form.field("role")}
          label={t("column.role")}
          options={VEHICLE_ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
        />
        {seesStock && (
          <Choice
            field={form.field("vehicle")}
            label={t("column.houseCar")}
            hint={t("hint.houseCar")}
            shown={form.values.vehicleShown}
            onType={setTyped}
            onChoose={({ label }) => form.change({ vehicleShown: label })}
            options={(stock.data?.rows ?? []).map((row) => ({
              value: row.id,
              label: `${row.description} ${row.exteriorColour}`.trim(),
              detail: `${row.stockNumber} · ${row.vin}`,
            }))}
          />
        )}
        {form.values.vehicle === null && (
          <VinField field={form.field("vin")} label={t("column.vin")} hint={t("hint.vinOrPlate")} />
        )}
        <PlateField field={form.field("plate")} label={t("column.plate")} />
        <TextField
          field={form.field("description")}
          label={t("column.description")}
          hint={form.values.vehicle === null ? t("hint.description") : t("hint.descriptionOfHouse")}
        />
      </FormGroup>
    </Form>
  );
}
