// A lead is taken in, in the order in which people speak: who, what they want, how soon, who follows up and when.
import { useTranslation } from "react-i18next";
import type { Channel, Command, Grade, IntakeTo, NewCustomer, SamePhone } from "../../bindings/rpc";
import { Choice, OneOf } from "../../components/form/Choice";
import { Form, FormGroup } from "../../components/form/Form";
import { MoneyField, PhoneField, TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { ModelChoice } from "../../components/ModelChoice";
import { useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { useDesk } from "../../lib/desk";
import { newId } from "../../lib/ids";
import { query, submit } from "../../lib/ipc";
import { navigate } from "../../lib/router";
import { settings } from "../../lib/settings";
import { saveLead } from "./actions";
import { Duplicates } from "./Duplicates";
import { useNames } from "./facets";
import { NEXT_NAMED, NextFollowUpFields, type NextValues, nextOf, tomorrow } from "./nextFollowUp";
import { CHANNELS, GRADES, INTAKE_TO } from "./words";
import "./customers.css";

interface Values extends NextValues {
  name: string;
  mobile: string;
  samePhone: SamePhone;
  wanted: string;
  /** The version of the catalogue that is wanted, where it is one. */
  model: string | null;
  budget: number | null;
  channel: Channel;
  channelDetail: string;
  grade: Grade;
  to: IntakeTo;
  colleague: string | null;
  remark: string;
}

const NAMED = { "newCustomer.name": "name", "newCustomer.mobile": "mobile", ...NEXT_NAMED } as const;

/** Somebody who says a name and a phone; the papers come with the contract. */
function newPerson(values: Values): NewCustomer {
  return {
    kind: "person",
    name: values.name,
    mobile: values.mobile,
    otherPhone: "",
    identityPaper: "none",
    identityNumber: "",
    email: "",
    address: "",
    bornOn: "",
    language: settings.get().language,
    remark: "",
    samePhone: values.samePhone,
  };
}

function intakeCommand(values: Values, lead: string, customer: string, isNew: boolean): Command {
  return {
    type: "TakeInLead",
    lead,
    customer,
    newCustomer: isNew ? newPerson(values) : null,
    number: "",
    customerNumber: "",
    externalKey: "",
    cost: null,
    channel: values.channel,
    channelDetail: values.channelDetail,
    // What is not filled in yet is no mistake; it must not hide one that is.
    wanted: values.wanted.trim() === "" ? [] : [{ model: values.model, description: values.wanted }],
    budget: values.budget,
    grade: values.grade,
    to: values.to,
    colleague: values.colleague,
    nextFollowUp: nextOf(values),
    remark: values.remark,
  };
}

interface Props {
  onClose: () => void;
  /** The customer whom the house knows already. */
  customer: string | null;
  /** The visit from which they go on record. */
  visit: string | null;
}

export function Intake({ onClose, customer, visit }: Props) {
  const { t } = useTranslation("customers");
  const may = useRight("takeInLeads");
  const names = useNames();
  const known = useDesk("customers.card", { id: customer ?? "" }, { asked: customer === null ? "no" : "yes" });
  const policy = useDesk("leads.policy", {});
  const form = useForm<Values>({
    form: "customers.intake",
    record: customer,
    start: {
      name: "",
      mobile: "",
      samePhone: "refuse",
      wanted: "",
      model: null,
      budget: null,
      channel: "walkIn",
      channelDetail: "",
      grade: "A",
      to: "me",
      colleague: null,
      remark: "",
      ...tomorrow(),
    },
    required: {
      ...(customer === null ? { name: t("column.name"), mobile: t("column.mobile") } : {}),
      wanted: t("column.wanted"),
      nextDay: t("column.nextFollowUp"),
    },
    named: NAMED,
    check: async (values) => {
      const { problems } = await query("commands.check", {
        command: intakeCommand(values, newId(), customer ?? newId(), customer === null),
      });
      return problems.map((error) => ({ look: "problem", error }));
    },
    save: async (values) => {
      const lead = newId();
      const id = customer ?? newId();
      await submit(intakeCommand(values, lead, id, customer === null));
      if (visit !== null) await submit({ type: "LinkVisit", visit, customer: id, lead });
      say(t("takenIn"));
      navigate("customers", [id]);
    },
  });
  const hours = policy.data?.grades.find(({ grade }) => grade === form.values.grade)?.nextContactWithinHours;
  const who = known.data?.customer;
  return (
    <Form
      form={form}
      title={t("action.takeIn")}
      action={saveLead}
      whyNot={may ? null : t("mayNotTakeIn")}
      onClose={onClose}
    >
      <FormGroup title={t("group.who")}>
        {customer === null ? (
          <>
            <TextField field={form.field("name")} label={t("column.name")} />
            <PhoneField field={form.field("mobile")} label={t("column.mobile")} />
            <Duplicates
              name={form.values.name}
              mobile={form.values.mobile}
              onTake={(duplicate) =>
                navigate("customers", ["new"], {
                  search: { customer: duplicate.customer.id, ...(visit ? { visit } : {}) },
                })
              }
              onAnother={() => form.change({ samePhone: "anotherCustomer" })}
            />
            {form.values.samePhone === "anotherCustomer" && <p className="muted">{t("duplicates.isAnother")}</p>}
          </>
        ) : (
          <p>
            {who?.name} {who?.mobile}
          </p>
        )}
      </FormGroup>
      <FormGroup title={t("group.what")}>
        <ModelChoice
          field={form.field("wanted")}
          label={t("column.wanted")}
          hint={t("hint.wanted")}
          model={form.values.model}
          onWrite={(wanted) => form.change({ wanted, model: null })}
          onTake={(version) => form.change({ wanted: version.label, model: version.id })}
        />
        <MoneyField field={form.field("budget")} label={t("column.budget")} />
      </FormGroup>
      <FormGroup title={t("group.how")}>
        <Choice
          field={{ ...form.field("channel"), change: (word) => word && form.change({ channel: word as Channel }) }}
          label={t("column.channel")}
          options={CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }))}
        />
        <TextField
          field={form.field("channelDetail")}
          label={t("column.channelDetail")}
          hint={t("hint.channelDetail")}
        />
        <OneOf
          field={form.field("grade")}
          label={t("column.grade")}
          options={GRADES.map((value) => ({ value, label: value }))}
        />
      </FormGroup>
      <FormGroup title={t("group.next")}>
        <OneOf
          field={form.field("to")}
          label={t("column.owner")}
          options={INTAKE_TO.map((value) => ({ value, label: t(`to.${value}`) }))}
        />
        {form.values.to === "colleague" && (
          <Choice
            field={form.field("colleague")}
            label={t("column.colleague")}
            options={[...names].map(([value, label]) => ({ value, label }))}
          />
        )}
        <NextFollowUpFields form={form} />
        {hours !== undefined && <p className="muted">{t("gradeAllows", { grade: form.values.grade, count: hours })}</p>}
        <TextField field={form.field("remark")} label={t("column.remark")} lines={2} />
      </FormGroup>
    </Form>
  );
}
