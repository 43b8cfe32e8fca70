// A car is booked in: which car, what is to be done, when; the day shows its fill, and the earliest time is proposed.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Overbooking, Transport, Wash } from "../../bindings/rpc";
import { ActionButton } from "../../components/ActionButton";
import { Choice, OneOf } from "../../components/form/Choice";
import { DateField } from "../../components/form/DateField";
import { Form, FormGroup } from "../../components/form/Form";
import { PhoneField, TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { useDesk } from "../../lib/desk";
import { newId } from "../../lib/ids";
import { submit } from "../../lib/ipc";
import { useAction } from "../../lib/keys";
import { navigate } from "../../lib/router";
import { clockOf, instantOf, parseTime, todayOf } from "../../lib/time";
import { saveBooking, useEarliest } from "./actions";
import { CarField, useCar } from "./CarPick";
import { DayFill } from "./DayFill";
import { IfTheDayIsFull } from "./IfTheDayIsFull";
import { asJob, filled, NOTHING_WANTED, type Wanted, WantedJobs } from "./Wanted";
import { TRANSPORTS, WASHES } from "./words";

interface Values {
  car: string | null;
  description: string;
  called: string;
  phone: string;
  jobs: Wanted[];
  date: string | null;
  time: string;
  advisor: string | null;
  bay: string | null;
  transport: Transport;
  wash: Wash;
  overbooking: Overbooking;
  remark: string;
}

export function BookService({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("service");
  const may = useRight("editService");
  const mayOverbook = useRight("overbookService");
  const setup = useDesk("workshops.setup", {}).data;
  const house = useDesk("dealership.settings", {}).data;
  const [booking] = useState(newId);
  const [newCar] = useState(newId);
  const form = useForm<Values>({
    form: "service.book",
    record: null,
    start: {
      car: null,
      description: "",
      called: "",
      phone: "",
      jobs: [NOTHING_WANTED],
      date: todayOf(),
      time: "",
      advisor: null,
      bay: null,
      transport: "waits",
      wash: "wanted",
      overbooking: "refused",
      remark: "",
    },
    required: { car: t("field.car"), date: t("field.date"), time: t("field.time") },
    named: { startsAt: "time", plate: "car", vin: "car" },
    save: async (values) => {
      let car = values.car ?? "";
      const known = finding.found.cars.some(({ id }) => id === car) || finding.car?.id === car;
      if (!known) {
        const { vin, plate } = finding.found;
        await submit({
          type: "RegisterCar",
          car: newCar,
          vin,
          plate: vin === "" ? plate || car : "",
          description: values.description || finding.found.description,
          customer: null,
        });
        car = newCar;
      }
      await submit({
        type: "BookService",
        booking,
        number: "",
        dealership: house?.id ?? "",
        car,
        customer: finding.car?.customer ?? null,
        called: values.called,
        phone: values.phone,
        jobs: filled(values.jobs).map(asJob),
        startsAt: instantOf(values.date ?? todayOf(), parseTime(values.time) ?? values.time),
        advisor: values.advisor,
        bay: values.bay,
        transport: values.transport,
        wash: values.wash,
        overbooking: values.overbooking,
        remark: values.remark,
      });
      say(t("booked", { number: finding.car?.plate ?? "" }));
      navigate("service", [booking]);
    },
  });
  const finding = useCar(form.values.car);
  const wanted = filled(form.values.jobs).map(asJob);
  const complete = wanted.every(({ operation, skill, minutes }) => operation !== null || (skill !== null && minutes));
  const promise = useDesk("workshops.earliest", { jobs: complete ? wanted : [], notBefore: null }).data;
  const slot = promise?.slot ?? null;
  useAction(
    useEarliest,
    () => {
      if (slot !== null) {
        form.change({
          date: todayOf(slot.startsAt),
          time: clockOf(slot.startsAt),
          advisor: slot.advisor,
          bay: slot.bay,
        });
      }
    },
    { offered: slot === null ? "no" : "yes" },
  );
  const advisors = setup?.staff.filter(({ shifts }) => shifts.some(({ post }) => post === "advisor")) ?? [];
  const unknown = form.values.car !== null && form.values.car !== "" && finding.car === null;
  return (
    <Form
      form={form}
      title={t("action.book")}
      action={saveBooking}
      whyNot={may ? (setup?.terms === null ? t("notSetUp") : null) : t("mayNot")}
      onClose={onClose}
    >
      <FormGroup title={t("group.car")}>
        <CarField field={form.field("car")} finding={finding} />
        {unknown && <TextField field={form.field("description")} label={t("field.description")} hint={t("hint.new")} />}
      </FormGroup>
      <FormGroup title={t("group.what")}>
        <WantedJobs form={form} operations={setup?.operations ?? []} />
      </FormGroup>
      <FormGroup title={t("group.when")}>
        {slot !== null && (
          <p>
            {t("earliest", { at: slot.startsAt, bay: promise?.bayName, advisor: promise?.advisorName })}
            <ActionButton action={useEarliest} look="quiet" />
          </p>
        )}
        {slot === null && wanted.length > 0 && promise !== undefined && promise.minutes > 0 && <p>{t("noEarliest")}</p>}
        <DateField field={form.field("date")} label={t("field.date")} />
        {form.values.date !== null && <DayFill day={form.values.date} />}
        <TextField field={form.field("time")} label={t("field.time")} />
        <Choice
          field={form.field("advisor")}
          label={t("field.advisor")}
          hint={t("hint.advisor")}
          options={advisors.map(({ person, name }) => ({ value: person, label: name }))}
        />
        <Choice
          field={form.field("bay")}
          label={t("field.bay")}
          hint={t("hint.bay")}
          options={(setup?.bays ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
        {mayOverbook && <IfTheDayIsFull field={form.field("overbooking")} />}
      </FormGroup>
      <FormGroup title={t("group.who")}>
        <TextField field={form.field("called")} label={t("field.called")} />
        <PhoneField field={form.field("phone")} label={t("field.phone")} />
        <OneOf
          field={form.field("transport")}
          label={t("field.transport")}
          options={TRANSPORTS.map((value) => ({ value, label: t(`transport.${value}`) }))}
        />
        <OneOf
          field={form.field("wash")}
          label={t("field.wash")}
          options={WASHES.map((value) => ({ value, label: t(`wash.${value}`) }))}
        />
        <TextField field={form.field("remark")} label={t("field.remark")} lines={2} />
      </FormGroup>
    </Form>
  );
}
