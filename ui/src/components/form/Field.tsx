// A field's frame: its word, its control, and beside it the sentence that tells the remedy.
import type { ReactNode } from "react";
import type { FieldBinding } from "./useForm";
import "./form.css";

export interface FieldProps<Value> {
  field: FieldBinding<Value>;
  label: string;
  /** What belongs here, where the word alone does not say it. */
  hint?: string | undefined;
}

/** What a control needs so that its label and sentence belong to it. */
export function controlProps(field: Omit<FieldBinding<unknown>, "change">) {
  return {
    id: field.id,
    name: field.name,
    "data-field": field.name,
    "aria-required": field.required,
    "aria-invalid": field.problem !== null,
    "aria-describedby": `${field.id}-said`,
    onBlur: field.leave,
  };
}

export function Field<Value>({ field, label, hint, children }: FieldProps<Value> & { children: ReactNode }) {
  const sentence = field.problem ?? field.warning ?? hint;
  const look = field.problem !== null ? "problem" : field.warning !== null ? "warning" : "muted";
  return (
    <div className="field">
      <label htmlFor={field.id}>{label}</label>
      <div className="field-control">{children}</div>
      <p id={`${field.id}-said`} className={`field-said ${look}`} aria-live="polite">
        {sentence}
      </p>
    </div>
  );
}

/** A value that cannot be changed here: text, not a grey box. */
export function ReadOnly({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="field">
      <span className="field-label">{label}</span>
      <div className="field-control field-text">{children}</div>
    </div>
  );
}
