// A new booking: who, which car, with whom, where, when. Free times stand beside what is taken.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Command, DriveBegun, DriveKind } from "../../bindings/rpc";
import { Choice, OneOf } from "../../components/form/Choice";
import { DateField } from "../../components/form/DateField";
import { Form, FormGroup } from "../../components/form/Form";
import { NumberField, TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { useRight } from "../../components/rights";
import { say } from "../../components/Toasts";
import { Problem, Skeleton } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { newId } from "../../lib/ids";
import { query, submit } from "../../lib/ipc";
import { navigate } from "../../lib/router";
import { instantOf, parseTime } from "../../lib/time";
import { book } from "./actions";
import { FreeStarts } from "./FreeStarts";
import { CarField, ColleagueField, CustomerField, partsOf, TimeField, timesOf } from "./fields";
import { MINUTE } from "./geometry";

interface Values {
  kind: DriveKind;
  customer: string | null;
  customerShown: string;
  vehicle: string | null;
  consultant: string | null;
  route: string | null;
  day: string | null;
  time: string | null;
  minutes: number | null;
  note: string;
}

interface Props {
  search: Record<string, string>;
  onClose: () => void;
}

export function BookDrive({ search, onClose }: Props) {
  const begun = useDesk(
    "test_drives.begin",
    { customer: search.customer ?? null, lead: search.lead ?? null, vehicle: search.vehicle ?? null },
    { former: "dropped" },
  );
  if (begun.isError) return <Problem thrown={begun.error} />;
  if (begun.data === undefined) return <Skeleton />;
  return <BookForm begun={begun.data} search={search} onClose={onClose} />;
}

/** The next full step of the grid, or what was clicked on the board. */
function firstStart(begun: DriveBegun, asked: string | undefined): number {
  if (asked !== undefined && /^\d+$/.test(asked)) return Number(asked);
  const grid = begun.terms.gridMinutes * MINUTE;
  return Math.ceil(begun.now / grid) * grid;
}

function startOf(begun: DriveBegun, search: Record<string, string>): Values {
  const { day, time } = partsOf(firstStart(begun, search.at));
  return {
    kind: "drive",
    customer: begun.customer,
    customerShown: begun.customerShown,
    vehicle: begun.vehicle,
    consultant: search.consultant ?? begun.consultant,
    route: begun.routes[0]?.id ?? null,
    day,
    time,
    minutes: begun.terms.usualMinutes,
    note: "",
  };
}

function spanOf(values: Values): { startsAt: number; endsAt: number } | null {
  const time = parseTime(values.time ?? "");
  if (values.day === null || time === null) return null;
  const startsAt = instantOf(values.day, time);
  return { startsAt, endsAt: startsAt + (values.minutes ?? 0) * MINUTE };
}

function BookForm({ begun, search, onClose }: { begun: DriveBegun } & Props) {
  const { t } = useTranslation("test-drives");
  const may = useRight("bookTestDrives");
  const [drive] = useState(newId);
  const commandOf = (values: Values): Command => {
    const span = spanOf(values);
    return {
      type: "BookTestDrive",
      drive,
      number: "",
      kind: values.kind,
      customer: values.customer ?? "",
      // The lead belongs to its customer; for another the desk finds theirs.
      lead: values.customer === begun.customer ? begun.lead : null,
      vehicle: values.vehicle ?? "",
      consultant: values.consultant,
      route: values.route ?? "",
      startsAt: span?.startsAt ?? 0,
      endsAt: span?.endsAt ?? 0,
      note: values.note,
    };
  };
  const form = useForm<Values>({
    form: "testDrives.book",
    record: begun.customer,
    start: startOf(begun, search),
    required: {
      customer: t("column.customer"),
      vehicle: t("column.car"),
      consultant: t("column.consultant"),
      route: t("column.route"),
      day: t("column.day"),
      time: t("column.time"),
      minutes: t("column.minutes"),
    },
    named: { startsAt: "time", endsAt: "minutes" },
    check: async (values) => {
      const whole =
        values.customer !== null && values.vehicle !== null && values.route !== null && spanOf(values) !== null;
      if (!whole) return [];
      const { problems } = await query("commands.check", { command: commandOf(values) });
      return problems.map((error) => ({ look: "problem" as const, error }));
    },
    save: async (values) => {
      await submit(commandOf(values));
      say(t("booked"));
      navigate("test-drives", [drive], { search: { ...(values.day === null ? {} : { from: values.day }) } });
    },
  });
  const { values } = form;
  const span = spanOf(values);
  const { terms } = begun;
  const nowhere = begun.routes.length === 0;
  return (
    <Form
      form={form}
      title={t("action.new")}
      action={book}
      whyNot={!may ? t("mayNotBook") : nowhere ? t("noRoutes") : null}
      onClose={onClose}
    >
      <FormGroup title={t("group.who")}>
        <CustomerField
          field={form.field("customer")}
          shown={values.customer === begun.customer ? begun.customerShown : values.customerShown}
          onShown={(customerShown) => form.change({ customerShown })}
        />
        <OneOf
          field={form.field("kind")}
          label={t("column.kind")}
          options={(["drive", "ride"] as const).map((value) => ({ value, label: t(`kindOf.${value}`) }))}
        />
      </FormGroup>
      <FormGroup title={t("group.what")}>
        <CarField field={form.field("vehicle")} cars={begun.cars} />
        <ColleagueField field={form.field("consultant")} people={begun.colleagues} />
        <Choice
          field={form.field("route")}
          label={t("column.route")}
          options={begun.routes.map((route) => ({
            value: route.id,
            label: route.name,
            detail: t("routeLength", { km: route.lengthHm / 10, minutes: route.minutes }),
          }))}
        />
      </FormGroup>
      <FormGroup title={t("group.when")}>
        <DateField field={form.field("day")} label={t("column.day")} />
        <TimeField
          field={form.field("time")}
          label={t("column.time")}
          times={timesOf(terms.opensAtMinute, terms.closesAtMinute, terms.gridMinutes)}
        />
        <NumberField field={form.field("minutes")} label={t("column.minutes")} unit={t("minutes")} />
        <FreeStarts
          vehicle={values.vehicle}
          consultant={values.consultant}
          customer={values.customer}
          startsAt={span?.startsAt ?? null}
          endsAt={span?.endsAt ?? null}
          except={null}
          onTake={(at) => form.change(dayAndTime(at))}
        />
      </FormGroup>
      <FormGroup title={t("group.note")}>
        <TextField field={form.field("note")} label={t("column.note")} lines={2} />
      </FormGroup>
    </Form>
  );
}

/** Day and time of an instant, as the form holds them. */
export function dayAndTime(at: number): { day: string; time: string } {
  return partsOf(at);
}
