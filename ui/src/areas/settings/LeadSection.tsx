// The house's rules for leads: what each grade means, how soon a lead is contacted, when it goes back to the pool. Set
// from a day on; what was decided under the former rule stays decided.
import { useTranslation } from "react-i18next";
import type { Grade, LeadPolicies, LeadTerms } from "../../bindings/rpc";
import { DateField } from "../../components/form/DateField";
import { Form, FormGroup } from "../../components/form/Form";
import { NumberField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { say } from "../../components/Toasts";
import { Skeleton } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { newId } from "../../lib/ids";
import { submit } from "../../lib/ipc";
import { navigate } from "../../lib/router";
import { setLeadPolicy } from "./actions";
import { Versions } from "./Versions";

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
  if (answer.isError) {
    return (
      <p className="problem" role="alert">
        {sayThrown(answer.error)}
      </p>
    );
  }
  if (answer.data === undefined) return <Skeleton />;
  // A rule that was just set is what the form starts from again.
  return <LeadForm key={answer.data.versions[0]?.setAt ?? 0} known={answer.data} />;
}

function startOf({ today, versions, date }: LeadPolicies): Values {
  // The latest version is what the next one changes, even where it holds only from next month on.
  const terms = versions[0]?.terms ?? today;
  const grades = GRADES.flatMap((grade): [GradeField, number | null][] => {
    const found = terms.grades.find((each) => each.grade === grade);
    return [
      [`buys${grade}`, found?.buysWithinDays ?? null],
      [`next${grade}`, found?.nextContactWithinHours ?? null],
    ];
  });
  return {
    ...(Object.fromEntries(grades) as Record<GradeField, number | null>),
    validFrom: date,
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
    <Form form={form} title={t("section.leads")} action={setLeadPolicy} onClose={() => navigate("settings", ["look"])}>
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
      <FormGroup title={t("leads.when")}>
        <DateField field={form.field("validFrom")} label={t("leads.validFrom")} hint={t("leads.validFromHint")} />
      </FormGroup>
      <Versions versions={known.versions} />
    </Form>
  );
}
