// A part from stock, found by scanning its number or typing its name, pinyin or a piece of the number; with what may
// be promised of it.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PartChoice as Found } from "../bindings/rpc";
import { useDesk } from "../lib/desk";
import { pieces } from "../lib/pieces";
import { Choice } from "./form/Choice";
import type { FieldBinding } from "./form/useForm";

interface Props {
  field: FieldBinding<string | null>;
  label?: string;
  /** How the part is called that stands there already. */
  shown?: string | undefined;
  onChoose?: (part: Found) => void;
}

export function PartChoice({ field, label, shown, onChoose }: Props) {
  const { t } = useTranslation("parts");
  const [typed, type] = useState("");
  const found = useDesk("parts.choices", { text: typed }).data ?? [];
  const [known, setKnown] = useState<Found | null>(null);
  const chosen = known?.id === field.value ? known : null;
  return (
    <Choice
      field={field}
      label={label ?? t("field.part")}
      hint={
        chosen === null ? t("hint.part") : t("hint.available", { quantity: chosen.available, unit: chosen.unit }).trim()
      }
      shown={chosen === null ? shown : `${chosen.number} ${chosen.name}`}
      onType={type}
      onChoose={({ value }) => {
        const part = found.find(({ id }) => id === value);
        if (part === undefined) return;
        setKnown(part);
        onChoose?.(part);
      }}
      options={found.map((part) => ({
        value: part.id,
        label: `${part.number} ${part.name}`,
        detail: `${part.bin} · ${t("need.available", { quantity: part.available })} ${pieces(part.available) === "0" ? "" : part.unit}`,
      }))}
    />
  );
}
