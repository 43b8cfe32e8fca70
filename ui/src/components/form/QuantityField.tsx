// A quantity in pieces or litres, with up to three places; kept in thousandths, as the desk counts.
import { useTranslation } from "react-i18next";
import { pieces, readPieces } from "../../lib/pieces";
import { controlProps, Field, type FieldProps } from "./Field";
import { useReadable } from "./fields";

export function QuantityField({ field, label, hint, unit }: FieldProps<number | null> & { unit?: string }) {
  const { t } = useTranslation("common");
  const readable = useReadable<number | null>(
    field,
    (value) => (value === null ? "" : pieces(value)),
    (text) => {
      if (text.trim() === "") return { value: null };
      const value = readPieces(text);
      return value === null ? { problem: t("form.notNumber") } : { value };
    },
  );
  return (
    <Field field={field} label={label} hint={hint}>
      <span className="with-unit">
        <input
          {...controlProps(field)}
          type="text"
          inputMode="decimal"
          className="input number tiny"
          autoComplete="off"
          value={readable.text}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => readable.onChange(event.target.value)}
          onBlur={readable.onLeave}
        />
        {unit !== undefined && unit !== "" && <span className="muted">{unit}</span>}
      </span>
    </Field>
  );
}
