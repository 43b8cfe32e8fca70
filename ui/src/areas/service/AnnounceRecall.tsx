// A recall or a campaign is announced: its number, what is to be done and how long that takes.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RecallKind, Skill } from "../../bindings/rpc";
import { OneOf } from "../../components/form/Choice";
import { DateField } from "../../components/form/DateField";
import { Form, FormGroup } from "../../components/form/Form";
import { NumberField, TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { useRight } from "../../components/rights";
import { newId } from "../../lib/ids";
import { submit } from "../../lib/ipc";
import { navigate } from "../../lib/router";
import { todayOf } from "../../lib/time";
import { saveRecall } from "./actions";
import { RECALL_KINDS, SKILLS } from "./words";

interface Values {
  kind: RecallKind;
  number: string;
  maker: string;
  title: string;
  measure: string;
  skill: Skill;
  minutes: number | null;
  runsFrom: string | null;
  runsUntil: string | null;
}

export function AnnounceRecall({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("service");
  const may = useRight("runWorkshop");
  const [recall] = useState(newId);
  const form = useForm<Values>({
    form: "service.recall",
    record: null,
    start: {
      kind: "recall",
      number: "",
      maker: "",
      title: "",
      measure: "",
      skill: "mechanical",
      minutes: 60,
      runsFrom: todayOf(),
      runsUntil: null,
    },
    required: {
      number: t("column.recallNumber"),
      title: t("column.recallTitle"),
      measure: t("column.measure"),
      minutes: t("column.minutes"),
      runsFrom: t("column.runsFrom"),
    },
    save: async ({ minutes, runsFrom, ...values }) => {
      await submit({
        type: "AnnounceRecall",
        recall,
        ...values,
        minutes: minutes ?? 0,
        runsFrom: runsFrom ?? todayOf(),
      });
      navigate("service", ["recalls", recall]);
    },
  });
  return (
    <Form
      form={form}
      title={t("action.announceRecall")}
      action={saveRecall}
      whyNot={may ? null : t("mayNotRecall")}
      onClose={onClose}
    >
      <FormGroup title={t("group.recall")}>
        <TextField field={form.field("number")} label={t("column.recallNumber")} />
        <OneOf
          field={form.field("kind")}
          label={t("column.kind")}
          options={RECALL_KINDS.map((value) => ({ value, label: t(`recallKind.${value}`) }))}
        />
        <TextField field={form.field("maker")} label={t("column.maker")} />
        <TextField field={form.field("title")} label={t("column.recallTitle")} />
        <DateField field={form.field("runsFrom")} label={t("column.runsFrom")} />
        <DateField field={form.field("runsUntil")} label={t("column.runsUntil")} />
      </FormGroup>
      <FormGroup title={t("group.what")}>
        <TextField field={form.field("measure")} label={t("column.measure")} lines={3} />
        <OneOf
          field={form.field("skill")}
          label={t("field.skill")}
          options={SKILLS.map((value) => ({ value, label: t(`skill.${value}`) }))}
        />
        <NumberField field={form.field("minutes")} label={t("column.minutes")} />
      </FormGroup>
    </Form>
  );
}
