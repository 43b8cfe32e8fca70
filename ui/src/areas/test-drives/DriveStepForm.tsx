// The form of one step of a drive, chosen by the word in the address: licence, keys out, keys back, feedback, another
// time, called off.
import { useTranslation } from "react-i18next";
import type { DriveAspect, DriveCard, Grade, LicenceClass, LicenceSeen, ReturnCondition } from "../../bindings/rpc";
import { sayConcerns } from "../../components/concerns";
import { Choice, OneOf } from "../../components/form/Choice";
import { DateField } from "../../components/form/DateField";
import { Form, FormGroup } from "../../components/form/Form";
import { NumberField, ResidentIdField, TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { say } from "../../components/Toasts";
import { Problem, Skeleton } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { submit } from "../../lib/ipc";
import { addDays, instantOf, parseTime, todayOf } from "../../lib/time";
import * as actions from "./actions";
import { FreeStarts } from "./FreeStarts";
import { CarField, ColleagueField, partsOf, TimeField, timesOf } from "./fields";
import { MINUTE } from "./geometry";

interface StepProps {
  card: DriveCard;
  onClose: () => void;
}

export function DriveStepForm({ id, step, onClose }: { id: string; step: string; onClose: () => void }) {
  const { t } = useTranslation("test-drives");
  const answer = useDesk("test_drives.card", { id });
  if (answer.isError) return <Problem thrown={answer.error} />;
  if (answer.data === undefined) return <Skeleton />;
  const props = { card: answer.data, onClose };
  switch (step) {
    case "licence":
      return <LicenceForm {...props} />;
    case "keys":
      return <KeysForm {...props} />;
    case "return":
      return <ReturnForm {...props} />;
    case "feedback":
      return <FeedbackForm {...props} />;
    case "rebook":
      return <RebookForm {...props} />;
    case "cancel":
      return <CancelForm {...props} />;
    default:
      return <p className="problem">{t("notFound")}</p>;
  }
}

const CLASSES: readonly LicenceClass[] = ["C1", "C2", "C5", "B1", "B2", "A1", "A2", "A3", "C3", "C4", "C6", "D", "E"];

interface LicenceValues {
  name: string;
  number: string;
  licenceClass: string | null;
  firstIssuedOn: string | null;
  validUntil: string | null;
  seen: LicenceSeen;
}

function LicenceForm({ card, onClose }: StepProps) {
  const { t } = useTranslation("test-drives");
  const form = useForm<LicenceValues>({
    form: "testDrives.licence",
    record: card.drive.id,
    start: {
      name: "",
      number: "",
      licenceClass: "C1",
      firstIssuedOn: null,
      validUntil: null,
      seen: "original",
    },
    required: {
      name: t("column.licenceName"),
      number: t("column.licenceNumber"),
      licenceClass: t("column.classes"),
    },
    named: { classes: "licenceClass" },
    save: async (values) => {
      const { concerns } = await submit({
        type: "CheckLicence",
        drive: card.drive.id,
        name: values.name,
        number: values.number,
        classes: values.licenceClass === null ? [] : [values.licenceClass as LicenceClass],
        firstIssuedOn: values.firstIssuedOn,
        validUntil: values.validUntil,
        bornOn: null,
        seen: values.seen,
      });
      sayConcerns(concerns);
      onClose();
    },
  });
  return (
    <Form
      form={form}
      title={`${t("action.checkLicence")} · ${card.customerName}`}
      action={actions.noteLicence}
      onClose={onClose}
    >
      <FormGroup title={t("group.licence")}>
        <TextField field={form.field("name")} label={t("column.licenceName")} hint={t("hint.licenceName")} />
        <ResidentIdField field={form.field("number")} label={t("column.licenceNumber")} />
        <Choice
          field={form.field("licenceClass")}
          label={t("column.classes")}
          options={CLASSES.map((value) => ({ value, label: value }))}
        />
        <DateField
          field={form.field("firstIssuedOn")}
          label={t("column.firstIssuedOn")}
          hint={t("hint.firstIssuedOn")}
          latest={todayOf()}
        />
        <DateField field={form.field("validUntil")} label={t("column.validUntil")} hint={t("hint.validUntil")} />
        <OneOf
          field={form.field("seen")}
          label={t("column.seen")}
          options={(["original", "electronic"] as const).map((value) => ({ value, label: t(`seen.${value}`) }))}
        />
      </FormGroup>
      <p className="muted">{t("hint.licenceKept")}</p>
    </Form>
  );
}

function KeysForm({ card, onClose }: StepProps) {
  const { t } = useTranslation("test-drives");
  const form = useForm<{ odometerKm: number | null; percent: number | null }>({
    form: "testDrives.keys",
    record: card.drive.id,
    start: { odometerKm: card.odometerKm, percent: null },
    required: { odometerKm: t("column.odometer") },
    save: async ({ odometerKm, percent }) => {
      const { concerns } = await submit({
        type: "HandOutKeys",
        drive: card.drive.id,
        odometerKm: odometerKm ?? 0,
        percent,
        at: null,
      });
      say(t("keysOut"));
      sayConcerns(concerns);
      onClose();
    },
  });
  return (
    <Form
      form={form}
      title={`${t("action.handOutKeys")} · ${card.customerName}`}
      action={actions.giveKeys}
      onClose={onClose}
    >
      <FormGroup title={t("group.readings")}>
        <NumberField field={form.field("odometerKm")} label={t("column.odometer")} unit={t("unitKm")} />
        <NumberField field={form.field("percent")} label={t("column.percent")} unit="%" />
      </FormGroup>
    </Form>
  );
}

interface ReturnValues {
  odometerKm: number | null;
  percent: number | null;
  condition: ReturnCondition;
  damage: string;
}

function ReturnForm({ card, onClose }: StepProps) {
  const { t } = useTranslation("test-drives");
  const form = useForm<ReturnValues>({
    form: "testDrives.return",
    record: card.drive.id,
    start: { odometerKm: null, percent: null, condition: "sound", damage: "" },
    required: { odometerKm: t("column.odometer") },
    save: async (values) => {
      const { concerns } = await submit({
        type: "ReturnKeys",
        drive: card.drive.id,
        odometerKm: values.odometerKm ?? 0,
        percent: values.percent,
        at: null,
        condition: values.condition,
        damage: values.damage,
      });
      say(t("keysBack"));
      sayConcerns(concerns);
      onClose();
    },
  });
  const { condition } = form.values;
  return (
    <Form
      form={form}
      title={`${t("action.returnKeys")} · ${card.customerName}`}
      action={actions.takeKeys}
      onClose={onClose}
    >
      <FormGroup title={t("group.readings")}>
        <NumberField
          field={form.field("odometerKm")}
          label={t("column.odometer")}
          hint={card.drive.outKm === null ? undefined : t("hint.outKm", { km: card.drive.outKm })}
          unit={t("unitKm")}
        />
        <NumberField field={form.field("percent")} label={t("column.percent")} unit="%" />
      </FormGroup>
      <FormGroup title={t("group.condition")}>
        <OneOf
          field={form.field("condition")}
          label={t("column.condition")}
          options={(["sound", "damaged", "accident"] as const).map((value) => ({
            value,
            label: t(`condition.${value}`),
          }))}
        />
        {condition !== "sound" && (
          <TextField field={form.field("damage")} label={t("column.damage")} hint={t("hint.damage")} lines={2} />
        )}
      </FormGroup>
    </Form>
  );
}

const ASPECTS: readonly DriveAspect[] = ["power", "handling", "comfort", "quiet", "space", "equipment"];
const STARS = ["5", "4", "3", "2", "1"] as const;

type Stars = (typeof STARS)[number];

type FeedbackValues = Record<`of${Capitalize<DriveAspect>}`, Stars> & {
  score: Stars;
  feedback: string;
  grade: string | null;
  nextDay: string | null;
  nextTime: string | null;
  nextWhat: string;
};

function fieldOf(aspect: DriveAspect): `of${Capitalize<DriveAspect>}` {
  return `of${aspect.charAt(0).toUpperCase()}${aspect.slice(1)}` as `of${Capitalize<DriveAspect>}`;
}

/** Tomorrow at ten, or earlier where the grade wants it. */
function nextStart(card: DriveCard): { nextDay: string; nextTime: string } {
  const wait = card.longestWaitHours;
  if (wait !== null && wait < 24) {
    const { day, time } = partsOf(Math.floor((card.now + (wait - 1) * 60 * MINUTE) / (15 * MINUTE)) * 15 * MINUTE);
    return { nextDay: day, nextTime: time };
  }
  return { nextDay: addDays(todayOf(), 1), nextTime: "10:00" };
}

function FeedbackForm({ card, onClose }: StepProps) {
  const { t } = useTranslation("test-drives");
  const stars = Object.fromEntries(ASPECTS.map((aspect) => [fieldOf(aspect), "4"])) as Record<
    `of${Capitalize<DriveAspect>}`,
    Stars
  >;
  const form = useForm<FeedbackValues>({
    form: "testDrives.feedback",
    record: card.drive.id,
    start: { ...stars, score: "4", feedback: "", grade: card.grade, nextWhat: "", ...nextStart(card) },
    required: { nextDay: t("column.nextDay"), nextTime: t("column.nextTime") },
    named: { "nextFollowUp.due": "nextDay", "nextFollowUp.what": "nextWhat" },
    save: async (values) => {
      const { concerns } = await submit({
        type: "RecordFeedback",
        drive: card.drive.id,
        score: Number(values.score),
        aspects: ASPECTS.map((aspect) => ({ aspect, score: Number(values[fieldOf(aspect)]) })),
        feedback: values.feedback,
        grade: values.grade === card.grade ? null : (values.grade as Grade | null),
        nextFollowUp: {
          due: instantOf(values.nextDay ?? todayOf(), parseTime(values.nextTime ?? "") ?? "10:00"),
          what: values.nextWhat,
        },
      });
      say(t("feedbackKept"));
      sayConcerns(concerns);
      onClose();
    },
  });
  const starOptions = STARS.map((value) => ({ value, label: value }));
  return (
    <Form
      form={form}
      title={`${t("action.recordFeedback")} · ${card.customerName}`}
      action={actions.noteFeedback}
      onClose={onClose}
    >
      <FormGroup title={t("group.feedback")}>
        <OneOf field={form.field("score")} label={t("column.score")} options={starOptions} />
        <TextField field={form.field("feedback")} label={t("column.feedback")} lines={2} />
        {ASPECTS.map((aspect) => (
          <OneOf key={aspect} field={form.field(fieldOf(aspect))} label={t(`aspect.${aspect}`)} options={starOptions} />
        ))}
      </FormGroup>
      <FormGroup title={t("group.next")}>
        {card.grade !== null && (
          <Choice
            field={form.field("grade")}
            label={t("column.grade")}
            options={["H", "A", "B", "C", "D"].map((value) => ({ value, label: value }))}
          />
        )}
        <DateField field={form.field("nextDay")} label={t("column.nextDay")} />
        <TimeField field={form.field("nextTime")} label={t("column.nextTime")} times={timesOf(540, 1260, 30)} />
        <TextField field={form.field("nextWhat")} label={t("column.nextWhat")} hint={t("hint.nextWhat")} />
      </FormGroup>
    </Form>
  );
}

interface RebookValues {
  vehicle: string | null;
  consultant: string | null;
  day: string | null;
  time: string | null;
  minutes: number | null;
}

function RebookForm({ card, onClose }: StepProps) {
  const { t } = useTranslation("test-drives");
  const { drive } = card;
  const begun = useDesk("test_drives.begin", { customer: null, lead: null, vehicle: drive.vehicle });
  const start = partsOf(drive.startsAt);
  const out = drive.state === "out";
  const form = useForm<RebookValues>({
    form: "testDrives.rebook",
    record: drive.id,
    start: {
      vehicle: drive.vehicle,
      consultant: drive.consultant,
      day: start.day,
      time: start.time,
      minutes: (drive.endsAt - drive.startsAt) / MINUTE,
    },
    required: { day: t("column.day"), time: t("column.time"), minutes: t("column.minutes") },
    named: { startsAt: "time", endsAt: "minutes" },
    save: async (values) => {
      const { startsAt, endsAt } = spanOf(values, drive.startsAt);
      await submit({
        type: "RebookTestDrive",
        drive: drive.id,
        vehicle: values.vehicle === drive.vehicle ? null : values.vehicle,
        consultant: values.consultant === drive.consultant ? null : values.consultant,
        route: null,
        startsAt: startsAt === drive.startsAt ? null : startsAt,
        endsAt: endsAt === drive.endsAt ? null : endsAt,
      });
      say(t("rebooked"));
      onClose();
    },
  });
  if (begun.data === undefined) return <Skeleton />;
  const { terms } = begun.data;
  const span = spanOf(form.values, drive.startsAt);
  return (
    <Form form={form} title={`${t("action.rebook")} · ${card.customerName}`} action={actions.rebook} onClose={onClose}>
      {!out && (
        <FormGroup title={t("group.what")}>
          <CarField field={form.field("vehicle")} cars={begun.data.cars} />
          <ColleagueField field={form.field("consultant")} people={begun.data.colleagues} />
        </FormGroup>
      )}
      <FormGroup title={t("group.when")}>
        {!out && (
          <>
            <DateField field={form.field("day")} label={t("column.day")} />
            <TimeField
              field={form.field("time")}
              label={t("column.time")}
              times={timesOf(terms.opensAtMinute, terms.closesAtMinute, terms.gridMinutes)}
            />
          </>
        )}
        <NumberField field={form.field("minutes")} label={t("column.minutes")} unit={t("minutes")} />
        <FreeStarts
          vehicle={form.values.vehicle}
          consultant={form.values.consultant}
          customer={drive.customer}
          startsAt={span.startsAt}
          endsAt={span.endsAt}
          except={drive.id}
          onTake={(at) => !out && form.change(partsOf(at))}
        />
      </FormGroup>
    </Form>
  );
}

function spanOf(values: RebookValues, otherwise: number): { startsAt: number; endsAt: number } {
  const time = parseTime(values.time ?? "");
  const startsAt = values.day === null || time === null ? otherwise : instantOf(values.day, time);
  return { startsAt, endsAt: startsAt + (values.minutes ?? 0) * MINUTE };
}

function CancelForm({ card, onClose }: StepProps) {
  const { t } = useTranslation("test-drives");
  const form = useForm<{ reason: string }>({
    form: "testDrives.cancel",
    record: card.drive.id,
    start: { reason: "" },
    required: { reason: t("column.cancelReason") },
    save: async ({ reason }) => {
      await submit({ type: "CancelTestDrive", drive: card.drive.id, reason });
      say(t("cancelled"));
      onClose();
    },
  });
  return (
    <Form
      form={form}
      title={`${t("action.cancel")} · ${card.customerName}`}
      action={actions.cancelDrive}
      onClose={onClose}
    >
      <FormGroup title={t("action.cancel")}>
        <TextField field={form.field("reason")} label={t("column.cancelReason")} lines={2} />
      </FormGroup>
    </Form>
  );
}
