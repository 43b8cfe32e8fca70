// Signing in: choose the name, type the password, Enter. The one who sat here last is asked at once, and a locked
// screen asks only the one who locked it.
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SessionState } from "../bindings/rpc";
import { sayThrown } from "../lib/errors";
import { fullInstant } from "../lib/time";
import { EntryScreen } from "./EntryScreen";
import { OfflineTooLong } from "./OfflineTooLong";
import { lastPerson, signIn, switchUser } from "./session";

type Named = SessionState["people"][number];

/** From this many names on, a field narrows the list down. */
const MANY = 9;

function Initial({ name }: { name: string }) {
  return (
    <span className="initial" aria-hidden="true">
      {[...name][0] ?? ""}
    </span>
  );
}

export function SignIn({ state }: { state: SessionState }) {
  const { t } = useTranslation("entry");
  const locked = state.stage === "locked" && state.person !== null;
  const known = state.people.find((each) => each.id === (state.person?.id ?? lastPerson()));
  const [chosen, setChosen] = useState<Named | null>(
    known ?? (state.people.length === 1 ? state.people[0] : null) ?? null,
  );
  const above = (
    <>
      {state.storeName}
      {state.training && <span className="tag">{t("training")}</span>}
    </>
  );
  const hint = state.training ? t("signIn.trainingPassword") : null;
  if (state.offline !== null) {
    return (
      <EntryScreen above={above} title={t("offline.title")}>
        <OfflineTooLong offline={state.offline} />
      </EntryScreen>
    );
  }
  return (
    <EntryScreen above={above} title={locked ? t("signIn.locked") : t("signIn.title")}>
      {state.restored !== null && !locked && <Restored restored={state.restored} />}
      {chosen ? (
        <Password person={chosen} hint={hint} locked={locked} onOther={locked ? switchUser : () => setChosen(null)} />
      ) : (
        <People people={state.people} onChoose={setChosen} />
      )}
    </EntryScreen>
  );
}

/** A backup has just taken the place of the store: what of, and what is missing. */
function Restored({ restored }: { restored: NonNullable<SessionState["restored"]> }) {
  const { t } = useTranslation("entry");
  return (
    <p className="restored" role="status">
      {t("recovery.done", { at: fullInstant(restored.madeAt) })}{" "}
      {restored.papersLost > 0 && t("recovery.papersLost", { count: restored.papersLost })}
    </p>
  );
}

function People({ people, onChoose }: { people: Named[]; onChoose: (person: Named) => void }) {
  const { t } = useTranslation("entry");
  const [text, setText] = useState("");
  const list = useRef<HTMLUListElement>(null);
  const wanted = text.trim().toLowerCase();
  const shown = people.filter((each) => `${each.name} ${each.signInName}`.toLowerCase().includes(wanted));
  const many = people.length >= MANY;
  useEffect(() => {
    if (!many) list.current?.querySelector("button")?.focus();
  }, [many]);

  const move = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll("button") ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]?.focus();
  };

  return (
    <fieldset className="people" onKeyDown={move}>
      <legend className="hidden-words">{t("signIn.people")}</legend>
      {many && (
        <input
          className="input"
          type="search"
          aria-label={t("signIn.find")}
          placeholder={t("signIn.find")}
          value={text}
          // The person came to sign in and nothing else is on this screen.
          // biome-ignore lint/a11y/noAutofocus: the only field of the screen
          autoFocus
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            const first = shown[0];
            if (event.key === "Enter" && first) onChoose(first);
          }}
        />
      )}
      <ul ref={list}>
        {shown.map((person) => (
          <li key={person.id}>
            <button type="button" className="person" onClick={() => onChoose(person)}>
              <Initial name={person.name} />
              <span className="person-name">{person.name}</span>
              <span className="muted">{person.signInName}</span>
            </button>
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className="muted">{t("signIn.nobody")}</p>}
    </fieldset>
  );
}

interface PasswordProps {
  person: Named;
  /** Stands below the field; in the training store, its password. */
  hint: string | null;
  locked: boolean;
  onOther: () => void;
}

function Password({ person, hint, locked, onOther }: PasswordProps) {
  const { t } = useTranslation("entry");
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();

  const enter = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (password === "") {
      setProblem(t("signIn.passwordMissing"));
      return;
    }
    setBusy(true);
    try {
      await signIn(person.id, password);
    } catch (thrown) {
      setProblem(sayThrown(thrown));
      setBusy(false);
      field.current?.select();
    }
  };

  return (
    <form className="entry-form" onSubmit={enter}>
      <button type="button" className="person chosen" onClick={onOther} title={t("signIn.other")}>
        <Initial name={person.name} />
        <span className="person-name">{person.name}</span>
        <span className="link">{t("signIn.other")}</span>
      </button>
      <label className="entry-label" htmlFor={id}>
        {t("signIn.password")}
      </label>
      <input
        id={id}
        ref={field}
        className="input"
        type="password"
        autoComplete="current-password"
        value={password}
        // biome-ignore lint/a11y/noAutofocus: the only field of the screen
        autoFocus
        aria-invalid={problem !== null}
        aria-describedby={`${id}-said`}
        onChange={(event) => {
          setPassword(event.target.value);
          setProblem(null);
        }}
      />
      <p id={`${id}-said`} className={problem === null ? "muted" : "problem"} aria-live="assertive">
        {problem ?? hint}
      </p>
      <button type="submit" className="button primary wide" aria-busy={busy}>
        {locked ? t("signIn.unlock") : t("signIn.enter")}
        <kbd>↵</kbd>
      </button>
    </form>
  );
}
