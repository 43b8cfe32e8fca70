// The house's rules for leads: what each grade means, how soon a lead is contacted, when it goes back to the pool. Set
// from a day on; what was decided under the former rule stays decided.
import { useTranslation } from "react-i18next";
import type { Grade, LeadPolicies, LeadTerms } from "../../bindings/rpc";
import { Form, FormGroup } from "../../components/form/Form";
import { NumberField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { say } from "../../components/Toasts";
import { Problem, Skeleton } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { newId } from "../../lib/ids";
import { submit } from "../../lib/ipc";
import { setLeadPolicy, toLook } from "./actions";
import { HoldsFrom, lastSet, latestTerms } from "./DatedRule";

const GRADES: readonly Grade[] = ["H", "A", "B", "C", "D"];

type GradeField = `${"buys" | "next"}${Grade}`;

type Values = Record<GradeField, number | null> & {
  validFrom: string | null;
  firstContact: number | null;
  recall: number | null;
  aged: number | null;
};

export function LeadSection() {
  const answer = useDesk("leads.policies", {});
  if (answer.isError) return <Problem thrown={answer.error} />;
  if (answer.data === undefined) return <Skeleton />;
  return <LeadForm key={lastSet(answer.data)} known={answer.data} />;
}

function startOf(known: LeadPolicies): Values {
  const terms = latestTerms(known);
  const grades = GRADES.flatMap((grade): [GradeField, number | null][] => {
    const found = terms.grades.find((each) => each.grade === grade);
    return [
      [`buys${grade}`, found?.buysWithinDays ?? null],
      [`next${grade}`, found?.nextContactWithinHours ?? null],
    ];
  });
  return {
    ...(Object.fromEntries(grades) as Record<GradeField, number | null>),
    validFrom: known.date,
    firstContact: terms.firstContactWithinHours,
    recall: terms.recallAfterDays,
    aged: terms.stockAgedAfterDays,
  };
}

function termsOf(values: Values): LeadTerms {
  return {
    grades: GRADES.map((grade) => ({
      grade,
      buysWithinDays: values[`buys${grade}`] ?? 0,
      nextContactWithinHours: values[`next${grade}`] ?? 0,
    })),
    firstContactWithinHours: values.firstContact ?? 0,
    recallAfterDays: values.recall ?? 0,
    stockAgedAfterDays: values.aged ?? 0,
  };
}

function LeadForm({ known }: { known: LeadPolicies }) {
  const { t } = useTranslation("settings");
  const gradeWords = GRADES.flatMap((grade): [GradeField, string][] => [
    [`buys${grade}`, `${grade} ${t("leads.buys")}`],
    [`next${grade}`, `${grade} ${t("leads.next")}`],
  ]);
  const form = useForm<Values>({
    form: "settings.leads",
    record: null,
    start: startOf(known),
    required: {
      ...(Object.fromEntries(gradeWords) as Record<GradeField, string>),
      firstContact: t("leads.firstContact"),
      recall: t("leads.recall"),
      aged: t("leads.aged"),
      validFrom: t("leads.validFrom"),
    },
    save: async (values) => {
      const validFrom = values.validFrom ?? known.date;
      await submit({ type: "SetLeadPolicy", policy: newId(), validFrom, terms: termsOf(values) });
      say(t("leads.saved", { on: validFrom }));
    },
  });
  return (
    <Form form={form} title={t("section.leads")} action={setLeadPolicy} onClose={toLook}>
      {GRADES.map((grade) => (
        <FormGroup key={grade} title={t("leads.grade", { grade })}>
          <NumberField field={form.field(`buys${grade}`)} label={t("leads.buys")} unit={t("leads.days")} />
          <NumberField field={form.field(`next${grade}`)} label={t("leads.next")} unit={t("leads.hours")} />
        </FormGroup>
      ))}
      <FormGroup title={t("leads.rest")}>
        <NumberField
          field={form.field("firstContact")}
          label={t("leads.firstContact")}
          hint={t("leads.firstContactHint")}
          unit={t("leads.hours")}
        />
        <NumberField
          field={form.field("recall")}
          label={t("leads.recall")}
          hint={t("leads.recallHint")}
          unit={t("leads.days")}
        />
        <NumberField
          field={form.field("aged")}
          label={t("leads.aged")}
          hint={t("leads.agedHint")}
          unit={t("leads.days")}
        />
      </FormGroup>
      <HoldsFrom
        title={t("leads.when")}
        label={t("leads.validFrom")}
        hint={t("leads.validFromHint")}
        validFrom={form.field("validFrom")}
        versions={known.versions}
      />
    </Form>
  );
}
