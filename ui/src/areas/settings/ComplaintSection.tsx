// The house's rules for complaints: how soon each kind is answered and solved. Set from a day on; what was promised under
// the former rule stays promised.
import { useTranslation } from "react-i18next";
import type { ComplaintKind, ComplaintPolicies, ComplaintTerms } from "../../bindings/rpc";
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
import { setComplaintPolicy } from "./actions";
import { Versions } from "./Versions";

type HoursField = `${"answer" | "solution"}_${ComplaintKind}`;

type Values = Record<HoursField, number | null> & { validFrom: string | null };

export function ComplaintSection() {
  const answer = useDesk("complaints.policies", {});
  if (answer.isError) {
    return (
      <p className="problem" role="alert">
        {sayThrown(answer.error)}
      </p>
    );
  }
  if (answer.data === undefined) return <Skeleton />;
  // A rule that was just set is what the form starts from again.
  return <ComplaintForm key={answer.data.versions[0]?.setAt ?? 0} known={answer.data} />;
}

/** The latest version is what the next one changes, even where it holds only from next month on. */
function latest({ today, versions }: ComplaintPolicies): ComplaintTerms {
  return versions[0]?.terms ?? today;
}

function startOf(known: ComplaintPolicies): Values {
  const hours = latest(known).kinds.flatMap(
    ({ kind, answerWithinHours, solutionWithinHours }): [HoursField, number][] => [
      [`answer_${kind}`, answerWithinHours],
      [`solution_${kind}`, solutionWithinHours],
    ],
  );
  return { ...(Object.fromEntries(hours) as Record<HoursField, number>), validFrom: known.date };
}

function ComplaintForm({ known }: { known: ComplaintPolicies }) {
  const { t } = useTranslation("settings");
  const kinds = latest(known).kinds.map(({ kind }) => kind);
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
    <Form
      form={form}
      title={t("section.complaints")}
      action={setComplaintPolicy}
      onClose={() => navigate("settings", ["look"])}
    >
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
      <FormGroup title={t("complaints.when")}>
        <DateField
          field={form.field("validFrom")}
          label={t("complaints.validFrom")}
          hint={t("complaints.validFromHint")}
        />
      </FormGroup>
      <Versions versions={known.versions} />
    </Form>
  );
}
