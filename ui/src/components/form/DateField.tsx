// A plain date. Typed it is quickest: 今天, 1122, +3, 2026-11-22; the calendar opens beside it with Alt+↓.
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { parseDate } from "../../lib/time";
import { fetched } from "../fetched";
import { Icon } from "../Icon";
import { When } from "../values";
import { controlProps, Field, type FieldProps } from "./Field";
import { useReadable } from "./fields";

const dayCalendar = fetched(async () => (await import("../antd/Calendar")).Calendar);

interface Props extends FieldProps<string | null> {
  /** Days that cannot be chosen in the calendar. The desk decides; this only spares a useless click. */
  latest?: string;
}

export function DateField({ field, label, hint, latest }: Props) {
  const { t } = useTranslation("common");
  const [calendar, setCalendar] = useState<"open" | "shut">("shut");
  const control = useRef<HTMLInputElement>(null);
  const readable = useReadable<string | null>(
    field,
    (date) => date ?? "",
    (text) => {
      if (text.trim() === "") return { value: null };
      const date = parseDate(text);
      return date === null ? { problem: t("form.notDate") } : { value: date };
    },
  );
  return (
    <Field field={field} label={label} hint={hint}>
      <span className="with-unit">
        <input
          {...controlProps(field)}
          ref={control}
          type="text"
          className="input short"
          autoComplete="off"
          value={readable.text}
          onChange={(event) => readable.onChange(event.target.value)}
          onBlur={readable.onLeave}
          onKeyDown={(event) => {
            if (event.altKey && event.key === "ArrowDown") {
              event.preventDefault();
              setCalendar("open");
            }
          }}
        />
        <button
          type="button"
          className="button quiet square"
          aria-label={t("form.calendar", { label })}
          title={`${t("form.calendar", { label })} (Alt+↓)`}
          tabIndex={-1}
          onClick={() => setCalendar("open")}
        >
          <Icon name="calendar" />
        </button>
        {field.value !== null && field.problem === null && (
          <span className="muted">
            <When at={field.value} />
          </span>
        )}
        {calendar === "open" && (
          <dayCalendar.Part
            label={label}
            value={field.value}
            latest={latest}
            onChoose={(date) => {
              if (date !== null) field.change(date);
              setCalendar("shut");
              control.current?.focus();
            }}
          />
        )}
      </span>
    </Field>
  );
}
