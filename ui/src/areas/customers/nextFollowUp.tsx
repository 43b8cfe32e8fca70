// The next follow-up: a day, an hour, and what for. Every live lead has one.
import { useTranslation } from "react-i18next";
import { Choice } from "../../components/form/Choice";
import { DateField } from "../../components/form/DateField";
import { TextField } from "../../components/form/fields";
import type { FormState } from "../../components/form/useForm";
import { addDays, instantOf, parseTime, todayOf } from "../../lib/time";

export interface NextValues {
  nextDay: string | null;
  nextTime: string | null;
  nextWhat: string;
}

/** The hours in which one mostly calls people; any other is typed. */
const TIMES = Array.from({ length: 24 }, (_, half) => {
  const minutes = 9 * 60 + half * 30;
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
});

/** Tomorrow at ten is what most follow-ups are. */
export function tomorrow(): NextValues {
  return { nextDay: addDays(todayOf(), 1), nextTime: "10:00", nextWhat: "" };
}

export function nextOf(values: NextValues): { due: number; what: string } {
  const time = parseTime(values.nextTime ?? "") ?? "10:00";
  return { due: instantOf(values.nextDay ?? todayOf(), time), what: values.nextWhat };
}

/** Where the desk's words for the follow-up stand in these forms. */
export const NEXT_NAMED = { "nextFollowUp.due": "nextDay", "nextFollowUp.what": "nextWhat" } as const;

export function NextFollowUpFields<Values extends NextValues>({ form }: { form: FormState<Values> }) {
  const { t } = useTranslation("customers");
  const narrow = form as unknown as FormState<NextValues>;
  const time = narrow.field("nextTime");
  return (
    <>
      <DateField field={narrow.field("nextDay")} label={t("column.nextFollowUp")} />
      <Choice
        free="yes"
        field={{
          ...time,
          leave: () => {
            const read = parseTime(time.value ?? "");
            if (read !== null && read !== time.value) time.change(read);
            time.leave();
          },
          change: (typed) => {
            time.change(typed);
            time.unreadable(typed === null || typed === "" || parseTime(typed) !== null ? null : t("notTime"));
          },
        }}
        label={t("column.nextTime")}
        options={TIMES.map((time) => ({ value: time, label: time }))}
      />
      <TextField field={narrow.field("nextWhat")} label={t("column.nextWhat")} hint={t("hint.nextWhat")} />
    </>
  );
}
