// A plan is sold: to whom, for which car, what it covers, and how it was paid.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PaymentMethod, PlanKind } from "../../bindings/rpc";
import { CarRecordChoice } from "../../components/CarRecordChoice";
import { CustomerChoice } from "../../components/CustomerChoice";
import { Choice, OneOf } from "../../components/form/Choice";
import { DateField } from "../../components/form/DateField";
import { Form, FormGroup } from "../../components/form/Form";
import { MoneyField, NumberField, TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { useDesk } from "../../lib/desk";
import { newId } from "../../lib/ids";
import { submit } from "../../lib/ipc";
import { navigate } from "../../lib/router";
import { todayOf } from "../../lib/time";
import { savePlan } from "./actions";
import { KINDS, METHODS } from "./words";

interface Values {
  kind: PlanKind;
  customer: string | null;
  customerShown: string;
  car: string | null;
  title: string;
  operation: string | null;
  price: number | null;
  value: number | null;
  times: number | null;
  validFrom: string | null;
  validUntil: string | null;
  untilKm: number | null;
  method: PaymentMethod;
}

export function SellPlan({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("plans");
  const may = useRight("takePayments");
  const seesService = useRight("seeService");
  const [plan] = useState(newId);
  const setup = useDesk("workshops.setup", {}, { asked: seesService ? "yes" : "no" }).data;
  const form = useForm<Values>({
    form: "plans.sell",
    record: null,
    start: {
      kind: "package",
      customer: null,
      customerShown: "",
      car: null,
      title: "",
      operation: null,
      price: null,
      value: null,
      times: 4,
      validFrom: todayOf(),
      validUntil: null,
      untilKm: null,
      method: "weChat",
    },
    required: {
      customer: t("column.customer"),
      title: t("column.title"),
      price: t("column.price"),
      validFrom: t("column.validFrom"),
    },
    save: async ({ customerShown: _, ...values }) => {
      const isPackage = values.kind === "package";
      await submit({
        type: "SellPlan",
        plan,
        number: "",
        receiptNumber: "",
        sale: null,
        ...values,
        customer: values.customer ?? "",
        car: values.kind === "storedValue" ? null : values.car,
        operation: isPackage ? values.operation : null,
        times: isPackage ? values.times : null,
        price: values.price ?? 0,
        value: isPackage ? null : values.value,
        validFrom: values.validFrom ?? todayOf(),
      });
      say(t("sold"));
      navigate("plans", [plan]);
    },
  });
  const { kind } = form.values;
  return (
    <Form form={form} title={t("action.sell")} action={savePlan} whyNot={may ? null : t("mayNot")} onClose={onClose}>
      <FormGroup title={t("group.who")}>
        <CustomerChoice
          field={form.field("customer")}
          label={t("column.customer")}
          shown={form.values.customerShown}
          onShown={(customerShown) => form.change({ customerShown })}
        />
        <OneOf
          field={form.field("kind")}
          label={t("column.kind")}
          options={KINDS.map((value) => ({ value, label: t(`kindOf.${value}`) }))}
        />
        {kind !== "storedValue" && <CarRecordChoice field={form.field("car")} label={t("field.car")} />}
      </FormGroup>
      <FormGroup title={t("group.bought")}>
        <TextField field={form.field("title")} label={t("column.title")} />
        {kind === "package" && (
          <>
            <NumberField field={form.field("times")} label={t("field.times")} />
            <Choice
              field={form.field("operation")}
              label={t("column.operation")}
              hint={t("hint.operation")}
              options={(setup?.operations ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            />
          </>
        )}
        <MoneyField field={form.field("price")} label={t("column.price")} />
        {kind !== "package" && <MoneyField field={form.field("value")} label={t(`field.value.${kind}`)} />}
        <DateField field={form.field("validFrom")} label={t("column.validFrom")} />
        <DateField field={form.field("validUntil")} label={t("column.validUntil")} />
        {kind === "extendedWarranty" && <NumberField field={form.field("untilKm")} label={t("column.untilKm")} />}
        <OneOf
          field={form.field("method")}
          label={t("field.method")}
          options={METHODS.map((value) => ({ value, label: t(`method.${value}`) }))}
        />
      </FormGroup>
    </Form>
  );
}
