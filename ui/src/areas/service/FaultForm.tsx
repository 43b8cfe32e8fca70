// What was wrong, as far as the law asks: the same fault again or not, whose fault, where, how grave, what was replaced.
import { useTranslation } from "react-i18next";
import type {
  CarSystem,
  EarlierJob,
  FaultCause,
  FaultSeverity,
  JobCard,
  Replaced,
  WorkGrade,
} from "../../bindings/rpc";
import { sayConcerns } from "../../components/concerns";
import { Choice, OneOf } from "../../components/form/Choice";
import { DialogForm } from "../../components/form/DialogForm";
import { TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { submit } from "../../lib/ipc";
import { FAULT_CAUSES, GRADES, REPLACED, SEVERITIES, SYSTEMS } from "./words";

interface Values {
  again: string | null;
  cause: FaultCause | "unsaid";
  system: string | null;
  severity: FaultSeverity;
  replaced: Replaced;
  mainPart: string;
  grade: string | null;
}

interface Props {
  card: JobCard;
  earlier: readonly EarlierJob[];
  onClose: () => void;
}

export function FaultForm({ card, earlier, onClose }: Props) {
  const { t } = useTranslation("service");
  const { job, fault } = card;
  const form = useForm<Values>({
    form: "service.nameFault",
    record: job.id,
    start: {
      again: fault?.again ?? null,
      cause: fault?.cause ?? "unsaid",
      system: fault?.system ?? null,
      severity: fault?.severity ?? "ordinary",
      replaced: fault?.replaced ?? "nothing",
      mainPart: fault?.mainPart ?? "",
      grade: fault?.grade ?? "firstLevelOrMinor",
    },
    required: { grade: t("field.grade") },
    save: async ({ again, cause, system, severity, replaced, mainPart, grade }) => {
      const done = await submit({
        type: "NameFault",
        job: job.id,
        again,
        cause: cause === "unsaid" ? null : cause,
        system: system as CarSystem | null,
        severity,
        replaced,
        mainPart: replaced === "mainPart" ? mainPart : "",
        grade: (grade ?? "firstLevelOrMinor") as WorkGrade,
      });
      sayConcerns(done.concerns);
      onClose();
    },
  });
  const verb = t("action.nameFault");
  return (
    <DialogForm form={form} title={`${verb} · ${job.title}`} verb={verb} onClose={onClose}>
      {earlier.length > 0 && (
        <Choice
          field={form.field("again")}
          label={t("field.again")}
          hint={t("hint.again")}
          options={earlier.map((each) => ({ value: each.job, label: each.title, detail: each.number }))}
        />
      )}
      <OneOf
        field={form.field("cause")}
        label={t("field.faultCause")}
        options={(["unsaid", ...FAULT_CAUSES] as const).map((value) => ({ value, label: t(`faultCause.${value}`) }))}
      />
      <Choice
        field={form.field("system")}
        label={t("field.system")}
        options={SYSTEMS.map((value) => ({ value, label: t(`system.${value}`) }))}
      />
      <OneOf
        field={form.field("severity")}
        label={t("field.severity")}
        options={SEVERITIES.map((value) => ({ value, label: t(`severity.${value}`) }))}
      />
      <OneOf
        field={form.field("replaced")}
        label={t("field.replaced")}
        options={REPLACED.map((value) => ({ value, label: t(`replaced.${value}`) }))}
      />
      {form.values.replaced === "mainPart" && <TextField field={form.field("mainPart")} label={t("field.mainPart")} />}
      <Choice
        field={form.field("grade")}
        label={t("field.grade")}
        options={GRADES.map((value) => ({ value, label: t(`grade.${value}`) }))}
      />
    </DialogForm>
  );
}
