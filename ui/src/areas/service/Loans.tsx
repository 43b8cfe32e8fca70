// The courtesy car of an order: lent with licence, readings and the time it is due, kept for longer, taken back.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { LicenceClass, LicenceSeen, LoanCard, ReturnCondition } from "../../bindings/rpc";
import { sayConcerns } from "../../components/concerns";
import { Choice, OneOf } from "../../components/form/Choice";
import { DateField } from "../../components/form/DateField";
import { DialogForm } from "../../components/form/DialogForm";
import { NumberField, ResidentIdField, TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { StateDot, When } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { newId } from "../../lib/ids";
import { submit } from "../../lib/ipc";
import { addDays, clockOf, instantOf, parseTime, todayOf } from "../../lib/time";
import { CONDITIONS, LICENCE_CLASSES } from "./words";

interface Props {
  order: string;
  loans: readonly LoanCard[];
  /** Whether a car may be lent for this order now. */
  mayLend: "yes" | "no";
  /** Whether one may be taken back. */
  mayTakeBack: "yes" | "no";
}

type Asking = { about: "lend" } | { about: "extend" | "takeBack"; loan: LoanCard };

export function Loans({ order, loans, mayLend, mayTakeBack }: Props) {
  const { t } = useTranslation("service");
  const [asking, setAsking] = useState<Asking | null>(null);
  const done = () => setAsking(null);
  const out = loans.find(({ loan }) => loan.returnedAt === null);
  if (loans.length === 0 && mayLend === "no") return null;
  return (
    <section className="loans" aria-label={t("group.loaner")}>
      <h3>{t("group.loaner")}</h3>
      {loans.map((each) => (
        <p key={each.loan.id}>
          {`${each.car} ${each.plate} · ${each.loan.driver} `}
          {each.loan.returnedAt === null ? (
            <StateDot hue={each.overdue ? "bad" : "info"}>
              {t(each.overdue ? "loaner.overdue" : "loaner.out")} <When at={each.loan.dueAt} />
            </StateDot>
          ) : (
            <>
              <StateDot hue={each.loan.condition === "sound" ? "good" : "bad"}>
                {t(`loaner.condition.${each.loan.condition ?? "sound"}`)}
              </StateDot>{" "}
              <When at={each.loan.returnedAt} /> {each.loan.damage}
            </>
          )}{" "}
          <span className="muted">
            {t("loaner.readings", {
              out: each.loan.outKm,
              back: each.loan.returnedKm ?? "–",
              outPercent: each.loan.outPercent,
              backPercent: each.loan.returnedPercent ?? "–",
            })}
          </span>
        </p>
      ))}
      <div className="job-deeds">
        {mayLend === "yes" && out === undefined && (
          <button type="button" className="button quiet" onClick={() => setAsking({ about: "lend" })}>
            {t("action.lendCar")}
          </button>
        )}
        {mayTakeBack === "yes" && out !== undefined && (
          <>
            <button type="button" className="button quiet" onClick={() => setAsking({ about: "takeBack", loan: out })}>
              {t("action.takeBackCar")}
            </button>
            <button type="button" className="button quiet" onClick={() => setAsking({ about: "extend", loan: out })}>
              {t("action.extendLoan")}
            </button>
          </>
        )}
      </div>
      {asking?.about === "lend" && <LendForm order={order} onClose={done} />}
      {asking?.about === "extend" && <ExtendForm card={asking.loan} onClose={done} />}
      {asking?.about === "takeBack" && <TakeBackForm card={asking.loan} onClose={done} />}
    </section>
  );
}

interface Lent {
  vehicle: string | null;
  driver: string;
  licenceNumber: string;
  licenceClass: string | null;
  validUntil: string | null;
  seen: LicenceSeen;
  odometerKm: number | null;
  percent: number | null;
  dueDate: string | null;
  dueTime: string;
}

/** The instant of a day and an hour; an hour that cannot be read is left to the desk to refuse. */
function dueOf(date: string | null, time: string): number {
  return instantOf(date ?? todayOf(), parseTime(time) ?? time);
}

function LendForm({ order, onClose }: { order: string; onClose: () => void }) {
  const { t } = useTranslation("service");
  const cars = useDesk("loaners.choices", {}).data ?? [];
  const form = useForm<Lent>({
    form: "service.lendCar",
    record: order,
    start: {
      vehicle: null,
      driver: "",
      licenceNumber: "",
      licenceClass: "C1",
      validUntil: null,
      seen: "original",
      odometerKm: null,
      percent: null,
      dueDate: addDays(todayOf(), 1),
      dueTime: "17:00",
    },
    required: {
      vehicle: t("field.vehicle"),
      driver: t("field.driver"),
      licenceNumber: t("field.licenceNumber"),
      licenceClass: t("field.licenceClass"),
      odometerKm: t("field.odometerKm"),
      percent: t("field.percent"),
      dueDate: t("field.dueDate"),
      dueTime: t("field.dueTime"),
    },
    named: { classes: "licenceClass", dueAt: "dueTime" },
    save: async (values) => {
      const done = await submit({
        type: "LendCar",
        loan: newId(),
        repairOrder: order,
        vehicle: values.vehicle ?? "",
        driver: values.driver,
        licenceNumber: values.licenceNumber,
        classes: values.licenceClass === null ? [] : [values.licenceClass as LicenceClass],
        validUntil: values.validUntil,
        seen: values.seen,
        odometerKm: values.odometerKm ?? 0,
        percent: values.percent ?? 0,
        dueAt: dueOf(values.dueDate, values.dueTime),
      });
      sayConcerns(done.concerns);
      onClose();
    },
  });
  const verb = t("action.lendCar");
  return (
    <DialogForm form={form} title={verb} verb={verb} onClose={onClose}>
      <Choice
        field={form.field("vehicle")}
        label={t("field.vehicle")}
        hint={cars.length === 0 ? t("hint.noLoaners") : undefined}
        onChoose={({ value }) =>
          form.change({ odometerKm: cars.find(({ vehicle }) => vehicle === value)?.odometerKm ?? null })
        }
        options={cars.map((car) => ({
          value: car.vehicle,
          label: `${car.description} ${car.plate || car.stockNumber}`,
          detail: car.lentUntil === null ? car.stopSale : t("loaner.until", { at: car.lentUntil }),
        }))}
      />
      <TextField field={form.field("driver")} label={t("field.driver")} />
      <ResidentIdField field={form.field("licenceNumber")} label={t("field.licenceNumber")} />
      <Choice
        field={form.field("licenceClass")}
        label={t("field.licenceClass")}
        options={LICENCE_CLASSES.map((value) => ({ value, label: value }))}
      />
      <DateField field={form.field("validUntil")} label={t("field.validUntil")} hint={t("hint.validForLife")} />
      <OneOf
        field={form.field("seen")}
        label={t("field.seen")}
        options={(["original", "electronic"] as const).map((value) => ({ value, label: t(`seen.${value}`) }))}
      />
      <NumberField field={form.field("odometerKm")} label={t("field.odometerKm")} />
      <NumberField field={form.field("percent")} label={t("field.percent")} unit="%" />
      <DateField field={form.field("dueDate")} label={t("field.dueDate")} />
      <TextField field={form.field("dueTime")} label={t("field.dueTime")} />
      <p className="muted">{t("hint.loanLicence")}</p>
    </DialogForm>
  );
}

interface FormProps {
  card: LoanCard;
  onClose: () => void;
}

function ExtendForm({ card, onClose }: FormProps) {
  const { t } = useTranslation("service");
  const form = useForm<{ dueDate: string | null; dueTime: string }>({
    form: "service.extendLoan",
    record: card.loan.id,
    start: { dueDate: todayOf(card.loan.dueAt), dueTime: clockOf(card.loan.dueAt) },
    required: { dueDate: t("field.dueDate"), dueTime: t("field.dueTime") },
    named: { dueAt: "dueTime" },
    save: async ({ dueDate, dueTime }) => {
      await submit({ type: "ExtendLoan", loan: card.loan.id, dueAt: dueOf(dueDate, dueTime) });
      onClose();
    },
  });
  const verb = t("action.extendLoan");
  return (
    <DialogForm form={form} title={`${verb} · ${card.car}`} verb={verb} onClose={onClose}>
      <DateField field={form.field("dueDate")} label={t("field.dueDate")} />
      <TextField field={form.field("dueTime")} label={t("field.dueTime")} />
    </DialogForm>
  );
}

interface Back {
  odometerKm: number | null;
  percent: number | null;
  condition: ReturnCondition;
  damage: string;
}

function TakeBackForm({ card, onClose }: FormProps) {
  const { t } = useTranslation("service");
  const form = useForm<Back>({
    form: "service.takeBackCar",
    record: card.loan.id,
    start: { odometerKm: null, percent: null, condition: "sound", damage: "" },
    required: { odometerKm: t("field.odometerKm"), percent: t("field.percent") },
    save: async ({ odometerKm, percent, condition, damage }) => {
      const done = await submit({
        type: "TakeBackCar",
        loan: card.loan.id,
        odometerKm: odometerKm ?? 0,
        percent: percent ?? 0,
        condition,
        damage,
      });
      sayConcerns(done.concerns);
      onClose();
    },
  });
  const verb = t("action.takeBackCar");
  return (
    <DialogForm form={form} title={`${verb} · ${card.car}`} verb={verb} onClose={onClose}>
      <NumberField
        field={form.field("odometerKm")}
        label={t("field.odometerKm")}
        hint={t("hint.odometer", { km: card.loan.outKm })}
      />
      <NumberField field={form.field("percent")} label={t("field.percent")} unit="%" />
      <OneOf
        field={form.field("condition")}
        label={t("field.condition")}
        options={CONDITIONS.map((value) => ({ value, label: t(`loaner.condition.${value}`) }))}
      />
      {form.values.condition !== "sound" && (
        <TextField field={form.field("damage")} label={t("field.damage")} lines={2} />
      )}
    </DialogForm>
  );
}
