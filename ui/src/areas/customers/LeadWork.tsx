// The work on a lead: a talk, a new grade, a loss and its review, the pool; each a short form beside the list.
import { useTranslation } from "react-i18next";
import type { Command, ContactResult, ContactWay, Grade, LostReason, LostVerdict } from "../../bindings/rpc";
import { Choice, OneOf } from "../../components/form/Choice";
import { Form, FormGroup } from "../../components/form/Form";
import { TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { say } from "../../components/Toasts";
import { Skeleton } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { sentenceFor } from "../../lib/i18n";
import { newId } from "../../lib/ids";
import { submit } from "../../lib/ipc";
import { doneWorks, type Work, works } from "./actions";
import { useNames } from "./facets";
import { NEXT_NAMED, NextFollowUpFields, type NextValues, nextOf, tomorrow } from "./nextFollowUp";
import { CONTACT_RESULTS, CONTACT_WAYS, GRADES, LOST_REASONS, VERDICTS } from "./words";

interface Values extends NextValues {
  way: ContactWay;
  result: ContactResult;
  note: string;
  grade: Grade;
  reason: LostReason;
  competitor: string;
  verdict: LostVerdict;
  colleague: string | null;
}

interface Props {
  customer: string;
  lead: string;
  work: Work;
  onClose: () => void;
}

/** The command that the form gives. */
function commandOf(work: Work, lead: string, values: Values): Command {
  const nextFollowUp = nextOf(values);
  switch (work) {
    case "contact":
      return {
        type: "RecordContact",
        contact: newId(),
        lead,
        way: values.way,
        result: values.result,
        note: values.note,
        grade: values.grade,
        nextFollowUp,
      };
    case "grade":
      return { type: "ChangeGrade", lead, grade: values.grade, nextFollowUp };
    case "lost":
      return {
        type: "ReportLost",
        lead,
        reason: values.reason,
        competitor: values.competitor,
        remark: values.note,
      };
    case "review":
      return {
        type: "ReviewLost",
        lead,
        verdict: values.verdict,
        nextFollowUp: values.verdict === "return" ? nextFollowUp : null,
        remark: values.note,
      };
    case "revive":
      return { type: "ReviveLead", lost: lead, lead: newId(), number: "", grade: values.grade, nextFollowUp };
    case "take":
      return { type: "TakeFromPool", lead, nextFollowUp };
    case "pool":
      return { type: "ReturnToPool", lead, why: values.note };
    case "assign":
      return { type: "AssignLead", lead, to: values.colleague ?? "" };
    case "invalid":
      return { type: "InvalidateLead", lead, why: values.note };
  }
}

const WITH_NOTE: readonly Work[] = ["contact", "lost", "review", "pool", "invalid"];
const NOTE_NEEDED: readonly Work[] = ["contact", "pool", "invalid"];
const WITH_GRADE: readonly Work[] = ["contact", "grade", "revive"];
const NAMED = { ...NEXT_NAMED, remark: "note", why: "note", to: "colleague" } as const;

export function LeadWork(props: Props) {
  const card = useDesk("customers.card", { id: props.customer });
  const lead = card.data?.leads.find(({ id }) => id === props.lead);
  if (card.data === undefined || lead === undefined) return <Skeleton />;
  return <WorkForm {...props} grade={lead.grade} title={`${lead.customerName} · ${lead.wanted}`} />;
}

function WorkForm({ lead, work, onClose, grade, title }: Props & { grade: Grade; title: string }) {
  const { t } = useTranslation("customers");
  const names = useNames();
  const form = useForm<Values>({
    form: `leads.${work}`,
    record: lead,
    start: {
      way: "phone",
      result: "reached",
      note: "",
      grade,
      reason: "price",
      competitor: "",
      verdict: "confirm",
      colleague: null,
      ...tomorrow(),
    },
    required: {
      ...(NOTE_NEEDED.includes(work) ? { note: t("column.note") } : {}),
      ...(work === "assign" ? { colleague: t("column.colleague") } : {}),
    },
    named: NAMED,
    save: async (values) => {
      const { concerns } = await submit(commandOf(work, lead, values));
      say(t(`done.${work}`));
      for (const { code, values: said } of concerns) {
        const sentence = sentenceFor("concern", code, said) ?? sentenceFor("refusal", code, said);
        if (sentence !== null) say(sentence, "bad");
      }
      onClose();
    },
  });
  const { verdict } = form.values;
  const plans = WITH_GRADE.includes(work) || work === "take" || (work === "review" && verdict === "return");
  return (
    <Form form={form} title={t(works[work].label)} action={doneWorks[work]} onClose={onClose}>
      <FormGroup title={title}>
        {work === "contact" && (
          <>
            <OneOf
              field={form.field("way")}
              label={t("column.way")}
              options={CONTACT_WAYS.map((value) => ({ value, label: t(`way.${value}`) }))}
            />
            <OneOf
              field={form.field("result")}
              label={t("column.result")}
              options={CONTACT_RESULTS.map((value) => ({ value, label: t(`result.${value}`) }))}
            />
          </>
        )}
        {work === "lost" && (
          <>
            <Choice
              field={{ ...form.field("reason"), change: (word) => word && form.change({ reason: word as LostReason }) }}
              label={t("column.lostReason")}
              options={LOST_REASONS.map((value) => ({ value, label: t(`lostReason.${value}`) }))}
            />
            <TextField field={form.field("competitor")} label={t("column.competitor")} hint={t("hint.competitor")} />
          </>
        )}
        {work === "review" && (
          <OneOf
            field={form.field("verdict")}
            label={t("column.verdict")}
            options={VERDICTS.map((value) => ({ value, label: t(`verdict.${value}`) }))}
          />
        )}
        {work === "assign" && (
          <Choice
            field={form.field("colleague")}
            label={t("column.colleague")}
            options={[...names].map(([value, label]) => ({ value, label }))}
          />
        )}
        {WITH_NOTE.includes(work) && <TextField field={form.field("note")} label={t("column.note")} lines={3} />}
        {WITH_GRADE.includes(work) && (
          <OneOf
            field={form.field("grade")}
            label={t("column.grade")}
            options={GRADES.map((value) => ({ value, label: value }))}
          />
        )}
      </FormGroup>
      {plans && (
        <FormGroup title={t("group.next")}>
          <NextFollowUpFields form={form} />
        </FormGroup>
      )}
    </Form>
  );
}
