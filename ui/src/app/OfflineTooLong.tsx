// The desk has been without its platform for longer than it may. Connected, it goes on by itself; where there is no line
// it shows a code to be read over the phone, and takes what is read back.
import { type FormEvent, useCallback, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SessionState } from "../bindings/rpc";
import { sayThrown } from "../lib/errors";
import { act, errorOf } from "../lib/ipc";
import { fullInstant } from "../lib/time";

export function OfflineTooLong({ offline }: { offline: NonNullable<SessionState["offline"]> }) {
  const { t } = useTranslation("entry");
  const [question, setQuestion] = useState<string | null>(null);
  const [noCode, setNoCode] = useState<"yes" | "no">("no");
  const [answer, setAnswer] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();

  const ask = useCallback(() => {
    act("session.offline_question", {})
      .then((asked) => {
        setQuestion(asked.question);
        setNoCode(asked.question === null ? "yes" : "no");
      })
      .catch((thrown: unknown) => setProblem(sayThrown(thrown)));
  }, []);
  useEffect(ask, [ask]);

  const goOn = async (event: FormEvent) => {
    event.preventDefault();
    if (answer.trim() === "") {
      setProblem(t("offline.missing"));
      return;
    }
    try {
      await act("session.go_on", { answer });
    } catch (thrown) {
      setProblem(sayThrown(thrown));
      if (errorOf(thrown).code === "askedAnew") {
        setAnswer("");
        ask();
      }
      field.current?.select();
    }
  };

  return (
    <form className="entry-form" onSubmit={goOn}>
      <p>{t("offline.why", { since: fullInstant(offline.since), days: offline.days })}</p>
      {noCode === "yes" && <p>{t("offline.noCode")}</p>}
      {question === null && problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {question !== null && (
        <>
          <p>{t("offline.phone")}</p>
          <p className="read-aloud">{question}</p>
          <label className="entry-label" htmlFor={id}>
            {t("offline.answer")}
          </label>
          <input
            id={id}
            ref={field}
            className="input"
            autoComplete="off"
            spellCheck="false"
            value={answer}
            // biome-ignore lint/a11y/noAutofocus: the only field of the screen
            autoFocus
            aria-invalid={problem !== null}
            aria-describedby={`${id}-said`}
            onChange={(event) => {
              setAnswer(event.target.value);
              setProblem(null);
            }}
          />
          <p id={`${id}-said`} className="problem" aria-live="assertive">
            {problem}
          </p>
          <button type="submit" className="button primary wide">
            {t("offline.goOn")}
            <kbd>↵</kbd>
          </button>
        </>
      )}
    </form>
  );
}
