// The fields that people fill in. Each takes what a clerk really types, shows it as it was understood when left, and
// takes a scan or a paste of its kind wherever the focus is.
import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import { editableFen, formatFen, parseFen } from "../../lib/money";
import { cleanPhone, cleanPlate, cleanVin, type ScanKind, useScan } from "../../lib/scanner";
import { controlProps, Field, type FieldProps } from "./Field";
import type { FieldBinding } from "./useForm";

interface TextProps extends FieldProps<string> {
  lines?: number;
  maxLength?: number;
}

export function TextField({ field, label, hint, lines, maxLength }: TextProps) {
  const shared = {
    ...controlProps(field),
    className: "input",
    value: field.value,
    maxLength,
    autoComplete: "off",
    onChange: (event: { target: { value: string } }) => field.change(event.target.value),
  };
  return (
    <Field field={field} label={label} hint={hint}>
      {lines === undefined ? <input type="text" {...shared} /> : <textarea rows={lines} {...shared} />}
    </Field>
  );
}

interface ScannedProps extends FieldProps<string> {
  kind: ScanKind;
  clean: (text: string) => string;
  className?: string;
  inputMode?: "tel" | "text";
}

/** A text with a form of its own: cleaned up when left, filled by a scan of its kind from anywhere. */
function ScannedField({ field, label, hint, kind, clean, className = "", inputMode = "text" }: ScannedProps) {
  const control = useRef<HTMLInputElement>(null);
  useScan([kind], (scan) => {
    field.change(scan.text);
    control.current?.focus();
    control.current?.select();
  });
  const shared = controlProps(field);
  return (
    <Field field={field} label={label} hint={hint}>
      <input
        {...shared}
        ref={control}
        type="text"
        inputMode={inputMode}
        className={`input ${className}`}
        data-scan={kind}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        value={field.value}
        onChange={(event) => field.change(event.target.value)}
        onBlur={() => {
          const cleaned = clean(field.value);
          if (cleaned !== field.value) field.change(cleaned);
          field.leave();
        }}
      />
    </Field>
  );
}

export function VinField(props: FieldProps<string>) {
  const { t } = useTranslation("common");
  const length = cleanVin(props.field.value).length;
  const counted = length > 0 && length !== 17 ? t("form.vinLength", { count: length }) : props.hint;
  return <ScannedField {...props} hint={counted} kind="vin" clean={cleanVin} className="vin" />;
}

export function PhoneField(props: FieldProps<string>) {
  return <ScannedField {...props} kind="phone" clean={cleanPhone} inputMode="tel" className="short" />;
}

export function PlateField(props: FieldProps<string>) {
  return <ScannedField {...props} kind="plate" clean={cleanPlate} className="short" />;
}

export function ResidentIdField(props: FieldProps<string>) {
  const clean = (text: string) => text.normalize("NFKC").toUpperCase().replace(/[\s-]/g, "");
  return <ScannedField {...props} kind="residentId" clean={clean} className="vin" />;
}

/**
 * The text of a value that must be read before it is one. What the person typed stands as long as the value is the one
 * it was read as; once the field is left, or a draft or a default brought another value, the value itself is shown.
 */
export function useReadable<Value>(
  field: FieldBinding<Value>,
  write: (value: Value) => string,
  read: (text: string) => { value: Value } | { problem: string },
) {
  const [typed, setTyped] = useState<{ text: string; value: Value } | null>(null);
  const standing = typed !== null && Object.is(typed.value, field.value);
  return {
    text: standing ? typed.text : write(field.value),
    onChange: (text: string) => {
      const answer = read(text);
      if ("problem" in answer) {
        setTyped({ text, value: field.value });
        field.unreadable(answer.problem);
        return;
      }
      setTyped({ text, value: answer.value });
      field.change(answer.value);
    },
    onLeave: () => {
      if (standing && !("problem" in read(typed.text))) setTyped(null);
      field.leave();
    },
  };
}

export function MoneyField({ field, label, hint }: FieldProps<number | null>) {
  const { t } = useTranslation("common");
  const [inside, setInside] = useState<"yes" | "no">("no");
  const readable = useReadable<number | null>(
    field,
    (fen) => (fen === null ? "" : inside === "yes" ? editableFen(fen) : formatFen(fen)),
    (text) => {
      if (text.trim() === "") return { value: null };
      const parsed = parseFen(text);
      return "fen" in parsed ? { value: parsed.fen } : { problem: t(`form.${parsed.problem}`) };
    },
  );
  return (
    <Field field={field} label={label} hint={hint}>
      <span className="with-unit">
        <input
          {...controlProps(field)}
          type="text"
          inputMode="decimal"
          className="input number short"
          autoComplete="off"
          value={readable.text}
          onFocus={(event) => {
            // The separators go before the first key can fall among them.
            flushSync(() => setInside("yes"));
            event.currentTarget.select();
          }}
          onChange={(event) => readable.onChange(event.target.value)}
          onBlur={() => {
            setInside("no");
            readable.onLeave();
          }}
        />
        <span className="muted">{t("form.yuan")}</span>
      </span>
    </Field>
  );
}

interface NumberInputProps extends FieldProps<number | null> {
  readable: ReturnType<typeof useReadable<number | null>>;
  inputMode: "decimal" | "numeric";
  unit: string | undefined;
  /** What becomes of what stands there when one comes in: where it is marked, typing replaces it. */
  entered?: "marked" | "left";
}

/** A short number that is read while it is typed, with its unit behind it. */
export function NumberInput(props: NumberInputProps) {
  const { field, label, hint, readable, inputMode, unit = "", entered = "left" } = props;
  return (
    <Field field={field} label={label} hint={hint}>
      <span className="with-unit">
        <input
          {...controlProps(field)}
          type="text"
          inputMode={inputMode}
          className="input number tiny"
          autoComplete="off"
          value={readable.text}
          onFocus={(event) => entered === "marked" && event.currentTarget.select()}
          onChange={(event) => readable.onChange(event.target.value)}
          onBlur={readable.onLeave}
        />
        {unit !== "" && <span className="muted">{unit}</span>}
      </span>
    </Field>
  );
}

interface NumberProps extends FieldProps<number | null> {
  unit?: string;
}

/** A whole number as it is typed; nothing where nothing is. */
export function useWholeNumber(field: FieldBinding<number | null>) {
  const { t } = useTranslation("common");
  return useReadable<number | null>(
    field,
    (value) => (value === null ? "" : String(value)),
    (text) => {
      const plain = text.normalize("NFKC").replace(/[\s,]/g, "");
      if (plain === "") return { value: null };
      return /^\d{1,9}$/.test(plain) ? { value: Number(plain) } : { problem: t("form.notNumber") };
    },
  );
}

/** A whole number of pieces, kilometres, days. */
export function NumberField({ field, label, hint, unit }: NumberProps) {
  const readable = useWholeNumber(field);
  return <NumberInput field={field} label={label} hint={hint} unit={unit} inputMode="numeric" readable={readable} />;
}

/** A rate in per cent, kept as hundredths of a per cent (basis points). */
export function RateField({ field, label, hint, unit }: NumberProps) {
  const { t } = useTranslation("common");
  const readable = useReadable<number | null>(
    field,
    (points) => (points === null ? "" : String(points / 100)),
    (text) => {
      const plain = text.normalize("NFKC").replace(/[\s%]/g, "");
      if (plain === "") return { value: null };
      const match = /^(\d{1,3})(?:\.(\d{0,2}))?$/.exec(plain);
      if (!match) return { problem: t("form.notRate") };
      return { value: Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0")) };
    },
  );
  return (
    <NumberInput field={field} label={label} hint={hint} unit={unit ?? "%"} inputMode="decimal" readable={readable} />
  );
}
