// There is a store and it did not open: what hindered it, another try, and, where a backup can help, the way back.
// Nobody can sign in here, so whoever restores proves who they are to the backup itself.
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BackupRow, Recoverable, RpcError } from "../bindings/rpc";
import { formatBytes } from "../lib/bytes";
import { sayError } from "../lib/errors";
import { act, errorOf, query } from "../lib/ipc";
import { formatCount } from "../lib/money";
import { fullInstant } from "../lib/time";
import { EntryScreen } from "./EntryScreen";
import { refreshSession } from "./session";

export function DidNotOpen({ failure }: { failure: RpcError | null }) {
  // A desk that was shut out has given up its key: neither another try nor a backup belongs here.
  if (failure?.code === "deskRevoked") return <ShutOut failure={failure} />;
  return <Broken failure={failure} />;
}

function ShutOut({ failure }: { failure: RpcError }) {
  const { t } = useTranslation("entry");
  return (
    <EntryScreen title={t("shutOut.title")}>
      <p role="alert">{sayError(failure)}</p>
      <p className="muted">{t("shutOut.about")}</p>
    </EntryScreen>
  );
}

function Broken({ failure }: { failure: RpcError | null }) {
  const [answer, setAnswer] = useState<Recoverable | null>(null);
  const [chosen, setChosen] = useState<BackupRow | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another failure is another question
  useEffect(() => {
    let gone = false;
    query("recovery.backups", {})
      .then((found) => !gone && setAnswer(found))
      // What hinders this, the failure on the screen says already.
      .catch(() => !gone && setAnswer({ offer: "notForThis", rows: [] }));
    return () => {
      gone = true;
    };
  }, [failure?.code]);
  if (chosen !== null) return <Prove row={chosen} onBack={() => setChosen(null)} />;
  return <Choose failure={failure} answer={answer} onChoose={setChosen} />;
}

interface ChooseProps {
  failure: RpcError | null;
  /** Null until the desk has answered. */
  answer: Recoverable | null;
  onChoose: (row: BackupRow) => void;
}

function Choose({ failure, answer, onChoose }: ChooseProps) {
  const { t } = useTranslation("entry");
  const first = useRef<HTMLButtonElement>(null);
  const offered = answer?.offer === "choose";
  useEffect(() => {
    if (offered) first.current?.focus();
  }, [offered]);
  const again = async () => {
    await act("store.retry", {}).catch(() => undefined);
    await refreshSession();
  };
  return (
    <EntryScreen title={t("unreachable.store")} width={offered ? "wide" : "narrow"}>
      <p role="alert">{failure === null ? t("failure.unknown") : sayError(failure)}</p>
      {answer !== null && (answer.offer === "noBackup" || answer.offer === "noneOpens") && (
        <p>{t(`recovery.${answer.offer}`)}</p>
      )}
      {answer !== null && offered && (
        <section className="recovery">
          <h2>{t("recovery.backups")}</h2>
          <p className="muted">{t("recovery.about")}</p>
          <ul className="ways">
            {answer.rows.map((row, index) => (
              <li key={row.name}>
                <button
                  type="button"
                  className="way"
                  ref={index === 0 ? first : undefined}
                  onClick={() => onChoose(row)}
                >
                  <strong>{t("recovery.restoreThis", { at: fullInstant(row.madeAt ?? 0) })}</strong>
                  <span className="muted">
                    {t("recovery.holds", {
                      size: formatBytes(row.bytes ?? 0),
                      commands: formatCount(row.commands ?? 0),
                    })}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <button type="button" className={offered ? "button" : "button primary"} onClick={again}>
        {t("unreachable.again")}
      </button>
    </EntryScreen>
  );
}

type Field = "signInName" | "password";

/** Name and password of somebody who may restore, as the backup knows them. */
function Prove({ row, onBack }: { row: BackupRow; onBack: () => void }) {
  const { t } = useTranslation("entry");
  const at = fullInstant(row.madeAt ?? 0);
  const [values, setValues] = useState<Record<Field, string>>({ signInName: "", password: "" });
  const [problem, setProblem] = useState<{ field: Field | null; words: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  const told = (field: Field | null, words: string) => {
    setProblem({ field, words });
    if (field !== null) form.current?.querySelector<HTMLInputElement>(`[name=${field}]`)?.select();
  };

  const restore = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    for (const field of ["signInName", "password"] as const) {
      if (values[field].trim() === "") return told(field, t("firstStart.missing"));
    }
    setBusy(true);
    try {
      await act("recovery.restore", { name: row.name, ...values });
      await refreshSession();
    } catch (thrown) {
      const error = errorOf(thrown);
      const field = error.field === "signInName" || error.field === "password" ? error.field : null;
      told(field, sayError(error));
      setBusy(false);
    }
  };

  const field = (name: Field) => (
    <ProofField
      name={name}
      value={values[name]}
      problem={problem?.field === name ? problem.words : null}
      onChange={(value) => {
        setValues((before) => ({ ...before, [name]: value }));
        setProblem(null);
      }}
    />
  );

  return (
    <EntryScreen title={t("recovery.restoreThis", { at })} width="wide">
      <p>{t("recovery.consequence", { at })}</p>
      <p className="muted">{t("recovery.prove")}</p>
      <form
        ref={form}
        className="entry-form"
        onSubmit={restore}
        onKeyDown={(event) => event.key === "Escape" && !busy && onBack()}
        noValidate
      >
        {field("signInName")}
        {field("password")}
        <p className={problem === null ? "muted" : "problem"} role="alert">
          {problem?.field === null ? problem.words : busy ? t("recovery.busy") : ""}
        </p>
        <div className="entry-buttons">
          <button type="button" className="button" onClick={onBack} disabled={busy}>
            {t("firstStart.back")}
          </button>
          <button type="submit" className="button primary" aria-busy={busy}>
            {t("recovery.restore")}
            <kbd>↵</kbd>
          </button>
        </div>
      </form>
    </EntryScreen>
  );
}

interface ProofFieldProps {
  name: Field;
  value: string;
  problem: string | null;
  onChange: (value: string) => void;
}

function ProofField({ name, value, problem, onChange }: ProofFieldProps) {
  const { t } = useTranslation("entry");
  const id = useId();
  return (
    <div className="entry-field">
      <label htmlFor={id}>{t(`firstStart.${name}`)}</label>
      <input
        id={id}
        name={name}
        className="input"
        type={name === "password" ? "password" : "text"}
        autoComplete={name === "password" ? "current-password" : "username"}
        value={value}
        // biome-ignore lint/a11y/noAutofocus: the first field of a screen that has nothing else
        autoFocus={name === "signInName"}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-said`}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={`${id}-said`} className="problem" aria-live="assertive">
        {problem}
      </p>
    </div>
  );
}
