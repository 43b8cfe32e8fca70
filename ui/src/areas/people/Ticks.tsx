// Several of a list, as checkboxes.

interface Props<Word extends string> {
  options: readonly { value: Word; label: string }[];
  chosen: readonly Word[];
  whyNot?: string | null;
  onChange: (chosen: Word[]) => void;
}

export function Ticks<Word extends string>({ options, chosen, whyNot = null, onChange }: Props<Word>) {
  return (
    <ul className="ticks">
      {options.map(({ value, label }) => (
        <li key={value}>
          <label title={whyNot ?? undefined}>
            <input
              type="checkbox"
              data-field={value}
              checked={chosen.includes(value)}
              disabled={whyNot !== null}
              onChange={(event) =>
                onChange(event.target.checked ? [...chosen, value] : chosen.filter((each) => each !== value))
              }
            />{" "}
            {label}
          </label>
        </li>
      ))}
    </ul>
  );
}
