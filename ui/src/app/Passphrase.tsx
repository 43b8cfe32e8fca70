// Where the system has no keyring, the store's key lies behind a passphrase that is asked for once per start.
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { sayThrown } from "../lib/errors";
import { act } from "../lib/ipc";
import { EntryScreen } from "./EntryScreen";
import { refreshSession } from "./session";

export function Passphrase() {
  const { t } = useTranslation("entry");
  const [passphrase, setPassphrase] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const id = useId();

  const unlock = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || passphrase === "") return;
    setBusy(true);
    try {
      await act("store.unlock", { passphrase });
      await refreshSession();
    } catch (thrown) {
      setProblem(sayThrown(thrown));
    }
    setBusy(false);
  };

  return (
    <EntryScreen title={t("passphrase.title")}>
      <form className="entry-form" onSubmit={unlock}>
        <p className="muted">{t("passphrase.why")}</p>
        <label className="entry-label" htmlFor={id}>
          {t("passphrase.label")}
        </label>
        <input
          id={id}
          className="input"
          type="password"
          autoComplete="off"
          value={passphrase}
          // biome-ignore lint/a11y/noAutofocus: the only field of the screen
          autoFocus
          aria-invalid={problem !== null}
          aria-describedby={`${id}-problem`}
          onChange={(event) => {
            setPassphrase(event.target.value);
            setProblem(null);
          }}
        />
        <p id={`${id}-problem`} className="problem" role="alert">
          {problem}
        </p>
        <button type="submit" className="button primary wide" aria-busy={busy}>
          {t("passphrase.open")}
          <kbd>↵</kbd>
        </button>
      </form>
    </EntryScreen>
  );
}
