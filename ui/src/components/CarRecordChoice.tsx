// A car that the workshop has on record, found by its plate or VIN.
import { useState } from "react";
import type { CarRecord } from "../bindings/rpc";
import { useDesk } from "../lib/desk";
import { Choice, type Option } from "./form/Choice";
import type { FieldProps } from "./form/Field";
import { useRight } from "./rights";

export function carOption({ id, plate, vin, description, customerName }: CarRecord): Option {
  return { value: id, label: plate || vin, detail: `${description} ${customerName}` };
}

interface Props extends FieldProps<string | null> {
  /** The words of the car that the form began with. */
  shown?: string | undefined;
}

export function CarRecordChoice({ field, label, hint, shown }: Props) {
  const seesService = useRight("seeService");
  const [typed, setTyped] = useState("");
  const found = useDesk("serviced_cars.find", { text: typed }, { asked: seesService ? "yes" : "no" });
  return (
    <Choice
      field={field}
      label={label}
      hint={hint}
      shown={shown}
      onType={setTyped}
      options={(found.data?.cars ?? []).map(carOption)}
    />
  );
}
