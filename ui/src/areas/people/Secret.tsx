// A password that is typed twice. It never becomes part of a form's values, because those are kept as drafts.
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { DeskError } from "../../lib/ipc";

export interface Secret {
  id: string;
  first: string;
  second: string;
  setFirst: (text: string) => void;
  setSecond: (text: string) => void;
  /** The password, or the refusal that says what is wrong with it. */
  read: () => string;
}

export function useSecret(): Secret {
  const id = useId();
  const [first, setFirst] = useState("");
  const [second, setSecond] = useState("");
  const read = () => {
    if (first === second) return first;
    throw new DeskError({ kind: "invalid", code: "repeatDiffers", field: null, values: {} });
  };
  return { id, first, second, setFirst, setSecond, read };
}

interface Props {
  id: string;
  label: string;
  hint?: string;
  value: string;
  purpose: "new-password" | "current-password";
  onChange: (text: string) => void;
}

export function PasswordField({ id, label, hint, value, purpose, onChange }: Props) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="field-control">
        <input
          id={id}
          className="input"
          type="password"
          data-field={id}
          autoComplete={purpose}
          aria-describedby={`${id}-said`}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      </div>
      <p id={`${id}-said`} className="field-said muted">
        {hint}
      </p>
    </div>
  );
}

export function SecretFields({ secret }: { secret: Secret }) {
  const { t } = useTranslation("people");
  return (
    <>
      <PasswordField
        id={`${secret.id}-first`}
        label={t("newPassword")}
        hint={t("hint.password")}
        value={secret.first}
        purpose="new-password"
        onChange={secret.setFirst}
      />
      <PasswordField
        id={`${secret.id}-second`}
        label={t("repeat")}
        value={secret.second}
        purpose="new-password"
        onChange={secret.setSecond}
      />
    </>
  );
}
