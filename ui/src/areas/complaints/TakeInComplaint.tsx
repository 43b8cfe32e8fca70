// A complaint or a suggestion is taken in: who, about what, what was said; the deadlines show at once.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ComplaintBegun, ComplaintKind, ComplaintTerms, ComplaintWay } from "../../bindings/rpc";
import { CarRecordChoice } from "../../components/CarRecordChoice";
import { CustomerChoice } from "../../components/CustomerChoice";
import { Choice, OneOf } from "../../components/form/Choice";
import { Form, FormGroup } from "../../components/form/Form";
import { PhoneField, TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { usePerson } from "../../components/rights";
import { say } from "../../components/Toasts";
import { Skeleton } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { newId } from "../../lib/ids";
import { submit } from "../../lib/ipc";
import { navigate } from "../../lib/router";
import { saveComplaint } from "./actions";
import { KINDS, WAYS } from "./words";

interface Values {
  kind: string | null;
  way: ComplaintWay;
  customer: string | null;
  customerShown: string;
  called: string;
  phone: string;
  car: string | null;
  said: string;
  wants: string;
  owner: string | null;
}

interface Props {
  search: Record<string, string>;
  onClose: () => void;
}

export function TakeInComplaint({ search, onClose }: Props) {
  const about = {
    customer: search.customer ?? null,
    car: search.car ?? null,
    sale: search.sale ?? null,
    repairOrder: search.repairOrder ?? null,
  };
  const begun = useDesk("complaints.begin", about, { former: "dropped" }).data;
  const policy = useDesk("complaints.policy", {}).data;
  if (begun === undefined || policy === undefined) return <Skeleton />;
  return <TakeInForm begun={begun} policy={policy} about={about} onClose={onClose} />;
}

interface FormProps {
  begun: ComplaintBegun;
  policy: ComplaintTerms;
  about: { customer: string | null; car: string | null; sale: string | null; repairOrder: string | null };
  onClose: () => void;
}

function TakeInForm({ begun, policy, about, onClose }: FormProps) {
  const { t } = useTranslation("complaints");
  const me = usePerson();
  const people = useDesk("session.state", {}).data?.people ?? [];
  const [complaint] = useState(newId);
  const maySeeCustomers = me.rights.includes("seeCustomers");
  const maySeeService = me.rights.includes("seeService");
  const form = useForm<Values>({
    form: "complaints.takeIn",
    record: about.repairOrder ?? about.sale ?? about.car ?? about.customer,
    start: {
      kind: "repairQuality",
      way: "inPerson",
      customer: begun.customer,
      customerShown: begun.customerName,
      called: "",
      phone: "",
      car: begun.car,
      said: "",
      wants: "",
      owner: me.id,
    },
    required: { kind: t("column.kind"), said: t("field.said"), owner: t("field.owner") },
    save: async ({ customerShown: _, ...values }) => {
      await submit({
        type: "TakeInComplaint",
        complaint,
        number: "",
        ...values,
        kind: (values.kind ?? "other") as ComplaintKind,
        sale: about.sale,
        repairOrder: about.repairOrder,
      });
      say(t("takenIn"));
      navigate("complaints", [complaint]);
    },
  });
  const terms = policy.kinds.find(({ kind }) => kind === form.values.kind);
  const from = [begun.repairOrderNumber, begun.saleNumber].filter((number) => number !== "");
  return (
    <Form form={form} title={t("action.takeIn")} action={saveComplaint} onClose={onClose}>
      <FormGroup title={t("group.who")}>
        {maySeeCustomers && (
          <CustomerChoice
            field={form.field("customer")}
            label={t("column.name")}
            hint={form.values.customer === null ? t("hint.customer") : undefined}
            shown={form.values.customerShown}
            onShown={(customerShown) => form.change({ customerShown })}
          />
        )}
        {form.values.customer === null && (
          <>
            <TextField field={form.field("called")} label={t("field.called")} />
            <PhoneField field={form.field("phone")} label={t("column.phone")} />
          </>
        )}
      </FormGroup>
      <FormGroup title={t("group.about")}>
        {from.length > 0 && <p className="muted">{from.join(" ")}</p>}
        {begun.car === null && begun.carName !== "" && <p className="muted">{begun.carName}</p>}
        {maySeeService && (
          <CarRecordChoice
            field={form.field("car")}
            label={t("field.car")}
            hint={form.values.car === null ? t("hint.car") : undefined}
            shown={form.values.car === begun.car ? begun.carName : undefined}
          />
        )}
        <Choice
          field={form.field("kind")}
          label={t("column.kind")}
          hint={
            terms === undefined
              ? undefined
              : t("within", { answer: terms.answerWithinHours, solution: terms.solutionWithinHours })
          }
          options={KINDS.map((value) => ({ value, label: t(`kindOf.${value}`) }))}
        />
        <OneOf
          field={form.field("way")}
          label={t("column.way")}
          options={WAYS.map((value) => ({ value, label: t(`way.${value}`) }))}
        />
      </FormGroup>
      <FormGroup title={t("group.said")}>
        <TextField field={form.field("said")} label={t("field.said")} lines={4} />
        <TextField field={form.field("wants")} label={t("field.wants")} lines={2} />
        <Choice
          field={form.field("owner")}
          label={t("field.owner")}
          options={people.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </FormGroup>
    </Form>
  );
}
