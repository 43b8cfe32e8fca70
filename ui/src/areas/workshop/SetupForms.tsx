// The forms of what does not change from day to day: hours, bays, operations and rates.
import { useTranslation } from "react-i18next";
import type { Department, HolidayOpening, Skill, WorkshopSetup } from "../../bindings/rpc";
import { OneOf } from "../../components/form/Choice";
import { DateField } from "../../components/form/DateField";
import { DialogForm } from "../../components/form/DialogForm";
import { MoneyField, NumberField, TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { say } from "../../components/Toasts";
import { newId } from "../../lib/ids";
import { submit } from "../../lib/ipc";
import { todayOf } from "../../lib/time";
import { Ticks, Weekdays } from "./Ticks";
import { ALL_DAYS, minutesOf, weekOf } from "./week";

export interface SetupFormProps {
  setup: WorkshopSetup;
  onClose: () => void;
}

export const SKILLS: readonly Skill[] = ["maintenance", "mechanical", "highVoltage", "body", "paint", "fitting"];
const DEPARTMENTS: readonly Department[] = ["mechanical", "bodyAndPaint", "accessories", "beauty", "rescue"];

/** The words of the skills, in the order of the list. */
export function useSkills(): { value: Skill; label: string }[] {
  const { t } = useTranslation("workshop");
  return SKILLS.map((value) => ({ value, label: t(`service:skill.${value}`) }));
}

export function useGiven(onClose: () => void) {
  const { t } = useTranslation("workshop");
  return async (command: Parameters<typeof submit>[0]) => {
    await submit(command);
    say(t("saved"));
    onClose();
  };
}

interface HoursValues {
  weekdays: number[];
  from: string;
  until: string;
  lunchFrom: string;
  lunchUntil: string;
  statutory: HolidayOpening;
  buffer: number | null;
  reception: number | null;
  noShow: number | null;
  furthest: number | null;
  bookable: number | null;
  followUp: number | null;
}

export function HoursForm({ setup, onClose }: SetupFormProps) {
  const { t } = useTranslation("workshop");
  const given = useGiven(onClose);
  const { terms } = setup;
  const form = useForm<HoursValues>({
    form: "workshop.hours",
    record: null,
    start: {
      weekdays: terms === null ? [...ALL_DAYS] : terms.week.map(({ weekday }) => weekday),
      from: "8:30",
      until: "17:30",
      lunchFrom: "12:00",
      lunchUntil: "13:00",
      statutory: terms?.statutoryDays ?? "open",
      buffer: terms?.bufferMinutes ?? 10,
      reception: terms?.receptionMinutes ?? 15,
      noShow: terms?.noShowMinutes ?? 30,
      furthest: terms?.furthestDays ?? 60,
      bookable: terms?.bookablePercent ?? 80,
      followUp: terms?.followUpDays ?? 3,
    },
    required: { from: t("field.from"), until: t("field.until") },
    save: (values) =>
      given({
        type: "SetUpWorkshop",
        terms: {
          week: weekOf(values.weekdays, values.from, values.until),
          lunch: { from: minutesOf(values.lunchFrom), until: minutesOf(values.lunchUntil) },
          statutoryDays: values.statutory,
          bufferMinutes: values.buffer ?? 0,
          receptionMinutes: values.reception ?? 0,
          noShowMinutes: values.noShow ?? 0,
          furthestDays: values.furthest ?? 0,
          bookablePercent: values.bookable ?? 0,
          followUpDays: values.followUp ?? 0,
        },
      }),
  });
  const verb = t("action.saveHours");
  return (
    <DialogForm form={form} title={t("group.hours")} verb={verb} onClose={onClose}>
      <Weekdays chosen={form.values.weekdays} onChange={(weekdays) => form.change({ weekdays })} />
      <TextField field={form.field("from")} label={t("field.from")} />
      <TextField field={form.field("until")} label={t("field.until")} />
      <TextField field={form.field("lunchFrom")} label={t("field.lunchFrom")} />
      <TextField field={form.field("lunchUntil")} label={t("field.lunchUntil")} />
      <OneOf
        field={form.field("statutory")}
        label={t("field.statutory")}
        options={(["open", "closed"] as const).map((value) => ({ value, label: t(`statutory.${value}`) }))}
      />
      <NumberField field={form.field("buffer")} label={t("field.buffer")} />
      <NumberField field={form.field("reception")} label={t("field.reception")} />
      <NumberField field={form.field("noShow")} label={t("field.noShow")} />
      <NumberField field={form.field("furthest")} label={t("field.furthest")} />
      <NumberField field={form.field("bookable")} label={t("field.bookable")} />
      <NumberField field={form.field("followUp")} label={t("field.followUp")} />
    </DialogForm>
  );
}

export function BayForm({ setup, onClose }: SetupFormProps) {
  const { t } = useTranslation("workshop");
  const given = useGiven(onClose);
  const skills = useSkills();
  const form = useForm<{ name: string; skills: Skill[] }>({
    form: "workshop.bay",
    record: null,
    start: { name: "", skills: ["maintenance", "mechanical"] },
    required: { name: t("field.name") },
    save: ({ name, skills: chosen }) =>
      given({ type: "SetBay", bay: newId(), name, ordinal: setup.bays.length + 1, skills: chosen, state: "inUse" }),
  });
  const verb = t("action.saveBay");
  return (
    <DialogForm form={form} title={verb} verb={verb} onClose={onClose}>
      <TextField field={form.field("name")} label={t("field.name")} />
      <Ticks
        label={t("field.skills")}
        options={skills}
        chosen={form.values.skills}
        onChange={(chosen) => form.change({ skills: chosen })}
      />
    </DialogForm>
  );
}

interface OperationValues {
  code: string;
  name: string;
  skill: Skill;
  department: Department;
  minutes: number | null;
}

export function OperationForm({ onClose }: SetupFormProps) {
  const { t } = useTranslation("workshop");
  const given = useGiven(onClose);
  const skills = useSkills();
  const form = useForm<OperationValues>({
    form: "workshop.operation",
    record: null,
    start: { code: "", name: "", skill: "maintenance", department: "mechanical", minutes: null },
    required: { code: t("field.code"), name: t("field.name"), minutes: t("field.minutes") },
    named: { operationCode: "code" },
    save: ({ code, name, skill, department, minutes }) =>
      given({
        type: "SetStandardOperation",
        operation: newId(),
        operationCode: code,
        name,
        department,
        skill,
        minutes: minutes ?? 0,
        state: "offered",
      }),
  });
  const verb = t("action.saveOperation");
  return (
    <DialogForm form={form} title={verb} verb={verb} onClose={onClose}>
      <TextField field={form.field("code")} label={t("field.code")} />
      <TextField field={form.field("name")} label={t("field.name")} />
      <OneOf field={form.field("skill")} label={t("field.skill")} options={skills} />
      <OneOf
        field={form.field("department")}
        label={t("field.department")}
        options={DEPARTMENTS.map((value) => ({ value, label: t(`department.${value}`) }))}
      />
      <NumberField field={form.field("minutes")} label={t("field.minutes")} />
    </DialogForm>
  );
}

export function RateForm({ onClose }: SetupFormProps) {
  const { t } = useTranslation("workshop");
  const given = useGiven(onClose);
  const skills = useSkills();
  const form = useForm<{ skill: Skill; validFrom: string | null; perHour: number | null }>({
    form: "workshop.rate",
    record: null,
    start: { skill: "maintenance", validFrom: todayOf(), perHour: null },
    required: { validFrom: t("field.validFrom"), perHour: t("field.perHour") },
    save: ({ skill, validFrom, perHour }) =>
      given({
        type: "SetLabourRate",
        rate: newId(),
        skill,
        validFrom: validFrom ?? todayOf(),
        perHour: perHour ?? 0,
      }),
  });
  const verb = t("action.saveRate");
  return (
    <DialogForm form={form} title={verb} verb={verb} onClose={onClose}>
      <OneOf field={form.field("skill")} label={t("field.skill")} options={skills} />
      <DateField field={form.field("validFrom")} label={t("field.validFrom")} />
      <MoneyField field={form.field("perHour")} label={t("field.perHour")} />
    </DialogForm>
  );
}
