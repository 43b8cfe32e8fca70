// A masked value. Who has the right may reveal it with a reason; that is recorded, and it is masked again soon.
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { sayThrown } from "../lib/errors";
import { act } from "../lib/ipc";
import { Dialog } from "./Dialog";
import { useRight } from "./rights";

/** How long a revealed value stands, in milliseconds. */
const SHOWN_FOR = 60_000;

interface Props {
  /** The value as the desk masked it. */
  masked: string;
  kind: string;
  id: string;
  field: string;
  /** The field's word, for the question. */
  label: string;
  /** Whether it belongs to the work of whoever looks at it, who may then reveal it without the right. */
  own?: "yes" | "no";
}

export function Masked({ masked, kind, id, field, label, own = "no" }: Props) {
  const { t } = useTranslation("common");
  const allowed = useRight("unmaskPersonalData");
  const may = allowed || own === "yes";
  const [asking, setAsking] = useState<"yes" | "no">("no");
  const [value, setValue] = useState<string | null>(null);
  useEffect(() => {
    if (value === null) return;
    const timer = setTimeout(() => setValue(null), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [value]);
  return (
    <span className="masked">
      <span>{value ?? masked}</span>
      {may && value === null && (
        <button type="button" className="link" onClick={() => setAsking("yes")}>
          {t("reveal.action")} <span className="hidden-words">{label}</span>
        </button>
      )}
      {asking === "yes" && (
        <Reveal
          label={label}
          onClose={() => setAsking("no")}
          onReason={async (reason) => {
            const answer = await act("privacy.reveal", { kind, id, field, reason });
            setValue(answer.value);
            setAsking("no");
          }}
        />
      )}
    </span>
  );
}

const REASONS = ["contact", "contract", "correct", "request"] as const;

interface RevealProps {
  label: string;
  onClose: () => void;
  onReason: (reason: string) => Promise<void>;
}

function Reveal({ label, onClose, onReason }: RevealProps) {
  const { t } = useTranslation("common");
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const give = async (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() === "") {
      setProblem(t("reveal.reasonMissing"));
      return;
    }
    await onReason(reason.trim()).catch((thrown: unknown) => setProblem(sayThrown(thrown)));
  };
  return (
    <Dialog title={t("reveal.title", { label })} onClose={onClose}>
      <form className="dialog-body" onSubmit={give}>
        <p className="muted">{t("reveal.recorded")}</p>
        <label htmlFor={id}>{t("reveal.reason")}</label>
        <input
          id={id}
          ref={field}
          className="input"
          value={reason}
          aria-invalid={problem !== null}
          aria-describedby={`${id}-problem`}
          autoComplete="off"
          autoFocus
          onChange={(event) => setReason(event.target.value)}
        />
        <p className="chips">
          {REASONS.map((word) => (
            <button
              key={word}
              type="button"
              className="chip"
              onClick={() => {
                setReason(t(`reveal.${word}`));
                field.current?.focus();
              }}
            >
              {t(`reveal.${word}`)}
            </button>
          ))}
        </p>
        <p id={`${id}-problem`} className="problem" role="alert">
          {problem}
        </p>
        <button type="submit" className="button primary">
          {t("reveal.action")}
          <kbd>↵</kbd>
        </button>
      </form>
    </Dialog>
  );
}
