// A car comes in: the plate finds it or makes it, the walk-round is written down, and its order is opened with what is
// to be done.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AnsweredFor, BookingCard, DamageMark, Payer, RepairKind, Wash } from "../../bindings/rpc";
import { sayConcerns } from "../../components/concerns";
import { Choice, OneOf } from "../../components/form/Choice";
import { DateField } from "../../components/form/DateField";
import { Form, FormGroup } from "../../components/form/Form";
import { NumberField, TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { useDesk } from "../../lib/desk";
import { newId } from "../../lib/ids";
import { submit } from "../../lib/ipc";
import { navigate } from "../../lib/router";
import { clockOf, instantOf, parseTime, todayOf } from "../../lib/time";
import { saveReceive } from "./actions";
import { CarField, LeftUndone, useCar } from "./CarPick";
import { Outline } from "./Outline";
import { asComeback, asJob, filled, NOTHING_WANTED, type Wanted, WantedJobs } from "./Wanted";
import { KINDS, PAYERS, WASHES } from "./words";

interface Values {
  car: string | null;
  description: string;
  broughtBy: string;
  odometerKm: number | null;
  odometerReason: string;
  energyPercent: number | null;
  belongings: string;
  marks: DamageMark[];
  concern: string;
  kind: string | null;
  jobs: Wanted[];
  /** Earlier repairs that are mended again, by their jobs. */
  again: string[];
  payer: string | null;
  wash: Wash;
  promisedDate: string | null;
  promisedTime: string;
}

export function ReceiveCar({ booking, onClose }: { booking: string | null; onClose: () => void }) {
  const card = useDesk("service_bookings.card", { id: booking ?? "" }, { asked: booking === null ? "no" : "yes" }).data;
  if (booking !== null && card === undefined) return null;
  return <ReceiveForm booked={card ?? null} onClose={onClose} />;
}

function ReceiveForm({ booked, onClose }: { booked: BookingCard | null; onClose: () => void }) {
  const { t } = useTranslation("service");
  const may = useRight("editService");
  const setup = useDesk("workshops.setup", {}).data;
  const [ids] = useState(() => ({ order: newId(), checkIn: newId(), car: newId() }));
  const form = useForm<Values>({
    form: "service.receive",
    record: booked?.row.id ?? null,
    start: {
      car: booked?.car.id ?? null,
      description: "",
      broughtBy: "",
      odometerKm: null,
      odometerReason: "",
      energyPercent: 50,
      belongings: "",
      marks: [],
      concern: booked?.remark ?? "",
      kind: "repair",
      jobs: booked === null ? [NOTHING_WANTED] : [],
      again: [],
      payer: "customer",
      wash: booked?.wash ?? "wanted",
      promisedDate: booked === null ? null : todayOf(booked.row.endsAt),
      promisedTime: booked === null ? "" : clockOf(booked.row.endsAt),
    },
    required: { car: t("field.car"), odometerKm: t("field.odometerKm") },
    named: { plate: "car", vin: "car", promisedAt: "promisedTime" },
    save: async (values) => {
      const { vin, plate } = finding.found;
      const chosen = booked?.car.id ?? finding.car?.id ?? null;
      const typed = values.car ?? "";
      const car = chosen ?? ids.car;
      await submit({
        type: "CheckInCar",
        checkIn: ids.checkIn,
        car,
        vin: chosen === null ? vin : "",
        plate: chosen === null && vin === "" ? plate || typed : "",
        description: values.description || finding.found.description,
        customer: booked?.car.customer ?? finding.car?.customer ?? null,
        booking: booked?.row.id ?? null,
        broughtBy: values.broughtBy,
        odometerKm: values.odometerKm ?? 0,
        odometerReason: values.odometerReason,
        energyPercent: values.energyPercent ?? 0,
        belongings: values.belongings,
        marks: values.marks,
        concern: values.concern,
      });
      const done = await submit({
        type: "OpenRepairOrder",
        repairOrder: ids.order,
        number: "",
        kind: (values.kind ?? "repair") as RepairKind,
        car,
        customer: null,
        booking: booked?.row.id ?? null,
        checkIn: ids.checkIn,
        advisor: null,
        promisedAt:
          values.promisedDate === null || parseTime(values.promisedTime) === null
            ? null
            : instantOf(values.promisedDate, parseTime(values.promisedTime) ?? ""),
        jobs: [
          ...filled(values.jobs).map((job) => ({
            ...asJob(job),
            job: newId(),
            again: null,
            payer: (values.payer ?? "customer") as Payer,
          })),
          ...comebacks.map(asComeback),
        ],
        remark: values.concern,
        wash: values.wash,
      });
      say(t("received"));
      sayConcerns(done.concerns);
      navigate("service", ["orders", ids.order]);
    },
  });
  const finding = useCar(form.values.car);
  const known = booked?.car ?? finding.car;
  const comebacks = known?.clocks.answeredFor.filter(({ job }) => form.values.again.includes(job)) ?? [];
  const mendAgain = ({ job }: AnsweredFor) =>
    form.change({ again: [...form.values.again.filter((each) => each !== job), job], kind: "comeback" });
  const last = known?.odometerKm ?? 0;
  const back = form.values.odometerKm !== null && form.values.odometerKm < last;
  return (
    <Form
      form={form}
      title={t("action.receive")}
      action={saveReceive}
      whyNot={may ? null : t("mayNot")}
      onClose={onClose}
    >
      <FormGroup title={t("group.car")}>
        {booked === null ? (
          <CarField field={form.field("car")} finding={finding} onMendAgain={mendAgain} />
        ) : (
          <>
            <p>{`${booked.car.plate} ${booked.row.name}`}</p>
            <LeftUndone car={booked.car} onMendAgain={mendAgain} />
          </>
        )}
        {known === null && form.values.car !== null && (
          <TextField field={form.field("description")} label={t("field.description")} hint={t("hint.new")} />
        )}
        <TextField field={form.field("broughtBy")} label={t("field.broughtBy")} />
      </FormGroup>
      <FormGroup title={t("group.checkIn")}>
        <NumberField
          field={form.field("odometerKm")}
          label={t("field.odometerKm")}
          hint={last > 0 ? t("hint.odometer", { km: last }) : undefined}
        />
        {back && <TextField field={form.field("odometerReason")} label={t("field.odometerReason")} />}
        <NumberField field={form.field("energyPercent")} label={t("field.energyPercent")} unit="%" />
        <TextField field={form.field("belongings")} label={t("field.belongings")} />
        <Outline marks={form.values.marks} onChange={(marks) => form.change({ marks })} />
      </FormGroup>
      <FormGroup title={t("group.what")}>
        <TextField field={form.field("concern")} label={t("field.concern")} lines={2} />
        <Choice
          field={form.field("kind")}
          label={t("field.kind")}
          options={KINDS.map((value) => ({ value, label: t(`kindOf.${value}`) }))}
        />
        {booked?.jobs.map((job) => (
          <p key={job.title}>{job.title}</p>
        ))}
        {comebacks.map((each) => (
          <p key={each.job}>
            {t("mendsAgain", { title: each.title, payer: t(`payer.${each.payer}`) })}{" "}
            <button
              type="button"
              className="button quiet"
              onClick={() => form.change({ again: form.values.again.filter((job) => job !== each.job) })}
            >
              {t("action.dropComeback")}
            </button>
          </p>
        ))}
        <WantedJobs form={form} operations={setup?.operations ?? []} />
        <Choice
          field={form.field("payer")}
          label={t("field.payer")}
          options={PAYERS.map((value) => ({ value, label: t(`payer.${value}`) }))}
        />
        <OneOf
          field={form.field("wash")}
          label={t("field.wash")}
          options={WASHES.map((value) => ({ value, label: t(`wash.${value}`) }))}
        />
        <DateField field={form.field("promisedDate")} label={t("field.promisedDate")} />
        <TextField field={form.field("promisedTime")} label={t("field.promisedTime")} />
      </FormGroup>
    </Form>
  );
}
