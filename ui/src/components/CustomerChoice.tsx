// A customer, found by typing a name, pinyin, telephone or number.
import { useState } from "react";
import { useDesk } from "../lib/desk";
import { Choice } from "./form/Choice";
import type { FieldProps } from "./form/Field";

interface Props extends FieldProps<string | null> {
  /** The words of the customer who is chosen, where nobody was looked for yet. */
  shown: string;
  onShown: (words: string) => void;
}

export function CustomerChoice({ field, label, hint, shown, onShown }: Props) {
  const [typed, setTyped] = useState("");
  const found = useDesk("customers.list", { filters: {}, text: typed, sort: null, offset: 0, limit: 20 });
  return (
    <Choice
      field={field}
      label={label}
      hint={hint}
      shown={shown}
      onType={setTyped}
      onChoose={(chosen) => onShown(chosen.label)}
      options={(found.data?.rows ?? []).map((row) => ({
        value: row.id,
        label: `${row.name} ${row.mobile}`.trim(),
        detail: row.number,
      }))}
    />
  );
}
