// A service point is added or said anew: whose it is, what is done there, where it lies, when it is open, and the way
// there in words, for whoever reads Chinese and for whoever reads English.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type {
  ServicePointCard as Card,
  Directions,
  Hours,
  PointOwner,
  PointState,
  PointWork,
} from "../../bindings/rpc";
import { OneOf } from "../../components/form/Choice";
import { controlProps, Field, type FieldProps } from "../../components/form/Field";
import { Form, FormGroup } from "../../components/form/Form";
import { NumberField, TextField, useReadable } from "../../components/form/fields";
import { SomeOf } from "../../components/form/SomeOf";
import { useForm } from "../../components/form/useForm";
import { useRight } from "../../components/rights";
import { Skeleton } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { newId } from "../../lib/ids";
import { submit } from "../../lib/ipc";
import { navigate } from "../../lib/router";
import { savePoint } from "./actions";
import { daysOf, hoursOf, weekOfDays, writtenHours } from "./pointWeek";
import { POINT_OWNERS, POINT_STATES, POINT_WORKS, WAYS } from "./words";

interface Values {
  name: string;
  englishName: string;
  owner: PointOwner;
  house: string;
  works: readonly PointWork[];
  province: string;
  city: string;
  district: string;
  address: string;
  phone: string;
  rescuePhone: string;
  /** From Monday on; nothing where the doors stay shut. */
  week: readonly (Hours | null)[];
  directions: Directions;
  distanceKm: number | null;
  remark: string;
  state: PointState;
}

const NO_WAY = { metro: "", bus: "", car: "" };
const USUAL: Hours = { from: 8 * 60 + 30, until: 17 * 60 + 30 };
const NEW: Values = {
  name: "",
  englishName: "",
  owner: "own",
  house: "",
  works: ["repair"],
  province: "",
  city: "",
  district: "",
  address: "",
  phone: "",
  rescuePhone: "",
  week: Array.from({ length: 7 }, () => USUAL),
  directions: { zh: NO_WAY, en: NO_WAY },
  distanceKm: null,
  remark: "",
  state: "inUse",
};

function valuesOf({ row, week, openDays: _, ...card }: Card): Values {
  const { name, owner, house, works, city, phone, rescuePhone, distanceKm, state } = row;
  return { ...card, name, owner, house, works, city, phone, rescuePhone, distanceKm, state, week: daysOf(week) };
}

/** The form over what stands there now. */
export function AmendPoint({ id }: { id: string }) {
  const card = useDesk("service_points.card", { id }, { former: "dropped" }).data;
  if (card === undefined) return <Skeleton />;
  return <SetPoint id={id} start={valuesOf(card)} onClose={() => navigate("service", ["points", id])} />;
}

export function AddPoint({ onClose }: { onClose: () => void }) {
  return <SetPoint id={null} start={NEW} onClose={onClose} />;
}

function SetPoint({ id, start, onClose }: { id: string | null; start: Values; onClose: () => void }) {
  const { t } = useTranslation("service-points");
  const may = useRight("runWorkshop");
  const [point] = useState(() => id ?? newId());
  const form = useForm<Values>({
    form: "service.point",
    record: id,
    start,
    required: { name: t("column.name"), address: t("column.street"), phone: t("column.phone") },
    // What is wrong with the week is said beside its first day.
    named: { week: "week.0" },
    save: async ({ week, works, ...values }) => {
      await submit({ type: "SetServicePoint", point, ...values, works: [...works], week: weekOfDays(week) });
      navigate("service", ["points", point]);
    },
  });
  const { values, change } = form;
  const ways = (language: "zh" | "en") =>
    WAYS.map((way) => (
      <TextField
        key={way}
        field={form.part(`directions.${language}.${way}`, values.directions[language][way], (words) =>
          change({
            directions: { ...values.directions, [language]: { ...values.directions[language], [way]: words } },
          }),
        )}
        label={language === "zh" ? t(`way.${way}`) : t("inEnglish", { way: t(`way.${way}`) })}
        lines={2}
      />
    ));
  return (
    <Form
      form={form}
      title={id === null ? t("action.add") : t("amending", { name: start.name })}
      action={savePoint}
      whyNot={may ? null : t("mayNot")}
      onClose={onClose}
    >
      <FormGroup title={t("group.what")}>
        <TextField field={form.field("name")} label={t("column.name")} />
        <TextField field={form.field("englishName")} label={t("column.englishName")} hint={t("hint.englishName")} />
        <OneOf
          field={form.field("owner")}
          label={t("column.owner")}
          options={POINT_OWNERS.map((value) => ({ value, label: t(`owner.${value}`) }))}
        />
        {values.owner === "group" && <TextField field={form.field("house")} label={t("column.house")} />}
        <SomeOf
          field={form.field("works")}
          label={t("column.works")}
          options={POINT_WORKS.map((value) => ({ value, label: t(`work.${value}`) }))}
        />
      </FormGroup>
      <FormGroup title={t("group.where")}>
        <TextField field={form.field("province")} label={t("column.province")} />
        <TextField field={form.field("city")} label={t("column.city")} hint={t("hint.city")} />
        <TextField field={form.field("district")} label={t("column.district")} />
        <TextField field={form.field("address")} label={t("column.street")} />
        <TextField field={form.field("phone")} label={t("column.phone")} />
        <TextField field={form.field("rescuePhone")} label={t("column.rescuePhone")} hint={t("hint.rescuePhone")} />
        <NumberField field={form.field("distanceKm")} label={t("column.distanceKm")} hint={t("hint.distanceKm")} />
      </FormGroup>
      <FormGroup title={t("column.week")}>
        {values.week.map((hours, at) => (
          <HoursField
            // biome-ignore lint/suspicious/noArrayIndexKey: a weekday is its place in the week
            key={at}
            field={form.part(`week.${at}`, hours, (changed) =>
              change({ week: values.week.map((each, place) => (place === at ? changed : each)) }),
            )}
            label={t(`workshop:weekday.${at + 1}`)}
            hint={at === 0 ? t("hint.hours") : undefined}
          />
        ))}
      </FormGroup>
      <FormGroup title={t("group.waysInChinese")}>{ways("zh")}</FormGroup>
      <FormGroup title={t("group.waysInEnglish")}>{ways("en")}</FormGroup>
      <FormGroup title={t("group.more")}>
        <TextField field={form.field("remark")} label={t("column.remark")} lines={2} />
        <OneOf
          field={form.field("state")}
          label={t("column.state")}
          options={POINT_STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
        />
      </FormGroup>
    </Form>
  );
}

/** The hours of one day, typed as one says them; empty where the doors stay shut. */
function HoursField({ field, label, hint }: FieldProps<Hours | null>) {
  const { t } = useTranslation("service-points");
  const readable = useReadable<Hours | null>(field, writtenHours, (text) => {
    if (text.trim() === "") return { value: null };
    const hours = hoursOf(text);
    return hours === null ? { problem: t("hoursUnreadable") } : { value: hours };
  });
  return (
    <Field field={field} label={label} hint={hint}>
      <input
        {...controlProps(field)}
        type="text"
        className="input short"
        autoComplete="off"
        value={readable.text}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => readable.onChange(event.target.value)}
        onBlur={readable.onLeave}
      />
    </Field>
  );
}
