// The house's rules for complaints: how soon each kind is answered and solved. Set from a day on; what was promised under
// the former rule stays promised.
import { useTranslation } from "react-i18next";
import type { ComplaintKind, ComplaintPolicies, ComplaintTerms } from "../../bindings/rpc";
import { Form, FormGroup } from "../../components/form/Form";
import { NumberField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { say } from "../../components/Toasts";
import { Problem, Skeleton } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { newId } from "../../lib/ids";
import { submit } from "../../lib/ipc";
import { setComplaintPolicy, toLook } from "./actions";
import { HoldsFrom, lastSet, latestTerms } from "./DatedRule";

type HoursField = `${"answer" | "solution"}_${ComplaintKind}`;

type Values = Record<HoursField, number | null> & { validFrom: string | null };

export function ComplaintSection() {
  const answer = useDesk("complaints.policies", {});
  if (answer.isError) return <Problem thrown={answer.error} />;
  if (answer.data === undefined) return <Skeleton />;
  return <ComplaintForm key={lastSet(answer.data)} known={answer.data} />;
}

function startOf(known: ComplaintPolicies): Values {
  const hours = latestTerms(known).kinds.flatMap(
    ({ kind, answerWithinHours, solutionWithinHours }): [HoursField, number][] => [
      [`answer_${kind}`, answerWithinHours],
      [`solution_${kind}`, solutionWithinHours],
    ],
  );
  return { ...(Object.fromEntries(hours) as Record<HoursField, number>), validFrom: known.date };
}

function ComplaintForm({ known }: { known: ComplaintPolicies }) {
  const { t } = useTranslation("settings");
  const kinds = latestTerms(known).kinds.map(({ kind }) => kind);
  const nameOf = (kind: ComplaintKind) => t(`complaints:kindOf.${kind}`);
  const words = kinds.flatMap((kind): [HoursField, string][] => [
    [`answer_${kind}`, `${nameOf(kind)} ${t("complaints.answer")}`],
    [`solution_${kind}`, `${nameOf(kind)} ${t("complaints.solution")}`],
  ]);
  const form = useForm<Values>({
    form: "settings.complaints",
    record: null,
    start: startOf(known),
    required: {
      ...(Object.fromEntries(words) as Record<HoursField, string>),
      validFrom: t("complaints.validFrom"),
    },
    save: async (values) => {
      const validFrom = values.validFrom ?? known.date;
      const terms: ComplaintTerms = {
        kinds: kinds.map((kind) => ({
          kind,
          answerWithinHours: values[`answer_${kind}`] ?? 0,
          solutionWithinHours: values[`solution_${kind}`] ?? 0,
        })),
      };
      await submit({ type: "SetComplaintPolicy", policy: newId(), validFrom, terms });
      say(t("complaints.saved", { on: validFrom }));
    },
  });
  return (
    <Form form={form} title={t("section.complaints")} action={setComplaintPolicy} onClose={toLook}>
      {kinds.map((kind) => (
        <FormGroup key={kind} title={nameOf(kind)}>
          <NumberField
            field={form.field(`answer_${kind}`)}
            label={t("complaints.answer")}
            unit={t("complaints.hours")}
          />
          <NumberField
            field={form.field(`solution_${kind}`)}
            label={t("complaints.solution")}
            unit={t("complaints.hours")}
          />
        </FormGroup>
      ))}
      <HoldsFrom
        title={t("complaints.when")}
        label={t("complaints.validFrom")}
        hint={t("complaints.validFromHint")}
        validFrom={form.field("validFrom")}
        versions={known.versions}
      />
    </Form>
  );
}
