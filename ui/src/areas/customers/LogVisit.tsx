// Somebody comes in: how many, what for, the first time or again, and who receives them.
import { useTranslation } from "react-i18next";
import type { ReceivedHow, VisitCount, VisitPurpose } from "../../bindings/rpc";
import { Choice, OneOf } from "../../components/form/Choice";
import { Form, FormGroup } from "../../components/form/Form";
import { NumberField, TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { useDesk } from "../../lib/desk";
import { newId } from "../../lib/ids";
import { submit } from "../../lib/ipc";
import { navigate } from "../../lib/router";
import { saveVisit } from "./actions";
import { useNames } from "./facets";
import { RECEIVED_HOW, VISIT_COUNTS, VISIT_PURPOSES } from "./words";

interface Values {
  called: string;
  people: number | null;
  purpose: VisitPurpose;
  count: VisitCount;
  receivedBy: string | null;
  receivedHow: ReceivedHow;
  remark: string;
}

export function LogVisit({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("customers");
  const may = useRight("takeInLeads");
  const names = useNames();
  const next = useDesk("visits.rotation", {}).data?.find(({ state }) => state === "ready");
  const form = useForm<Values>({
    form: "visits.log",
    record: null,
    start: {
      called: "",
      people: 1,
      purpose: "look",
      count: "first",
      receivedBy: null,
      receivedHow: "inTurn",
      remark: "",
    },
    required: { people: t("column.people") },
    save: async (values) => {
      await submit({
        type: "LogVisit",
        visit: newId(),
        customer: null,
        lead: null,
        arrivedAt: null,
        called: values.called,
        people: values.people ?? 1,
        purpose: values.purpose,
        count: values.count,
        // Nobody named: whoever's turn it is.
        receivedBy: values.receivedBy ?? next?.person ?? null,
        receivedHow: values.receivedHow,
        remark: values.remark,
      });
      say(t("logged"));
      navigate("customers", ["visits"]);
    },
  });
  return (
    <Form
      form={form}
      title={t("action.logVisit")}
      action={saveVisit}
      whyNot={may ? null : t("mayNotTakeIn")}
      onClose={onClose}
    >
      <FormGroup title={t("group.who")}>
        <NumberField field={form.field("people")} label={t("column.people")} unit={t("persons")} />
        <TextField field={form.field("called")} label={t("column.called")} hint={t("hint.called")} />
        <OneOf
          field={form.field("count")}
          label={t("column.count")}
          options={VISIT_COUNTS.map((value) => ({ value, label: t(`count.${value}`) }))}
        />
      </FormGroup>
      <FormGroup title={t("group.what")}>
        <OneOf
          field={form.field("purpose")}
          label={t("column.purpose")}
          options={VISIT_PURPOSES.map((value) => ({ value, label: t(`purpose.${value}`) }))}
        />
      </FormGroup>
      <FormGroup title={t("group.receive")}>
        <Choice
          field={form.field("receivedBy")}
          label={t("column.receiver")}
          shown={next?.name}
          hint={next === undefined ? undefined : t("hint.turn", { name: next.name })}
          options={[...names].map(([value, label]) => ({ value, label }))}
        />
        <OneOf
          field={form.field("receivedHow")}
          label={t("column.receivedHow")}
          options={RECEIVED_HOW.map((value) => ({ value, label: t(`received.${value}`) }))}
        />
        <TextField field={form.field("remark")} label={t("column.remark")} lines={2} />
      </FormGroup>
    </Form>
  );
}
