// The forms about people: when they work, what they may do, and when they are not there.
import { useTranslation } from "react-i18next";
import type { Post, Skill } from "../../bindings/rpc";
import { Choice, OneOf } from "../../components/form/Choice";
import { DateField } from "../../components/form/DateField";
import { DialogForm } from "../../components/form/DialogForm";
import { TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { newId } from "../../lib/ids";
import { todayOf } from "../../lib/time";
import { type SetupFormProps, useGiven, useSkills } from "./SetupForms";
import { Weekdays } from "./Ticks";
import { ALL_DAYS, weekOf } from "./week";

function peopleOf({ setup }: SetupFormProps) {
  return setup.staff.filter(({ working }) => working).map(({ person, name }) => ({ value: person, label: name }));
}

interface ShiftValues {
  person: string | null;
  post: Post;
  validFrom: string | null;
  weekdays: number[];
  from: string;
  until: string;
}

export function ShiftForm(props: SetupFormProps) {
  const { t } = useTranslation("workshop");
  const given = useGiven(props.onClose);
  const form = useForm<ShiftValues>({
    form: "workshop.shift",
    record: null,
    start: {
      person: null,
      post: "technician",
      validFrom: todayOf(),
      weekdays: [...ALL_DAYS],
      from: "8:30",
      until: "17:30",
    },
    required: { person: t("field.person"), validFrom: t("field.validFrom") },
    save: ({ person, post, validFrom, weekdays, from, until }) =>
      given({
        type: "SetShift",
        shift: newId(),
        person: person ?? "",
        post,
        validFrom: validFrom ?? todayOf(),
        validUntil: null,
        week: weekOf(weekdays, from, until),
      }),
  });
  const verb = t("action.saveShift");
  return (
    <DialogForm form={form} title={verb} verb={verb} onClose={props.onClose}>
      <Choice field={form.field("person")} label={t("field.person")} options={peopleOf(props)} />
      <OneOf
        field={form.field("post")}
        label={t("field.post")}
        options={(["technician", "advisor"] as const).map((value) => ({ value, label: t(`post.${value}`) }))}
      />
      <DateField field={form.field("validFrom")} label={t("field.validFrom")} />
      <Weekdays chosen={form.values.weekdays} onChange={(weekdays) => form.change({ weekdays })} />
      <TextField field={form.field("from")} label={t("field.from")} />
      <TextField field={form.field("until")} label={t("field.until")} />
    </DialogForm>
  );
}

interface CertificateValues {
  person: string | null;
  skill: Skill;
  title: string;
  issuedOn: string | null;
  expiresOn: string | null;
}

export function CertificateForm(props: SetupFormProps) {
  const { t } = useTranslation("workshop");
  const given = useGiven(props.onClose);
  const skills = useSkills();
  const form = useForm<CertificateValues>({
    form: "workshop.certificate",
    record: null,
    start: { person: null, skill: "maintenance", title: "", issuedOn: todayOf(), expiresOn: null },
    required: { person: t("field.person"), title: t("field.title"), issuedOn: t("field.issuedOn") },
    save: ({ person, skill, title, issuedOn, expiresOn }) =>
      given({
        type: "RecordCertificate",
        certificate: newId(),
        person: person ?? "",
        skill,
        title,
        number: "",
        issuedOn: issuedOn ?? todayOf(),
        expiresOn,
      }),
  });
  const verb = t("action.saveCertificate");
  return (
    <DialogForm form={form} title={verb} verb={verb} onClose={props.onClose}>
      <Choice field={form.field("person")} label={t("field.person")} options={peopleOf(props)} />
      <OneOf field={form.field("skill")} label={t("field.skill")} options={skills} />
      <TextField field={form.field("title")} label={t("field.title")} />
      <DateField field={form.field("issuedOn")} label={t("field.issuedOn")} />
      <DateField field={form.field("expiresOn")} label={t("field.expiresOn")} />
    </DialogForm>
  );
}

interface AbsenceValues {
  person: string | null;
  firstDay: string | null;
  lastDay: string | null;
  reason: string;
}

export function AbsenceForm(props: SetupFormProps) {
  const { t } = useTranslation("workshop");
  const given = useGiven(props.onClose);
  const form = useForm<AbsenceValues>({
    form: "workshop.absence",
    record: null,
    start: { person: null, firstDay: todayOf(), lastDay: todayOf(), reason: "" },
    required: {
      person: t("field.person"),
      firstDay: t("field.firstDay"),
      lastDay: t("field.lastDay"),
      reason: t("field.reason"),
    },
    save: ({ person, firstDay, lastDay, reason }) =>
      given({
        type: "RecordAbsence",
        absence: newId(),
        person: person ?? "",
        firstDay: firstDay ?? todayOf(),
        lastDay: lastDay ?? todayOf(),
        reason,
      }),
  });
  const verb = t("action.saveAbsence");
  return (
    <DialogForm form={form} title={verb} verb={verb} onClose={props.onClose}>
      <Choice field={form.field("person")} label={t("field.person")} options={peopleOf(props)} />
      <DateField field={form.field("firstDay")} label={t("field.firstDay")} />
      <DateField field={form.field("lastDay")} label={t("field.lastDay")} />
      <TextField field={form.field("reason")} label={t("field.reason")} />
    </DialogForm>
  );
}
