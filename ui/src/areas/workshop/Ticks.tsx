// Several of a few words, each ticked on its own; the days of the week among them.
import { useTranslation } from "react-i18next";
import { ALL_DAYS } from "./week";

interface Props<Word extends string | number> {
  label: string;
  options: readonly { value: Word; label: string }[];
  chosen: readonly Word[];
  onChange: (chosen: Word[]) => void;
}

export function Ticks<Word extends string | number>({ label, options, chosen, onChange }: Props<Word>) {
  return (
    <fieldset>
      <legend>{label}</legend>
      {options.map(({ value, label: words }) => (
        <label key={value}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={(event) =>
              onChange(event.currentTarget.checked ? [...chosen, value] : chosen.filter((each) => each !== value))
            }
          />
          {words}
        </label>
      ))}
    </fieldset>
  );
}

export function Weekdays({ chosen, onChange }: Pick<Props<number>, "chosen" | "onChange">) {
  const { t } = useTranslation("workshop");
  return (
    <Ticks
      label={t("field.weekdays")}
      options={ALL_DAYS.map((value) => ({ value: value as number, label: t(`weekday.${value}`) }))}
      chosen={chosen}
      onChange={onChange}
    />
  );
}
