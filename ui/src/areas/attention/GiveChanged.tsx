// A refused command is changed and given again: its plain fields, each read as what it is. What it names and lists stays
// as it was.
import { useTranslation } from "react-i18next";
import type { AttentionRow, Command } from "../../bindings/rpc";
import { DateField } from "../../components/form/DateField";
import { DialogForm } from "../../components/form/DialogForm";
import { MoneyField, NumberField, RateField, TextField } from "../../components/form/fields";
import { QuantityField } from "../../components/form/QuantityField";
import type { FieldBinding, FormState } from "../../components/form/useForm";
import { useForm } from "../../components/form/useForm";
import { say } from "../../components/Toasts";
import { act } from "../../lib/ipc";
import { type OpenField, openFields } from "./fields";
import { areaOf, labelOf, reasonWords } from "./words";

type Values = Record<string, string | number | null>;

interface Props {
  row: AttentionRow;
  given: Readonly<Record<string, unknown>>;
  deed: string;
  onClose: () => void;
}

export function GiveChanged({ row, given, deed, onClose }: Props) {
  const { t } = useTranslation("attention");
  const { attention, own } = row;
  const fields = openFields(given);
  const area = areaOf(attention.name);
  const form = useForm<Values>({
    form: "attention.change",
    record: attention.id,
    start: Object.fromEntries(fields.map(({ name, value }) => [name, value])),
    // What held a figure or a day must hold one again; a text may well become empty.
    required: Object.fromEntries(
      fields
        .filter(({ kind, value }) => kind !== "text" && value !== null)
        .map(({ name }) => [name, labelOf(name, area)]),
    ),
    save: async (values) => {
      // Only fields of this command are changed, each within its own kind, so it still has the command's form.
      const command = { ...given, ...values } as unknown as Command;
      await act("attentions.give_again", { attention: attention.id, command });
      say(t(own ? "done.again" : "done.adopted"));
      onClose();
    },
  });
  return (
    <DialogForm
      form={form}
      title={t("changeTitle", { deed })}
      verb={t(own ? "action.again" : "action.adopt")}
      consequence={reasonWords(attention).join(" ")}
      onClose={onClose}
    >
      {fields.map((field) => (
        <Changeable key={field.name} field={field} form={form} label={labelOf(field.name, area)} />
      ))}
      <p className="muted">{t("changeAbout")}</p>
    </DialogForm>
  );
}

function Changeable({
  field: { name, kind },
  form,
  label,
}: {
  field: OpenField;
  form: FormState<Values>;
  label: string;
}) {
  // The kind says what the value is; a text is never null once somebody has typed.
  const as = <Value,>() => form.field(name) as unknown as FieldBinding<Value>;
  switch (kind) {
    case "text":
      return <TextField field={{ ...as<string>(), value: as<string | null>().value ?? "" }} label={label} />;
    case "money":
      return <MoneyField field={as<number | null>()} label={label} />;
    case "count":
      return <NumberField field={as<number | null>()} label={label} />;
    case "quantity":
      return <QuantityField field={as<number | null>()} label={label} />;
    case "rate":
      return <RateField field={as<number | null>()} label={label} />;
    case "date":
      return <DateField field={as<string | null>()} label={label} />;
  }
}
