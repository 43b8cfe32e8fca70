// A field of a form before the work: its word, its control, and below it the sentence that tells the remedy.
import { useId } from "react";

/** What is never shown while it is typed. */
const SECRETS = new Set(["password", "repeat", "passphrase"]);

interface Props {
  name: string;
  label: string;
  hint: string | undefined;
  value: string;
  problem: string | undefined;
  first: boolean;
  onChange: (value: string) => void;
}

export function EntryField({ name, label, hint, value, problem, first, onChange }: Props) {
  const id = useId();
  const secret = SECRETS.has(name);
  return (
    <div className="entry-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={name}
        className="input"
        type={secret ? "password" : "text"}
        autoComplete={secret ? "new-password" : "off"}
        value={value}
        // biome-ignore lint/a11y/noAutofocus: the first field of a form the person has just opened
        autoFocus={first}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={`${id}-hint`} className={problem === undefined ? "muted" : "problem"} aria-live="polite">
        {problem ?? hint}
      </p>
    </div>
  );
}
