// Taking a car into stock: what it is, when and where it came, what it costs, and where papers and keys are.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Choice } from "../../components/form/Choice";
import { DateField } from "../../components/form/DateField";
import { Form, FormGroup } from "../../components/form/Form";
import { MoneyField, NumberField, TextField, VinField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { useDesk } from "../../lib/desk";
import { newId } from "../../lib/ids";
import { submit } from "../../lib/ipc";
import { navigate } from "../../lib/router";
import { todayOf } from "../../lib/time";
import { saveTaken } from "./actions";

interface Values {
  vin: string;
  configuration: string | null;
  model: string;
  colour: string;
  arrivedOn: string | null;
  location: string;
  guidePrice: number | null;
  cost: number | null;
  certificate: string | null;
  keysAt: string;
  keyCount: number | null;
  remarks: string;
}

function empty(): Values {
  return {
    vin: "",
    configuration: null,
    model: "",
    colour: "",
    arrivedOn: todayOf(),
    location: "",
    guidePrice: null,
    cost: null,
    certificate: "inHand",
    keysAt: "",
    keyCount: 2,
    remarks: "",
  };
}

const CERTIFICATES = ["inHand", "pledged", "onTheWay"] as const;

export function TakeIntoStock({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("vehicles");
  const mayTake = useRight("takeIntoStock");
  const mayCost = useRight("editCost");
  const [typed, setTyped] = useState("");
  const choices = useDesk("catalogue.choices", { text: typed, limit: 20 });

  const form = useForm<Values>({
    form: "vehicles.take",
    record: null,
    start: empty(),
    required: {
      vin: t("column.vin"),
      model: t("column.model"),
      colour: t("column.colour"),
      arrivedOn: t("column.arrivedOn"),
      location: t("column.location"),
      guidePrice: t("column.guidePrice"),
    },
    save: async (values) => {
      const vehicle = newId();
      await submit({
        type: "TakeIntoStock",
        vehicle,
        vin: values.vin,
        model: values.model,
        configuration: values.configuration,
        colour: values.colour,
        arrivedOn: values.arrivedOn ?? todayOf(),
        location: values.location,
        guidePrice: values.guidePrice ?? 0,
        cost: mayCost ? values.cost : null,
        certificate: values.certificate ?? "inHand",
        keysAt: values.keysAt,
        keyCount: values.keyCount ?? 0,
        remarks: values.remarks,
      });
      say(t("taken", { model: values.model }));
      navigate("vehicles", [vehicle]);
    },
  });

  const model = form.field("model");
  const options = (choices.data?.choices ?? []).map(({ id, label, detail }) => ({ value: id, label, detail }));

  return (
    <Form
      form={form}
      title={t("action.take")}
      action={saveTaken}
      whyNot={mayTake ? null : t("mayNotTake")}
      onClose={onClose}
    >
      <FormGroup title={t("group.car")}>
        <VinField field={form.field("vin")} label={t("column.vin")} hint={t("hint.vin")} />
        <Choice
          field={{ ...model, change: (text) => form.change({ model: text ?? "", configuration: null }) }}
          label={t("column.model")}
          hint={t("hint.model")}
          options={options}
          onType={setTyped}
          free="yes"
          onChoose={(option) => {
            const found = choices.data?.choices.find((each) => each.id === option.value);
            form.change({
              model: option.label,
              configuration: option.value,
              guidePrice: form.values.guidePrice ?? found?.guidePrice ?? null,
            });
          }}
        />
        <TextField field={form.field("colour")} label={t("column.colour")} />
      </FormGroup>
      <FormGroup title={t("group.arrival")}>
        <DateField field={form.field("arrivedOn")} label={t("column.arrivedOn")} latest={todayOf()} />
        <TextField field={form.field("location")} label={t("column.location")} hint={t("hint.location")} />
      </FormGroup>
      <FormGroup title={t("group.money")}>
        <MoneyField field={form.field("guidePrice")} label={t("column.guidePrice")} />
        {mayCost && <MoneyField field={form.field("cost")} label={t("column.cost")} hint={t("hint.cost")} />}
      </FormGroup>
      <FormGroup title={t("group.papers")}>
        <Choice
          field={form.field("certificate")}
          label={t("column.certificate")}
          options={CERTIFICATES.map((value) => ({ value, label: t(`certificate.${value}`) }))}
        />
        <TextField field={form.field("keysAt")} label={t("column.keysAt")} />
        <NumberField field={form.field("keyCount")} label={t("column.keyCount")} unit={t("keys")} />
        <TextField field={form.field("remarks")} label={t("column.remarks")} lines={2} />
      </FormGroup>
    </Form>
  );
}
