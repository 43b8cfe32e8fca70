// What several forms of a drive ask alike: a day and an hour, the customer, a colleague, a car, stars.
import { useTranslation } from "react-i18next";
import type { DriveCar, DrivePerson } from "../../bindings/rpc";
import { CustomerChoice } from "../../components/CustomerChoice";
import { Choice } from "../../components/form/Choice";
import type { FieldBinding } from "../../components/form/useForm";
import { useCatalogueWords } from "../../lib/catalogueWords";
import { fullInstant, parseTime } from "../../lib/time";

/** The times of a day on the grid of the house, from its opening to its closing. */
export function timesOf(opensAtMinute: number, closesAtMinute: number, gridMinutes: number): string[] {
  const times: string[] = [];
  for (let minute = opensAtMinute; minute < closesAtMinute; minute += gridMinutes) {
    times.push(`${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`);
  }
  return times;
}

/** Day and hour of an instant, as the fields hold them. */
export function partsOf(at: number): { day: string; time: string } {
  const [day = "", time = ""] = fullInstant(at).split(" ");
  return { day, time };
}

interface TimeProps {
  field: FieldBinding<string | null>;
  label: string;
  hint?: string | undefined;
  times: readonly string[];
}

/** An hour, from the grid or typed: 14:30, 1430, 2点半. */
export function TimeField({ field, label, hint, times }: TimeProps) {
  const { t } = useTranslation("test-drives");
  return (
    <Choice
      free="yes"
      field={{
        ...field,
        leave: () => {
          const read = parseTime(field.value ?? "");
          if (read !== null && read !== field.value) field.change(read);
          field.leave();
        },
        change: (typed) => {
          field.change(typed);
          field.unreadable(typed === null || typed === "" || parseTime(typed) !== null ? null : t("notTime"));
        },
      }}
      label={label}
      hint={hint}
      options={times.map((time) => ({ value: time, label: time }))}
    />
  );
}

interface CustomerProps {
  field: FieldBinding<string | null>;
  shown: string;
  onShown: (label: string) => void;
}

/** The customer, and what to do where it is nobody who is known yet. */
export function CustomerField({ field, shown, onShown }: CustomerProps) {
  const { t } = useTranslation("test-drives");
  return (
    <CustomerChoice
      field={field}
      label={t("column.customer")}
      hint={field.value === null ? t("hint.customer") : undefined}
      shown={shown}
      onShown={onShown}
    />
  );
}

export function CarField({ field, cars }: { field: FieldBinding<string | null>; cars: readonly DriveCar[] }) {
  const { t } = useTranslation("test-drives");
  const said = useCatalogueWords();
  const car = cars.find(({ id }) => id === field.value);
  return (
    <Choice
      field={field}
      label={t("column.car")}
      hint={car === undefined || car.mayGo ? undefined : t("hint.carNotInOrder")}
      options={cars.map((each) => ({
        value: each.id,
        label: `${said(each.description)} ${each.plate || each.stockNumber}`,
        detail: each.mayGo ? each.colour : t("notInOrder"),
      }))}
    />
  );
}

interface PersonProps {
  field: FieldBinding<string | null>;
  people: readonly DrivePerson[];
}

export function ColleagueField({ field, people }: PersonProps) {
  const { t } = useTranslation("test-drives");
  return (
    <Choice
      field={field}
      label={t("column.consultant")}
      options={people.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}
