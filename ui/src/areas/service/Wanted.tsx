// What is to be done: standard operations, or words with an estimate.
import { useTranslation } from "react-i18next";
import type { AnsweredFor, Department, NewJob, Skill, StandardOperation, WantedJob } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { Choice } from "../../components/form/Choice";
import { NumberField, TextField } from "../../components/form/fields";
import type { FormState } from "../../components/form/useForm";
import { newId } from "../../lib/ids";
import { useAction } from "../../lib/keys";
import { addWanted } from "./actions";
import { DEPARTMENTS, SKILLS } from "./words";

export interface Wanted {
  operation: string | null;
  words: string;
  skill: string | null;
  minutes: number | null;
  department: string | null;
}

export const NOTHING_WANTED: Wanted = { operation: null, words: "", skill: null, minutes: null, department: null };

export function asJob({ operation, words, skill, minutes, department }: Wanted): WantedJob {
  return { operation, words, skill: skill as Skill | null, minutes, department: department as Department | null };
}

/** An earlier repair that the house answers for, to be done again; whose money it takes the desk has said. */
export function asComeback({ job, title, skill, minutes, payer }: AnsweredFor): NewJob {
  return { job: newId(), operation: null, words: title, skill, minutes, department: null, again: job, payer };
}

/** The jobs in which something was filled in. */
export function filled(jobs: readonly Wanted[]): Wanted[] {
  return jobs.filter(({ operation, words }) => operation !== null || words.trim() !== "");
}

interface Props<Values extends { jobs: Wanted[] }> {
  form: FormState<Values>;
  operations: readonly StandardOperation[];
}

export function WantedJobs<Values extends { jobs: Wanted[] }>({ form, operations }: Props<Values>) {
  const { t } = useTranslation("service");
  const { jobs } = form.values;
  const put = (at: number, change: Partial<Wanted>) =>
    form.change({ jobs: jobs.map((job, place) => (place === at ? { ...job, ...change } : job)) } as Partial<Values>);
  useAction(addWanted, () => form.change({ jobs: [...jobs, NOTHING_WANTED] } as Partial<Values>));
  return (
    <>
      {jobs.map((job, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a job that is being typed has nothing else to be known by
        <div key={at}>
          <Choice
            field={form.part(`jobs.${at}.operation`, job.operation, (operation) => put(at, { operation }))}
            label={t("field.operation")}
            options={operations
              .filter(({ state }) => state === "offered")
              .map(({ id, name, operationCode, minutes }) => ({
                value: id,
                label: name,
                detail: `${operationCode} ${t("minutes", { count: minutes })}`,
              }))}
          />
          <TextField
            field={form.part(`jobs.${at}.words`, job.words, (words) => put(at, { words }))}
            label={t("field.words")}
          />
          {job.operation === null && job.words !== "" && (
            <>
              <Choice
                field={form.part(`jobs.${at}.skill`, job.skill, (skill) => put(at, { skill }))}
                label={t("field.skill")}
                options={SKILLS.map((value) => ({ value, label: t(`skill.${value}`) }))}
              />
              <NumberField
                field={form.part(`jobs.${at}.minutes`, job.minutes, (minutes) => put(at, { minutes }))}
                label={t("field.minutes")}
              />
              <Choice
                field={form.part(`jobs.${at}.department`, job.department, (department) => put(at, { department }))}
                label={t("workshop:field.department")}
                hint={t("hint.department")}
                options={DEPARTMENTS.map((value) => ({ value, label: t(`workshop:department.${value}`) }))}
              />
            </>
          )}
        </div>
      ))}
      <ActionButton action={addWanted} look="quiet" />
    </>
  );
}
