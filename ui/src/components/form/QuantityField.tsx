// A quantity in pieces or litres, with up to three places; kept in thousandths, as the desk counts.
import { useTranslation } from "react-i18next";
import { pieces, readPieces } from "../../lib/pieces";
import type { FieldProps } from "./Field";
import { NumberInput, useReadable } from "./fields";

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
    <NumberInput
      field={field}
      label={label}
      hint={hint}
      unit={unit}
      inputMode="decimal"
      entered="marked"
      readable={readable}
    />
  );
}
